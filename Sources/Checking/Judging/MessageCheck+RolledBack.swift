import Session
import SimulatedPhone
import SyncML

/// An Atomic that failed, and what its commands would have got.
extension MessageCheck {
    /// So often a failed Atomic is run again at most.
    private static let mostRuns = 50

    /// The commands of a failed Atomic are all undone, and those behind the one that failed were never run. What they
    /// would have got is found by running the message once more without the command that failed, until none does.
    mutating func judgeRolledBack(_ first: Explanation, _ phone: Phone) {
        var waiting: Set<Int> = []
        var failed: Set<Int> = []
        for entry in first.entries {
            guard let place = entry.position, list.atomic(of: place) != nil else { continue }
            if Self.isUndone(entry) { waiting.insert(place) } else if !entry.isSuccess { failed.insert(place) }
        }
        waiting.subtract(failed)
        for _ in 0..<Self.mostRuns where !waiting.isEmpty {
            let (rest, places) = message.leavingOut(failed)
            let reply = reply(to: rest, on: phone)
            let explanation = Explanation(
                of: reply.answer, to: rest, on: reply.phone, before: phone.blueprint, mostNoted: .max)
            let count = failed.count
            for entry in explanation.entries where !Self.isUndone(entry) {
                guard let position = entry.position, places.indices.contains(position),
                    waiting.remove(places[position]) != nil
                else { continue }
                judge(entry, at: places[position], reply.phone)
                if !entry.isSuccess { failed.insert(places[position]) }
            }
            guard failed.count > count else { break }
        }
        let told = Set(failed.compactMap { list.atomic(of: $0) })
        for entry in first.entries where entry.code == .atomicFailed {
            guard let place = entry.position, !told.contains(place) else { continue }
            add(.atomicFails, entry, at: place)
        }
    }

    /// Whether nothing is left of a command, because another one of its Atomic failed.
    static func isUndone(_ entry: Explanation.Entry) -> Bool {
        entry.code == .notExecuted || entry.code == .atomicRollBackOK
    }
}
