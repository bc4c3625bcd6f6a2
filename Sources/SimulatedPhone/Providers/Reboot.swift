import ManagementTree
import Notation

/// Reboot: restarting the phone from afar, at once or by the clock (Microsoft, *Reboot CSP*; csp.md 11.4).
struct RebootProvider: Provider {
    /// Why the phone restarts: the names of the nodes.
    enum Order: String, JobOrder {
        static let csp = "Reboot"

        case now = "RebootNow"
        case single = "Schedule/Single"
        case daily = "Schedule/DailyRecurrent"
    }

    /// Restarts when the session is over; the page allows five minutes.
    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        guard node.place == Order.now.rawValue else { return nil }
        phone.plan(Order.now, due: environment.now)
        return .done
    }

    // MARK: - By the clock

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        guard let text = change.value?.text, !text.isEmpty, Self.time(text) == nil else { return }
        throw Refusal(
            .valueRefused,
            "\(node.uri): '\(text.prefix(40))' is no date with a time; write it as 2018-10-25T18:00:00Z, or nothing to take "
                + "a schedule back")
    }

    /// An empty value deletes the schedule.
    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        guard let order = Order(rawValue: node.place) else { return .done }
        phone.cancelJobs { $0.order(as: Order.self) == order }
        guard let start = change.value.flatMap({ Self.time($0.text) }) else {
            phone.tree.remove(node.uri)
            return .done
        }
        plan(order, start, &phone, environment.now)
        return .done
    }

    /// Inferred: one restart whose time has passed already does not come any more.
    private func plan(_ order: Order, _ start: Instant, _ phone: inout Phone, _ now: Instant) {
        let isDaily = order == .daily
        guard start < now else {
            phone.plan(order, due: start)
            return
        }
        guard isDaily else { return }
        let days = (now.seconds - start.seconds + Self.day - 1) / Self.day
        phone.plan(order, due: start.adding(seconds: days * Self.day))
    }

    private static let day: Int64 = 86_400

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard let order = Order(rawValue: node.place),
            !phone.jobs.contains(where: { $0.order(as: Order.self) == order })
        else { return [] }
        return [Note(.effect, "no restart is planned for it: its time has passed")]
    }

    // MARK: - The restart

    /// Inferred: no document says how long a restart takes.
    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse {
        phone.restart()
        phone.effects.append(.noticed(csp: Order.csp, "the phone restarts"))
        return JobCourse(seconds: 60, isAway: true)
    }

    /// Inferred: no page names an alert of this CSP. Servers are told in the form of those of app installation, and the
    /// session that follows says by its login status that nobody has typed the PIN since.
    func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) {
        guard let order = job.order(as: Order.self) else { return }
        phone.effects.append(.noticed(csp: Order.csp, "the phone has restarted"))
        phone.report(
            GenericAlert(
                type: "Reversed-Domain-Name:com.microsoft.mdm.Reboot.result", format: "int", data: "0",
                source: "./Device/Vendor/MSFT/Reboot/\(order.rawValue)"))
        let names = ["Vendor", "MSFT", "Reboot", "Schedule", "DailyRecurrent"].map { NodeName($0) }
        guard order == .daily, let text = phone.tree.node(at: names, in: .device)?.value?.text,
            let start = Self.time(text)
        else { return }
        plan(.daily, start, &phone, environment.now)
    }

    /// Inferred: without a zone it is UTC, which is this phone's local time (DevDetail/Ext/Microsoft/LocalTime).
    private static func time(_ text: String) -> Instant? { Instant(iso8601: text, zone: .optional) }
}
