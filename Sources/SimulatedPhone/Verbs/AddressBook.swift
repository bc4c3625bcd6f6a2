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
        let key = Key(text)
        return known.withLock { $0[key] }
    }

    func keep(_ finding: Finding, for text: String) {
        guard text.utf8.count <= Self.longest else { return }
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[Key(text)] = finding
        }
    }

    /// A text to the byte, by a hash that takes a fraction of the standard one's time. Comparing the hash too tells apart
    /// what Swift takes for equal: composed letters and their parts.
    private struct Key: Hashed {
        let hash: UInt64
        private let text: String

        init(_ text: String) {
            hash = NameHash.exactly(text)
            self.text = text
        }
    }
}
