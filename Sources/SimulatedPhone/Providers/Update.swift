import ManagementTree
import Notation

/// Update: updates of Windows, those that a server approves and what becomes of them (Microsoft, *Update CSP*; csp.md 15.1).
///
/// Inferred: which updates there are for a phone the profile says (`updates`), and only those that are approved are
/// installed.
struct UpdateProvider: Provider {
    /// What became of updates, by their ids in lower case without braces.
    struct Updates: KeyedValue {
        /// Not the CSP's name: updates stay when the account goes.
        static let key = "WindowsUpdates"

        /// Installed, but for a restart, and when.
        var pending: [String: Instant] = [:]
        var installed: [String] = []
        var failed: [String] = []
    }

    struct Order: JobOrder {
        static let csp = "Update"

        var install: String
    }

    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        updates(in: parent.place, of: phone).map { "{\(Self.id($0.id))}" }
    }

    private func updates(in place: String, of phone: Phone) -> [PhoneProfile.AvailableUpdate] {
        guard let all = phone.profile.updates else { return [] }
        let state = phone[Updates.self]
        return all.filter { update in
            let id = Self.id(update.id)
            return switch place {
            case "InstallableUpdates": state.pending[id] == nil && !state.installed.contains(id)
            case "PendingRebootUpdates": state.pending[id] != nil
            case "InstalledUpdates": state.installed.contains(id)
            case "FailedUpdates": state.failed.contains(id)
            default: false
            }
        }
    }

    /// Servers write the braces in different ways, and some leave them out.
    private static func id(_ name: String) -> String { name.lowercased().filter { $0 != "{" && $0 != "}" } }

    private func update(_ node: NodeLocation, _ phone: Phone) -> PhoneProfile.AvailableUpdate? {
        let id = Self.id(node.openNames.first?.text ?? "")
        return phone.profile.updates?.first { Self.id($0.id) == id }
    }

    func computes(_ name: NodeName, below parent: NodeLocation, in phone: Phone) -> Bool {
        updates(in: parent.place, of: phone).contains { Self.id($0.id) == Self.id(name.text) }
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.place {
        // Inferred: the phone looks for updates at midnight.
        case "LastSuccessfulScanTime":
            return node.value(Instant(seconds: environment.now.seconds / 86_400 * 86_400).text)
        case "DeferUpgrade": return node.value(phone.policy("Update", "RequireDeferUpgrade") == 1 ? "true" : "false")
        default: break
        }
        guard let update = update(node, phone) else { return nil }
        switch node.name {
        case "RevisionNumber": return node.value("\(update.revision)")
        case "Type": return node.value("\(update.type)")
        case "InstalledTime": return phone[Updates.self].pending[Self.id(update.id)].map { node.value($0.text) }
        case "HResult": return node.value("\(update.failure ?? 0)")
        // Inferred: 4 for failed, as the Windows Update API counts (OperationResultCode, orcFailed).
        case "Status": return node.value("4")
        default: return nil
        }
    }

    /// An approved update is installed after the session.
    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        guard node.place.hasPrefix("ApprovedUpdates/*"), case .added = change, let update = update(node, phone),
            updates(in: "InstallableUpdates", of: phone).contains(update)
        else { return .done }
        phone.plan(Order(install: Self.id(update.id)), due: environment.now)
        return .done
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard node.place == "ApprovedUpdates/*/ApprovedTime", update(node, phone) == nil else { return [] }
        return [Note(.effect, "there is no such update for this phone (the profile's updates)")]
    }

    /// Inferred: no document says how long an update takes.
    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse {
        JobCourse(seconds: 60)
    }

    func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) {
        guard let id = job.order(as: Order.self)?.install,
            let update = phone.profile.updates?.first(where: { Self.id($0.id) == id })
        else { return }
        if update.failure == nil {
            phone[Updates.self].pending[id] = environment.now
        } else if !phone[Updates.self].failed.contains(id) {
            phone[Updates.self].failed.append(id)
        }
        let outcome = update.failure == nil ? "waits for a restart" : "could not be installed"
        phone.effects.append(.noticed(csp: Order.csp, "the update \(id) \(outcome)"))
    }

    func sights(in phone: Phone) -> [String] {
        let state = phone[Updates.self]
        return state.pending.keys.sorted().map { "the update \($0) waits for a restart" }
            + state.installed.map { "has the update \($0)" } + state.failed.map { "could not install the update \($0)" }
    }
}

extension Phone {
    /// The phone restarts: what waited for it is installed.
    mutating func finishUpdates() {
        let state = self[UpdateProvider.Updates.self]
        guard !state.pending.isEmpty else { return }
        self[UpdateProvider.Updates.self].installed += state.pending.keys.sorted()
        self[UpdateProvider.Updates.self].pending = [:]
    }
}
