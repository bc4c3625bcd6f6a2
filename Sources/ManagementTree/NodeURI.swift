/// The address of a node: `./Device/Vendor/MSFT/…`, with a query where one was asked
/// (OMA-TS-DM_TND-V1_2_1 section 5; scope prefixes: Microsoft, *OMA DM protocol support*).
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

    package let prefix: Prefix
    /// The names from the root down, without the scope prefix.
    package let names: [NodeName]
    package let query: Query?
    /// The address as it was written, or as it was put together, without its query.
    package let description: String

    init(prefix: Prefix, names: [NodeName], query: Query?, writtenAs text: String) {
        self.prefix = prefix
        self.names = names
        self.query = query
        description = text
    }

    package init(prefix: Prefix = .none, names: [NodeName], query: Query? = nil) {
        self.init(prefix: prefix, names: names, query: query, writtenAs: Self.text(prefix, names))
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
    package var depth: Int { names.count }

    /// Whether this is `.`, the root itself.
    package var isRoot: Bool { prefix == .none && names.isEmpty }

    /// The address of the node so many names from the root, without a query.
    package func ancestor(depth: Int) -> NodeURI {
        NodeURI(prefix: prefix, names: Array(names.prefix(depth)))
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

extension NodeURI: CustomStringConvertible {}
