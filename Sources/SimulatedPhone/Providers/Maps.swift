import ManagementTree

/// Maps: maps for use without a connection (Microsoft, *Maps CSP*). An Add puts a map among those that wait for their
/// download.
struct MapsProvider: Provider {
    /// The download of a map.
    struct Order: JobOrder {
        static let csp = "Maps"

        /// The name of the map's node, a GUID.
        var package: String
    }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        guard node.place == "Packages/*", case .added = change, let name = node.name else { return .done }
        phone.plan(Order(package: name.text), due: environment.now)
        return .done
    }

    /// 1 for a map that waits, 2 for one that comes or is there.
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        guard node.place == "Packages/*/Status", let map = node.openNames.first else { return nil }
        let waits = phone.jobs.contains { job in
            !job.isBegun && job.order(as: Order.self).map { NodeName($0.package) == map } ?? false
        }
        return .int(waits ? 1 : 2)
    }

    /// Inferred: no document says how long a download takes.
    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse {
        JobCourse(seconds: 60)
    }

    func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) {
        guard let order = job.order(as: Order.self) else { return }
        phone.effects.append(.noticed(csp: Order.csp, "the map \(order.package) is there"))
    }
}
