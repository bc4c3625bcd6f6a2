import ManagementTree
import Notation

/// RemoteRing: letting the phone ring from afar (Microsoft, *RemoteRing CSP*; csp.md 11.2).
///
/// Inferred (csp.md C15): the published file describes Ring for the user only and without Exec, the page executes it on the
/// device; both scopes have it, and it can be executed.
struct RemoteRingProvider: Provider {
    /// How often the phone was rung, and when it was last.
    struct Rings: KeyedValue {
        static let key = "RemoteRing"

        var count = 0
        var last: Instant?
    }

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        guard node.place == "Ring" else { return nil }
        phone[Rings.self].count += 1
        phone[Rings.self].last = environment.now
        phone.effects.append(.noticed(csp: Rings.key, "the phone rings, however low its volume is"))
        return .done
    }

    func sights(in phone: Phone) -> [String] {
        let rings = phone[Rings.self]
        guard let last = rings.last else { return [] }
        return ["has rung \(rings.count == 1 ? "once" : "\(rings.count) times"), last at \(last.text)"]
    }
}
