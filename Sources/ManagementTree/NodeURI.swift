/// The address of a node: `./Device/Vendor/MSFT/…`, with a query where one was asked
/// (OMA-TS-DM_TND-V1_2_1 section 5; scope prefixes: Microsoft, *OMA DM protocol support*).
package struct NodeURI: Equatable, Sendable {
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

    package var prefix: Prefix
    /// The names from the root down, without the scope prefix.
    package var names: [NodeName]
    package var query: Query?

    package init(prefix: Prefix = .none, names: [NodeName], query: Query? = nil) {
        self.prefix = prefix
        self.names = names
        self.query = query
    }

    package var scope: NodeScope { prefix == .user ? .user : .device }

    /// Whether this is `.`, the root itself.
    package var isRoot: Bool { prefix == .none && names.isEmpty }
}

/// For whom a subtree counts: the device, or the user who is signed in.
package enum NodeScope: String, Codable, Sendable, CaseIterable {
    case device, user
}

extension NodeURI: CustomStringConvertible {
    /// The address with `./` in front, the scope as it was given and names percent-encoded; without the query.
    package var description: String {
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

    /// The address of a node below this one.
    package func appending(_ name: NodeName) -> NodeURI {
        NodeURI(prefix: prefix, names: names + [name])
    }
}
