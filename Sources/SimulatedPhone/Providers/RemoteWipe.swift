import ManagementTree
import Notation

/// RemoteWipe: putting the phone back to the state of the factory from afar (Microsoft, *RemoteWipe CSP*; csp.md 11.1).
///
/// The status says that the command was accepted. Inferred: the phone is wiped when the session is over, which is its last.
struct RemoteWipeProvider: Provider {
    /// The ways to wipe it, by the names of their nodes.
    ///
    /// Inferred: they come to the same here. A phone of ours has no provisioning package that could be applied again, and
    /// nothing that could keep a wipe from its end.
    enum Order: String, JobOrder {
        static let csp = "RemoteWipe"

        case doWipe, doWipePersistProvisionedData, doWipeProtected
    }

    /// When the phone was put back to the state of the factory, which is all that is left of what was before.
    struct Wipes: KeyedValue {
        static let key = "RemoteWipe"

        var last: Instant?
    }

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        guard let order = Order(rawValue: node.place) else { return nil }
        phone.plan(order, due: environment.now)
        return .done
    }

    func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) {
        phone.wipe(now: environment.now)
    }

    func sights(in phone: Phone) -> [String] {
        phone[Wipes.self].last.map { ["put back to the state of the factory at \($0.text)"] } ?? []
    }
}
