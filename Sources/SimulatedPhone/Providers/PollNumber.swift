import ManagementTree
import Notation

/// One of the six numbers of a server's poll schedule: how often, or after how many minutes, of one of three sets
/// (csp.md 10.1).
struct PollNumber {
    /// How often and how long after each other, for each set in its turn.
    private static let sets: [(count: NodeName, interval: NodeName)] = [
        ("NumberOfFirstRetries", "IntervalForFirstSetOfRetries"),
        ("NumberOfSecondRetries", "IntervalForSecondSetOfRetries"),
        ("NumberOfRemainingScheduledRetries", "IntervalForRemainingScheduledRetries"),
    ]
    private static let names = sets.flatMap { [$0.count, $0.interval] }

    private let name: NodeName
    private let set: Int
    /// DMClient/Provider/{id}/Poll.
    private let poll: NodeID

    /// nil for any other node.
    init?(_ node: NodeLocation) {
        // Vendor, MSFT, DMClient, Provider, the id, Poll, the number.
        guard node.place.hasPrefix("Provider/*/Poll/"), let name = node.name,
            let set = Self.sets.firstIndex(where: { $0.count == name || $0.interval == name })
        else { return nil }
        self.name = name
        self.set = set
        poll = NodeID(node.uri.ancestor(depth: 6))
    }

    /// Refuses the value that would make all six 0: the phone would never ask again.
    func check(_ text: String, at uri: NodeURI, in phone: Phone) throws(Refusal) {
        guard Int(text) == 0, let poll = phone.tree.node(poll) else { return }
        let isAnyLeft = Self.names.contains { $0 != name && poll.child($0)?.value?.number != 0 }
        guard !isAnyLeft else { return }
        throw Refusal(
            .valueRefused, "\(uri): all six numbers of the schedule would be 0; give one of them a value")
    }

    /// Whether a set before this one has no end (0 with an interval), so that this one is off and reads back 0.
    func isOff(in phone: Phone) -> Bool {
        guard set > 0, let poll = phone.tree.node(poll) else { return false }
        return Self.sets.prefix(set).contains { set in
            poll.child(set.count)?.value?.number == 0 && poll.child(set.interval)?.value?.number ?? 0 > 0
        }
    }
}

extension Enrolled {
    /// A schedule that was written begins anew.
    ///
    /// Inferred: Windows makes its tasks anew then. Before the first scheduled session there is nothing to restart, and time
    /// counts from enrolment.
    mutating func restartPolls(_ now: Instant) {
        guard polls.count > 0 else { return }
        polls.count = 0
        polls.last = now
    }
}

extension NodeChange {
    /// Whether a node has another value, or none, from now on.
    var isOfNewValue: Bool {
        switch self {
        case .replaced(let value, let old): value != old
        case .added, .deleted: true
        case .renamed: false
        }
    }
}
