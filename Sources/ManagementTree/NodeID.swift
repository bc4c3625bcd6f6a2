/// Names a node within a tree: the way to it as a hash, its name, and the part of the tree in which it stands.
package struct NodeID: Sendable {
    let key: NodeKey
    /// Empty for a root.
    let name: NodeName
    let part: TreePart

    private init(key: NodeKey, name: NodeName, part: TreePart) {
        self.key = key
        self.name = name
        self.part = part
    }

    /// Whether a CSP begins with the node.
    var isTop: Bool { part.top == key }

    /// The root of a scope.
    package static func root(of scope: NodeScope) -> NodeID {
        NodeID(key: .root(of: scope), name: "", part: .root)
    }

    /// The node of that name below this one.
    package func child(_ name: NodeName) -> NodeID {
        let child = key.child(name)
        return NodeID(key: child, name: name, part: part.child(child, name))
    }

    /// A node of that name below this one whose way meets another's: what a key that is new in every process makes too
    /// seldom to wait for.
    package func child(_ name: NodeName, meeting other: NodeID) -> NodeID {
        NodeID(key: other.key, name: name, part: part.child(other.key, name))
    }

    /// The node at the end of a way that begins at this one.
    package func descendant(_ names: [NodeName]) -> NodeID {
        names.reduce(self) { $0.child($1) }
    }

    /// The node at an address.
    package init(_ uri: NodeURI) {
        self.init(uri.names, in: uri.scope)
    }

    /// The node at the end of a way that begins at the root.
    package init(_ names: [NodeName], in scope: NodeScope) {
        self = NodeID.root(of: scope).descendant(names)
    }
}

extension NodeID: Hashed {
    package static func == (left: NodeID, right: NodeID) -> Bool { left.key == right.key && left.name == right.name }

    package var hash: UInt64 { key.hash }
}

/// A keyed hash of the way to a node.
///
/// Two nodes of one tree would have to meet in 64 bits, which in a tree of ten thousand nodes happens once in a hundred
/// thousand million trees; of another name, the second is then not found rather than taken for the first. The key is new
/// in every process, so nobody can write names that meet.
struct NodeKey: Equatable, Sendable {
    let hash: UInt64

    fileprivate static func root(of scope: NodeScope) -> NodeKey {
        switch scope {
        case .device: NodeKey(hash: 1)
        case .user: NodeKey(hash: 2)
        }
    }

    fileprivate func child(_ name: NodeName) -> NodeKey {
        NodeKey(hash: NameHash.join(hash, name.fold))
    }
}

extension NodeKey: Hashed {}

/// In which part of a tree a node stands: the few nodes that lead to CSPs are the trunk, and with the top node of each CSP
/// begins a part of its own. CSPs hang below `./Vendor/{vendor}`, and the older ones, such as DevInfo and SyncML, below the
/// root.
enum TreePart: Sendable {
    case root, vendors, vendor
    /// By the CSP's top node.
    case csp(NodeKey)

    private static let vendorName: NodeName = "Vendor"

    /// The part of a node below one of this part.
    fileprivate func child(_ child: NodeKey, _ name: NodeName) -> TreePart {
        switch self {
        case .csp: self
        case .vendor: .csp(child)
        case .vendors: .vendor
        case .root: name == Self.vendorName ? .vendors : .csp(child)
        }
    }

    /// The top node of the CSP; nil in the trunk.
    var top: NodeKey? {
        switch self {
        case .root, .vendors, .vendor: nil
        case .csp(let top): top
        }
    }
}
