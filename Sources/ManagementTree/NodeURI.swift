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
    /// The names one after the other, decoded; what stands between them does not count.
    let text: String
    /// The address as it was written, without its query; nil for one that was put together.
    private let written: String?
    /// The names from the root down, without the scope prefix.
    private(set) var segments: [Segment]

    init(prefix: Prefix, text: String, segments: [Segment], query: Query?, written: String? = nil) {
        self.written = written
        self.prefix = prefix
        self.text = text
        self.segments = segments
        self.query = query
    }

    package init(prefix: Prefix = .none, names: [NodeName], query: Query? = nil) {
        self.prefix = prefix
        self.query = query
        written = nil
        text = names.map(\.text).joined()
        var end: Int32 = 0
        segments = names.map { name in
            let start = end
            end += Int32(clamping: name.text.utf8.count)
            return Segment(start: start, end: end, fold: name.fold)
        }
    }

    package var scope: NodeScope { prefix == .user ? .user : .device }

    /// How many names lead to the node.
    package var depth: Int { segments.count }

    /// Whether this is `.`, the root itself.
    package var isRoot: Bool { prefix == .none && segments.isEmpty }

    /// The hash of the name at a depth.
    package func fold(at depth: Int) -> UInt64 { segments[depth].fold }

    /// The name at a depth, counted from 0.
    package func name(at depth: Int) -> NodeName {
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: Int(segments[depth].start))
        let end = bytes.index(bytes.startIndex, offsetBy: Int(segments[depth].end))
        return NodeName(String(text[start..<end]))
    }

    /// The names from the root down, without the scope prefix.
    package var names: [NodeName] { segments.indices.map { name(at: $0) } }

    /// The last name; nil for a root.
    package var lastName: NodeName? { segments.isEmpty ? nil : name(at: segments.count - 1) }

    /// The address of the node so many names from the root, without a query.
    package func ancestor(depth: Int) -> NodeURI {
        NodeURI(prefix: prefix, text: text, segments: Array(segments[..<depth]), query: nil)
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
    /// The address as it was written; else with `./` in front and names percent-encoded. Without the query.
    package var description: String {
        if let written { return written }
        var text = "."
        switch prefix {
        case .none: break
        case .device: text += "/Device"
        case .user: text += "/User"
        }
        for name in names {
            text += "/"
            text += name.encoded
        }
        return text
    }
}
