import Synchronization

/// The addresses that were found lately, by the text that named them.
final class AddressBook: Sendable {
    private let known = Mutex<[String: NodeAddress]>([:])
    /// The most that is kept, so that a server which makes up names does not fill the memory.
    private static let capacity = 4096
    private static let longest = 512

    subscript(text: String) -> NodeAddress? {
        known.withLock { $0[text] }
    }

    func keep(_ address: NodeAddress, for text: String) {
        guard text.utf8.count <= Self.longest else { return }
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[text] = address
        }
    }
}
