/// One node of a tree as it is kept on disk.
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
    /// Every node, parents before children, siblings in the order in which they were made.
    package var storedNodes: [StoredNode] {
        NodeScope.allCases.flatMap { scope in
            node(at: [], in: scope)?.children.flatMap { $0.stored(at: [NodeName($0.name)], in: scope) } ?? []
        }
    }

    /// Builds a tree from its nodes, in any order; a parent that is missing among them is made.
    package init(restoring nodes: [StoredNode]) {
        self.init()
        // A parent that was made for want of one has its child's ordinal.
        for node in nodes.sorted(by: { ($0.ordinal, $0.names.count) < ($1.ordinal, $1.names.count) }) { restore(node) }
    }
}

extension TreeNode {
    /// This node and those below it as if it stood at an address.
    func stored(at names: [NodeName], in scope: NodeScope) -> [StoredNode] {
        var nodes = [StoredNode(scope: scope, names: names, value: value, ordinal: entry.content.ordinal)]
        for child in children { nodes += child.stored(at: names + [NodeName(child.name)], in: scope) }
        return nodes
    }
}
