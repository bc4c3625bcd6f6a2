/// One node that was added, and through it those below.
package struct TreeNode: Sendable {
    let id: NodeID
    let content: TreeEntry.Content
    let tree: Tree

    /// The name with the case in which it was created.
    package var name: String { content.name.text }

    /// nil for an interior node.
    package var value: NodeValue? { content.value }

    /// The node below with a name.
    package func child(_ name: NodeName) -> TreeNode? { tree.node(id.child(name)) }

    package var childCount: Int { tree.childCount(of: id) }

    /// The nodes below in the order in which they were made.
    package var children: [TreeNode] { tree.children(of: id) }
}
