/// Names a node within a tree: the way to it as a hash, and the part of the tree in which it stands.
package struct NodeID: Sendable {
    let key: NodeKey
    let part: TreePart

    private init(key: NodeKey, part: TreePart) {
        self.key = key
        self.part = part
    }

    /// Whether a CSP begins with the node.
    var isTop: Bool { part.top == key }

    /// The root of a scope.
    package static func root(of scope: NodeScope) -> NodeID {
        NodeID(key: .root(of: scope), part: .root)
    }

    /// The node of that name below this one.
    package func child(_ name: NodeName) -> NodeID { child(fold: name.fold) }

    /// The same by the hash of the name.
    package func child(fold: UInt64) -> NodeID {
        let child = key.child(fold: fold)
        return NodeID(key: child, part: part.child(child, fold: fold))
    }

    /// The node at the end of a way that begins at this one.
    package func descendant(_ names: [NodeName]) -> NodeID {
        names.reduce(self) { $0.child($1) }
    }

    /// The node at an address.
    package init(_ uri: NodeURI) {
        self = uri.segments.reduce(NodeID.root(of: uri.scope)) { $0.child(fold: $1.fold) }
    }

    /// The node at the end of a way that begins at the root.
    package init(_ names: [NodeName], in scope: NodeScope) {
        self = NodeID.root(of: scope).descendant(names)
    }
}

extension NodeID: Hashable {
    package static func == (left: NodeID, right: NodeID) -> Bool { left.key == right.key }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(key)
    }
}

/// A keyed hash of the way to a node.
///
/// Two nodes of one tree would have to meet in 64 bits for a wrong answer; in a tree of ten thousand nodes that happens
/// once in a hundred thousand million trees. The key is new in every process, so nobody can write names that meet.
struct NodeKey: Equatable, Sendable {
    fileprivate let hash: UInt64

    fileprivate static func root(of scope: NodeScope) -> NodeKey {
        switch scope {
        case .device: NodeKey(hash: 1)
        case .user: NodeKey(hash: 2)
        }
    }

    fileprivate func child(fold: UInt64) -> NodeKey {
        NodeKey(hash: NameHash.join(hash, fold))
    }
}

extension NodeKey: Hashable {
    func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}

/// In which part of a tree a node stands: the few nodes that lead to CSPs are the trunk, and with the top node of each CSP
/// begins a part of its own. CSPs hang below `./Vendor/{vendor}`, and the older ones, such as DevInfo and SyncML, below the
/// root.
enum TreePart: Sendable {
    case root, vendors, vendor
    /// By the CSP's top node.
    case csp(NodeKey)

    private static let vendorFold = NodeName("Vendor").fold

    /// The part of a node below one of this part.
    fileprivate func child(_ child: NodeKey, fold: UInt64) -> TreePart {
        switch self {
        case .csp: self
        case .vendor: .csp(child)
        case .vendors: .vendor
        case .root: fold == Self.vendorFold ? .vendors : .csp(child)
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
