/// Names a node within a tree: a keyed hash of the way to it.
///
/// Two nodes of one tree would have to meet in 64 bits for a wrong answer; in a tree of ten thousand nodes that happens
/// once in a hundred thousand million trees, and then the node's own name, which is compared as well, must be equal too.
package struct NodeID: Equatable, Sendable {
    let hash: UInt64

    private init(hash: UInt64) {
        self.hash = hash
    }

    /// The root of a scope.
    package static func root(of scope: NodeScope) -> NodeID {
        switch scope {
        case .device: NodeID(hash: 1)
        case .user: NodeID(hash: 2)
        }
    }

    /// The node of that name below this one.
    package func child(_ name: NodeName) -> NodeID {
        NodeID(hash: NameHash.join(hash, name.fold))
    }

    /// The node at the end of a way that begins at the root.
    package init(_ names: some Collection<NodeName>, in scope: NodeScope) {
        self = names.reduce(NodeID.root(of: scope)) { $0.child($1) }
    }
}

extension NodeID: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}
