import ManagementTree
import Notation
import XML

/// An address as a person typed it, taken apart although it may be none: whatever can be meant by it counts.
struct TypedAddress {
    let prefix: NodeURI.Prefix
    let names: [String]
    /// What is wrong in how it is written, in sentences.
    let slips: [String]

    init(_ text: String) {
        var slips: [String] = []
        var rest = text.trimmed
        if rest.utf8.count != text.utf8.count { slips.append("blanks around the address are ignored") }
        if rest.contains("\\") {
            slips.append("names are separated by /, not by \\")
            rest = rest.replacing("\\", with: "/")
        }
        if let query = rest.firstIndex(of: "?") { rest = String(rest[..<query]) }
        if rest.hasPrefix("/") { slips.append("an address begins with ./") }
        if rest.hasSuffix("/"), rest.utf8.count > 1 { slips.append("an address does not end with /") }
        var segments = rest.split(separator: "/").map(Self.decoded).filter { $0 != "." }
        if segments.count > Self.most {
            slips.append("an address has at most \(NodeURI.maximumDepth) names")
            segments.removeLast(segments.count - Self.most)
        }
        if rest.dropFirst(2).contains("//") { slips.append("a name is missing between two /") }
        (prefix, names) = Self.scoped(segments, &slips)
        self.slips = slips
    }

    /// Of more names nobody finds out what was meant.
    private static let most = 24

    private static func decoded(_ segment: Substring) -> String {
        let octets = segment.utf8.percentDecoded ?? Array(segment.utf8)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Takes the scope from the front, also one that is written nearly right.
    private static func scoped(_ names: [String], _ slips: inout [String]) -> (NodeURI.Prefix, [String]) {
        guard let first = names.first else { return (.none, []) }
        let scopes: [(name: String, prefix: NodeURI.Prefix)] = [("Device", .device), ("User", .user)]
        for scope in scopes {
            switch Likeness(of: first, to: scope.name) {
            case .same: return (scope.prefix, Array(names.dropFirst()))
            case .spelling, .letters(1):
                slips.append("the scope is written ./\(scope.name), not \(VisibleText.quoted(first))")
                return (scope.prefix, Array(names.dropFirst()))
            case .letters, .words, nil: continue
            }
        }
        return (.none, names)
    }

    var scope: NodeScope { prefix == .user ? .user : .device }
}
