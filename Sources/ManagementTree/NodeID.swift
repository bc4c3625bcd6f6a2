/// Names a node within a tree: a keyed hash of the way to it.
///
/// Two nodes of one tree would have to meet in 64 bits for a wrong answer; in a tree of ten thousand nodes that happens
/// once in a hundred thousand million trees. The key is new in every process, so nobody can write names that meet.
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
    package func child(_ name: NodeName) -> NodeID { child(fold: name.fold) }

    /// The same by the hash of the name.
    package func child(fold: UInt64) -> NodeID {
        NodeID(hash: NameHash.join(hash, fold))
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
    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}
