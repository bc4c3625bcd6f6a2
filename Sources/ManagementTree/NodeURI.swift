/// The address of a node: `./Device/Vendor/MSFT/…`, with a query where one was asked
/// (OMA-TS-DM_TND-V1_2_1 section 5; scope prefixes: Microsoft, *OMA DM protocol support*).
///
/// It keeps the text it was read from and where each name stands in it: a node is found by the hashes of its names, and
/// most addresses are looked up without a String being made for any of them.
package struct NodeURI: Sendable {
    /// The first segment, where it chooses for whom the node counts. None means the device, as `./Device` does.
    package enum Prefix: Equatable, Sendable {
        case none, device, user
    }

    /// What a Get asks for instead of the node's value.
    package enum Query: Equatable, Sendable {
        /// `?prop=` and the property's name.
        case property(String)
        /// `?list=` and the kind.
        case list(String)
    }

    /// One name: where it stands in `text`, decoded, and its hash.
    struct Segment: Sendable {
        var start: Int32
        var end: Int32
        var fold: UInt64
    }

    package var prefix: Prefix
    package var query: Query?
    /// The address as it was written, or as it was put together.
    let text: String
    /// The names one after the other, where they are not to be found in `text` as they are.
    private let decoded: String?
    /// The names from the root down, without the scope prefix.
    private(set) var segments: [Segment]

    init(prefix: Prefix, text: String, decoded: String?, segments: [Segment], query: Query?) {
        self.prefix = prefix
        self.text = text
        self.decoded = decoded
        self.segments = segments
        self.query = query
    }

    package init(prefix: Prefix = .none, names: [NodeName], query: Query? = nil) {
        self.prefix = prefix
        self.query = query
        text = Self.text(prefix, names)
        decoded = names.map(\.text).joined()
        var end: Int32 = 0
        segments = names.map { name in
            let start = end
            end += Int32(clamping: name.text.utf8.count)
            return Segment(start: start, end: end, fold: name.fold)
        }
    }

    /// An address with `./` in front and names percent-encoded.
    private static func text(_ prefix: Prefix, _ names: [NodeName]) -> String {
        let start =
            switch prefix {
            case .none: "."
            case .device: "./Device"
            case .user: "./User"
            }
        return names.reduce(into: start) { $0 += "/" + $1.encoded }
    }

    package var scope: NodeScope { prefix == .user ? .user : .device }

    /// How many names lead to the node.
    package var depth: Int { segments.count }

    /// The length of the address in bytes, about as it was written.
    package var length: Int { text.utf8.count }

    /// Whether this is `.`, the root itself.
    package var isRoot: Bool { prefix == .none && segments.isEmpty }

    /// The hash of the name at a depth.
    package func fold(at depth: Int) -> UInt64 { segments[depth].fold }

    /// The name at a depth, counted from 0.
    package func name(at depth: Int) -> NodeName {
        let names = decoded ?? text
        let bytes = names.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: Int(segments[depth].start))
        let end = bytes.index(bytes.startIndex, offsetBy: Int(segments[depth].end))
        return NodeName(String(names[start..<end]))
    }

    /// The names from the root down, without the scope prefix.
    package var names: [NodeName] { segments.indices.map { name(at: $0) } }

    /// The last name; nil for a root.
    package var lastName: NodeName? { segments.isEmpty ? nil : name(at: segments.count - 1) }

    /// The address of the node so many names from the root, without a query.
    package func ancestor(depth: Int) -> NodeURI {
        NodeURI(prefix: prefix, names: (0..<depth).map { name(at: $0) })
    }

    /// The address of a node below this one.
    package func appending(_ name: NodeName) -> NodeURI {
        NodeURI(prefix: prefix, names: names + [name])
    }
}

/// For whom a subtree counts: the device, or the user who is signed in.
package enum NodeScope: String, Codable, Sendable, CaseIterable {
    case device, user
}

extension NodeURI: Equatable {
    package static func == (left: NodeURI, right: NodeURI) -> Bool {
        left.prefix == right.prefix && left.query == right.query && left.names == right.names
    }
}

extension NodeURI: CustomStringConvertible {
    /// The address as it was written, without its query.
    package var description: String {
        query == nil ? text : String(text.prefix { $0 != "?" })
    }
}
