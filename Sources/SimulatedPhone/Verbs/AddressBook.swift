import ManagementTree
import Synchronization

/// What became lately of addresses, by the text that named them: a node's description, or why there is none.
final class AddressBook: Sendable {
    typealias Finding = Result<NodeAddress, Refusal>

    private let known = Mutex<[Key: Finding]>([:])
    /// The most that is kept, so that a server which makes up names does not fill the memory.
    private static let capacity = 16_384
    private static let longest = 512

    subscript(text: String) -> Finding? {
        known.withLock { $0[Key(text: text)] }
    }

    func keep(_ finding: Finding, for text: String) {
        guard text.utf8.count <= Self.longest else { return }
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[Key(text: text)] = finding
        }
    }

    /// A text by a hash that takes a fraction of the standard one's time.
    private struct Key: Hashable {
        let text: String

        func hash(into hasher: inout Hasher) {
            hasher.combine(NameHash.of(text))
        }
    }
}
