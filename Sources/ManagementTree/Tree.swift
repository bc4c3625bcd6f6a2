import HashTreeCollections

/// What a server or a person has put into the management tree: the nodes that are there because they were added.
///
/// A value: a copy costs nothing until one of the two changes, and then only what leads to the change is written anew.
/// What a DDF gives by itself (permanent nodes, defaults) is not stored. The nodes stand in one dictionary, so that a
/// node is found in one step however deep it lies.
package struct Tree: Sendable {
    private var entries: TreeDictionary<NodeID, Entry>
    /// The number that the next node gets, which keeps the order in which nodes were made. A tree that comes from disk
    /// may count on from another number, so it is not part of what makes two trees equal.
    private var nextOrdinal: UInt64 = 1

    private struct Entry: Equatable, Sendable {
        var name: NodeName
        var parent: NodeID?
        var ordinal: UInt64
        /// nil for an interior node.
        var value: NodeValue?
        var children: TreeSet<NodeID> = []

        static func == (left: Entry, right: Entry) -> Bool {
            left.ordinal == right.ordinal && left.name.text == right.name.text && left.value == right.value
                && left.children == right.children
        }
    }

    package init() {
        entries = [:]
        for scope in NodeScope.allCases {
            entries[.root(of: scope)] = Entry(name: "", parent: nil, ordinal: 0)
        }
    }

    /// Whether a node was added.
    package func contains(_ id: NodeID, named name: NodeName) -> Bool {
        entries[id]?.name == name
    }

    /// The node with an id; nil where none was added.
    package func node(_ id: NodeID, named name: NodeName) -> TreeNode? {
        guard let entry = entries[id], entry.name == name else { return nil }
        return node(id, entry)
    }

    /// The node at an address; nil where none was added.
    package func node(at names: some Collection<NodeName>, in scope: NodeScope) -> TreeNode? {
        let id = NodeID(names, in: scope)
        return entries[id].map { node(id, $0) }
    }

    private func node(_ id: NodeID, _ entry: Entry) -> TreeNode {
        TreeNode(id: id, name: entry.name.text, ordinal: entry.ordinal, value: entry.value, tree: self)
    }

    /// Puts a value at an address and makes the interior nodes that lead to it.
    /// - Parameter value: nil for an interior node.
    package mutating func set(_ value: NodeValue?, at names: [NodeName], in scope: NodeScope) {
        let id = NodeID(names, in: scope)
        guard entries[id] == nil else {
            entries[id]?.value = value
            return
        }
        insert(names[...], in: scope, value)
    }

    /// Changes the value of a node that is there.
    package mutating func set(_ value: NodeValue, of id: NodeID) {
        entries[id]?.value = value
    }

    private mutating func insert(_ names: ArraySlice<NodeName>, in scope: NodeScope, _ value: NodeValue?) {
        guard let name = names.last else { return }
        let parent = NodeID(names.dropLast(), in: scope)
        if entries[parent] == nil { insert(names.dropLast(), in: scope, nil) }
        let id = parent.child(name)
        entries[id] = Entry(name: name, parent: parent, ordinal: nextOrdinal, value: value)
        entries[parent]?.children.insert(id)
        nextOrdinal += 1
    }

    /// Takes away a node with all that is below it.
    package mutating func remove(at names: [NodeName], in scope: NodeScope) {
        guard !names.isEmpty else { return }
        let id = NodeID(names, in: scope)
        guard let entry = entries[id] else { return }
        if let parent = entry.parent { entries[parent]?.children.remove(id) }
        removeBelow(id)
    }

    private mutating func removeBelow(_ id: NodeID) {
        guard let entry = entries.removeValue(forKey: id) else { return }
        for child in entry.children { removeBelow(child) }
    }

    /// Gives a node another name beside its siblings; it and the nodes below keep their places in the order.
    package mutating func rename(at names: [NodeName], in scope: NodeScope, to name: NodeName) {
        guard !names.isEmpty, let node = node(at: names, in: scope) else { return }
        let moved = node.storedBelow(names.dropLast() + [name], scope: scope)
        remove(at: names, in: scope)
        for node in moved { restore(node) }
    }

    /// Puts a node back that was kept, with its place in the order.
    mutating func restore(_ node: StoredNode) {
        let id = NodeID(node.names, in: node.scope)
        set(node.value, at: node.names, in: node.scope)
        entries[id]?.ordinal = node.ordinal
        nextOrdinal = max(nextOrdinal, node.ordinal + 1)
    }

    fileprivate func children(of id: NodeID) -> [TreeNode] {
        guard let entry = entries[id] else { return [] }
        return entry.children.compactMap { child in entries[child].map { node(child, $0) } }
            .sorted { $0.ordinal < $1.ordinal }
    }

    fileprivate func childCount(of id: NodeID) -> Int {
        entries[id]?.children.count ?? 0
    }
}

extension Tree: Equatable {
    package static func == (left: Tree, right: Tree) -> Bool {
        left.entries == right.entries
    }
}

/// One node that was added, and through it those below.
package struct TreeNode: Sendable {
    let id: NodeID
    /// The name with the case in which it was created.
    package let name: String
    let ordinal: UInt64
    /// nil for an interior node.
    package let value: NodeValue?
    fileprivate let tree: Tree

    /// The node below with a name.
    package func child(_ name: NodeName) -> TreeNode? { tree.node(id.child(name), named: name) }

    package var childCount: Int { tree.childCount(of: id) }

    /// The nodes below in the order in which they were made.
    package var children: [TreeNode] { tree.children(of: id) }
}
