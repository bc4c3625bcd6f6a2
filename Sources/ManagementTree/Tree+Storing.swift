/// One node of a tree with the way to it.
package struct StoredNode: Equatable, Sendable {
    package var scope: NodeScope
    package var names: [NodeName]
    package var value: NodeValue?
    /// The place in the order in which nodes were made; unique within a tree.
    package var ordinal: UInt64

    package init(scope: NodeScope, names: [NodeName], value: NodeValue?, ordinal: UInt64) {
        self.scope = scope
        self.names = names
        self.value = value
        self.ordinal = ordinal
    }
}

extension Tree {
    /// Builds a tree from its nodes, in any order; a parent that is missing among them is made.
    package init(restoring nodes: [StoredNode]) {
        self.init()
        let nodes = nodes.sorted { ($0.ordinal, $0.names.count) < ($1.ordinal, $1.names.count) }
        if restore(nodes) { return }
        // Where a parent had to be made, no place in the order was left for it: all are counted anew.
        self.init()
        for node in nodes { set(node.value, at: node.names, in: node.scope) }
    }

    /// Puts nodes back with their places in the order, which must be places.
    /// - Returns: whether they could all keep them.
    private mutating func restore(_ nodes: [StoredNode]) -> Bool {
        var places: [NodeID: UInt64] = [:]
        for scope in NodeScope.allCases { places[.root(of: scope)] = 0 }
        var kept: [NodeScope: [KeptNode]] = [:]
        var last: UInt64 = 0
        for node in nodes {
            guard let name = node.names.last,
                let parent = places[NodeID(Array(node.names.dropLast()), in: node.scope)], node.ordinal > last
            else { return false }
            last = node.ordinal
            places[NodeID(node.names, in: node.scope)] = last
            kept[node.scope, default: []].append(
                KeptNode(ordinal: last, parent: parent, name: name, value: node.value))
        }
        for (scope, nodes) in kept {
            var places: [UInt64: NodeID] = [0: .root(of: scope)]
            guard append(nodes, at: &places) else { return false }
        }
        countOn(after: last)
        return true
    }
}

extension TreeNode {
    /// This node and those below it as if it stood at an address.
    func stored(at names: [NodeName], in scope: NodeScope) -> [StoredNode] {
        var nodes = [StoredNode(scope: scope, names: names, value: value, ordinal: content.ordinal)]
        for child in children { nodes += child.stored(at: names + [NodeName(child.name)], in: scope) }
        return nodes
    }
}
