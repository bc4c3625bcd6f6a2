import Certificates
import ManagementTree
import Notation

/// What a node is at present, as NodeCache compares it with what a server expects (csp.md 10.4). It uses nothing up,
/// such as the new PIN, and does not look at the caches themselves, which would look at it in turn.
struct NodeObservation {
    /// The types of ExpectedValue that are no value.
    enum Kind: String {
        case digest = "application/x-nodemon-sha256"
        case absence = "application/x-nodemon-nonexistent"
    }

    private let phone: Phone
    private let environment: PhoneEnvironment
    /// How many nodes the message has compared.
    private(set) var visited: Int

    /// Inferred: so many in one message, so that a short one cannot keep the phone busy.
    private static let most = 50_000

    init(_ phone: Phone, _ environment: PhoneEnvironment) {
        self.phone = phone
        self.environment = environment
        visited = phone.comparedNodes
    }

    /// - Returns: whether the node is as it is expected, and its value; of one that is not there an empty text.
    mutating func compare(_ address: String, with expected: NodeValue?) throws(Refusal) -> (Bool, String) {
        let node = try node(at: address)
        let value = try node.map { node throws(Refusal) in try text(of: node) } ?? ""
        guard let expected else { return (false, value) }
        switch expected.type.flatMap({ Kind(rawValue: $0.trimmed) }) {
        case .absence: return (node == nil, value)
        case .digest:
            guard let node else { return (false, value) }
            let digest = try digest(of: node)
            let text = expected.text.trimmed
            return (text.lowercased() == digest.hexadecimal() || text == Base64.encode(digest), value)
        case nil: return (node != nil && isSame(expected.text, value, node), value)
        }
    }

    /// The present value as an expected one.
    ///
    /// Inferred: of an interior node the digest, of a node that is not there its absence.
    mutating func expectation(at address: String) throws(Refusal) -> NodeValue {
        guard let node = try node(at: address) else {
            return NodeValue(format: .chr, type: Kind.absence.rawValue, content: .text(""))
        }
        guard node.description.isInterior else { return .chr(try text(of: node)) }
        let digest = try digest(of: node).hexadecimal()
        return NodeValue(format: .chr, type: Kind.digest.rawValue, content: .text(digest))
    }

    private func isSame(_ expected: String, _ value: String, _ node: NodeLocation?) -> Bool {
        if node?.description.format == .bool {
            return NodeValue.flag(of: expected.trimmed) == NodeValue.flag(of: value)
        }
        return expected == value
    }

    /// nil where nothing is there that could be read.
    private mutating func node(at address: String) throws(Refusal) -> NodeLocation? {
        try count()
        guard let address = try? phone.blueprint.address(address), address.uri.query == nil,
            let node = try? phone.locate(address), node.isPresent, node.description.access.contains(.get)
        else { return nil }
        return node
    }

    /// As a Get tells it: of an interior node the names below.
    private mutating func text(of node: NodeLocation) throws(Refusal) -> String {
        guard !Self.isCache(node) else { return phone.tree.node(node.id)?.value?.text ?? "" }
        guard node.description.isInterior else { return try phone.peek(at: node, environment).text }
        return phone.childNames(of: node).map(\.encoded).joined(separator: "/")
    }

    /// Inferred: the page says that a node and those below it are hashed, and not how. Here it is the SHA-256 of a leaf's
    /// value as UTF-8, and of an interior node's names and digests below, in the order of a Get.
    private mutating func digest(of node: NodeLocation) throws(Refusal) -> [UInt8] {
        try count()
        guard node.description.isInterior, !Self.isCache(node) else {
            return Digest.sha256(Array(try text(of: node).utf8))
        }
        var octets: [UInt8] = []
        let names = phone.childNames(of: node)
        for name in node.uri.isRoot ? names.dropLast(2) : names[...] {
            guard let child = try? phone.locate(node.uri.appending(name)), child.description.access.contains(.get),
                !Self.isCache(child)
            else { continue }
            octets += Array(name.text.utf8) + [0]
            octets += try digest(of: child)
        }
        return Digest.sha256(octets)
    }

    private mutating func count() throws(Refusal) {
        visited += 1
        guard visited > Self.most else { return }
        throw Refusal(
            .tooLarge,
            "a message may compare \(Self.most) nodes with what NodeCache expects; watch less, or ask less often")
    }

    private static let cache: [NodeName] = ["Vendor", "MSFT", "NodeCache"]

    private static func isCache(_ node: NodeLocation) -> Bool { node.uri.names.starts(with: cache) }
}
