internal import Notation

/// The path of an address, taken apart: `/v1.0/users('1')/x` and `/V1.0/users/1/X` are the same.
struct GraphPath: Equatable {
    enum Segment: Equatable {
        case name(String)
        /// A key in parentheses: `('…')`, or `(appId='…')` with the name of an alternate key.
        case key(String, of: String?)
    }

    /// `v1.0` or `beta`.
    let version: String
    let segments: [Segment]
    /// What follows the question mark, as it was written.
    let query: String
    /// The path as it was written, without the query.
    let text: String

    /// Octets of path and query.
    private static let limit = 16 << 10

    /// - Parameter target: path and query, or a whole address.
    init(_ target: String) throws(GraphError) {
        guard target.utf8.count <= Self.limit else {
            throw GraphError(.badRequest, "The address is longer than \(Self.limit) octets. Ask for less at once.")
        }
        var path = Substring(target)
        if let address = WebAddress(target) { path = Substring(address.target) }
        let mark = path.firstIndex(of: "?") ?? path.endIndex
        query = String(path[mark...].dropFirst())
        path = path[..<mark]
        text = String(path)
        var parts = path.split(separator: "/").map(String.init)
        guard let first = parts.first?.lowercased(), ["v1.0", "beta"].contains(first) else {
            throw GraphError(.badRequest, "Invalid version: begin the path with /v1.0 or /beta.")
        }
        version = first
        parts.removeFirst()
        var segments: [Segment] = []
        for part in parts {
            guard let octets = part.utf8.percentDecoded, let text = String(validating: octets, as: UTF8.self) else {
                throw GraphError(.badRequest, "The path cannot be read: % must be followed by two hexadecimal digits.")
            }
            segments += Self.segments(text)
        }
        self.segments = segments
    }

    private static func segments(_ text: String) -> [Segment] {
        guard text.hasSuffix(")"), let open = text.firstIndex(of: "("), open != text.startIndex else {
            return [.name(unqualified(text))]
        }
        let inside = text[text.index(after: open)...].dropLast()
        let name = Segment.name(unqualified(String(text[..<open])))
        guard !inside.isEmpty else { return [name] }
        let equals = inside.prefix { $0 != "'" }.firstIndex(of: "=")
        let key = equals.map { String(inside[..<$0]) }
        return [name, .key(unquoted(equals.map { inside[inside.index(after: $0)...] } ?? inside), of: key)]
    }

    /// `microsoft.graph.assign` is `assign`.
    private static func unqualified(_ name: String) -> String {
        let prefix = "microsoft.graph."
        return name.lowercased().hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count > 1, text.first == "'", text.last == "'" else { return String(text) }
        return String(text.dropFirst().dropLast()).replacing("''", with: "'")
    }
}
