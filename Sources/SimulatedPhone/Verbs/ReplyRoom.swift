import ManagementTree

/// How much may still be found for one reply, counted while it is found: a short message may ask many times for a great
/// value, or for the whole tree.
package struct ReplyRoom: Sendable {
    /// What the items of a reply may take in octets, mark-up included: the greatest value fits, in base64 as well.
    package static let octets = 24 << 20
    /// The most nodes in one list (`?list=`).
    package static let nodesInList = 10_000
    /// What an item takes beside address and value. Of a list it is more, because each node has to be found.
    private static let itemCost = 160
    private static let listedCost = 512
    /// What each name costs that a Get of an interior node gives, beside its letters.
    private static let nameCost = 64

    private var left: Int

    /// - Parameter taken: octets that wait to be sent already.
    package init(taken: Int = 0) {
        left = max(0, Self.octets - taken)
    }

    /// Reserves room for a leaf's value, or for an answer without one.
    mutating func reserve(_ content: NodeValue.Content?, at uri: NodeURI, isListed: Bool = false) throws(Refusal) {
        let cost = isListed ? Self.listedCost : Self.itemCost
        guard let content else { return try reserve(cost, uri) }
        // Only a value that could fit is looked through.
        let isHopeless = cost + content.encodedSize > left
        try reserve(cost + (isHopeless ? content.encodedSize : Self.written(content)), uri)
    }

    /// Reserves room for the names below a node.
    mutating func reserve(names count: Int, at uri: NodeURI) throws(Refusal) {
        try reserve(Self.itemCost + count * Self.nameCost, uri)
    }

    /// Refuses where the room is closed.
    func checkOpen(_ uri: NodeURI) throws(Refusal) {
        guard left <= 0 else { return }
        throw Self.full(uri)
    }

    /// What does not fit closes the room: then nothing more is looked for.
    private mutating func reserve(_ cost: Int, _ uri: NodeURI) throws(Refusal) {
        let cost = cost + uri.description.utf8.count
        guard cost <= left else {
            left = 0
            throw Self.full(uri)
        }
        left -= cost
    }

    private static func full(_ uri: NodeURI) -> Refusal {
        Refusal(.tooLarge, "\(uri): the reply would take more than \(octets) octets; ask in several messages")
    }

    /// The octets that a value takes in a message; of a short one the most that they can be.
    private static func written(_ content: NodeValue.Content) -> Int {
        guard case .text(let text) = content else { return content.encodedSize }
        let most = 5 * text.utf8.count
        guard most > 4096 else { return most }
        return text.utf8.reduce(0) { $0 + (isEscaped($1) ? 5 : 1) }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }
}
