import HashTreeCollections

/// What a server or a person has put into the management tree: the nodes that are there because they were added.
///
/// A value: a copy costs nothing until one of the two changes, and then only what leads to the change is written anew.
/// What a DDF gives by itself (permanent nodes, defaults) is not stored. The nodes stand in one dictionary, so that a
/// node is found in one step however deep it lies; siblings are chained in the order in which they were made.
package struct Tree: Sendable {
    private var entries: TreeDictionary<NodeID, TreeEntry> = [:]
    /// The number that the next node gets, which keeps the order in which nodes were made. A tree that comes from disk
    /// may count on from another number, so it is not part of what makes two trees equal.
    private var nextOrdinal: UInt64 = 1
    /// What the nodes take of a device's storage, in octets.
    package private(set) var size = 0

    package init() {}

    /// The most that `size` can grow by setting a value at an address: as if every node on the way were missing.
    package static func mostGrowth(at uri: NodeURI, _ value: NodeValue?) -> Int {
        uri.depth * TreeEntry.Content.overhead + uri.description.utf8.count + (value?.size ?? 0)
    }

    /// Whether a node was added.
    package func contains(_ id: NodeID) -> Bool { entries.index(forKey: id) != nil }

    /// The node with an id; nil where none was added.
    package func node(_ id: NodeID) -> TreeNode? {
        entries[id].map { TreeNode(id: id, entry: $0, tree: self) }
    }

    /// The node at an address; nil where none was added.
    package func node(at names: [NodeName], in scope: NodeScope) -> TreeNode? {
        node(NodeID(names, in: scope))
    }

    /// Puts a value at an address and makes the interior nodes that lead to it.
    /// - Parameter value: nil for an interior node.
    package mutating func set(_ value: NodeValue?, at names: [NodeName], in scope: NodeScope) {
        set(value, at: NodeURI(prefix: scope == .user ? .user : .device, names: names))
    }

    /// The same for an address that was read.
    package mutating func set(_ value: NodeValue?, at uri: NodeURI) {
        let id = NodeID(uri)
        guard !contains(id) else { return set(value, of: id) }
        insert(
            depth: uri.depth, in: uri.scope, fold: { uri.fold(at: $0) }, name: { uri.name(at: $0) }, value,
            ordinal: nil)
    }

    /// Changes the value of a node that is there.
    package mutating func set(_ value: NodeValue?, of id: NodeID) {
        // Servers write the same policies in session after session; what stays as it is costs nothing.
        guard var entry = entries[id], entry.content.value != value else { return }
        size += (value?.size ?? 0) - (entry.content.value?.size ?? 0)
        entry.content = entry.content.with(value)
        entries[id] = entry
    }

    /// Takes away a node with all that is below it.
    package mutating func remove(_ uri: NodeURI) {
        let id = NodeID(uri)
        guard let entry = entries[id], let parent = entry.content.parent else { return }
        let links = entry.links
        if let previous = links.previous { entries[previous]?.links.next = links.next }
        if let next = links.next { entries[next]?.links.previous = links.previous }
        entries[parent]?.links.forget(id, links)
        // A root is kept for its children only, so that an emptied tree equals one that never had any.
        if uri.depth == 1, entries[parent]?.links.childCount == 0 { entries[parent] = nil }
        removeAll(from: id)
    }

    /// Takes away a node with all that is below it.
    package mutating func remove(at names: [NodeName], in scope: NodeScope) {
        remove(NodeURI(prefix: scope == .user ? .user : .device, names: names))
    }

    /// Gives a node another name. With those below it it becomes the youngest of its siblings.
    package mutating func rename(_ uri: NodeURI, to name: NodeName) {
        guard let node = node(NodeID(uri)), uri.depth > 0 else { return }
        let names = uri.names.dropLast() + [name]
        let moved = node.stored(at: Array(names), in: uri.scope)
        remove(uri)
        for node in moved { set(node.value, at: node.names, in: node.scope) }
    }

    /// The number of a node and those below it, counted no further than a limit.
    package func count(from id: NodeID, upTo limit: Int) -> Int {
        var count = 0
        var waiting = [id]
        while count < limit, let next = waiting.popLast(), let entry = entries[next] {
            count += 1
            if next != id, let sibling = entry.links.next { waiting.append(sibling) }
            if let child = entry.links.firstChild { waiting.append(child) }
        }
        return count
    }

    /// Puts a node back that was kept, with its place in the order. No address is made of its names: a start puts back
    /// as many nodes as a phone holds.
    mutating func restore(_ node: StoredNode) {
        insert(
            depth: node.names.count, in: node.scope, fold: { node.names[$0].fold }, name: { node.names[$0] },
            node.value,
            ordinal: node.ordinal)
        nextOrdinal = max(nextOrdinal, node.ordinal + 1)
    }

    /// Makes a node that is missing and what is missing above it.
    /// - Parameters:
    ///   - fold: the hash of the name at a depth.
    ///   - name: that name; asked for only where it is new.
    private mutating func insert(
        depth last: Int, in scope: NodeScope, fold: (Int) -> UInt64, name: (Int) -> NodeName, _ value: NodeValue?,
        ordinal: UInt64?
    ) {
        var ids = [NodeID.root(of: scope)]
        ids.reserveCapacity(last + 1)
        for depth in 0..<last { ids.append(ids[depth].child(fold: fold(depth))) }
        // The parent is nearly always there, so the way is looked at from its end.
        var first = last - 1
        while first > 0, !contains(ids[first]) { first -= 1 }
        for depth in max(first, 0)..<last {
            let isLast = depth + 1 == last
            let content = TreeEntry.Content(
                name: name(depth), parent: ids[depth], ordinal: ordinal ?? nextOrdinal,
                value: isLast ? value : nil)
            nextOrdinal += 1
            append(TreeEntry(content), ids[depth + 1], to: ids[depth])
        }
    }

    /// Chains a new node behind its siblings.
    private mutating func append(_ entry: TreeEntry, _ id: NodeID, to parent: NodeID) {
        var entry = entry
        var family = entries[parent] ?? TreeEntry(TreeEntry.Content(name: "", parent: nil, ordinal: 0, value: nil))
        if let last = family.links.lastChild { entries[last]?.links.next = id }
        entry.links.previous = family.links.lastChild
        family.links.adopt(id)
        entries[parent] = family
        entries[id] = entry
        size += entry.content.size
    }

    private mutating func removeAll(from id: NodeID) {
        guard let removed = entries.removeValue(forKey: id) else { return }
        size -= removed.content.size
        var child = removed.links.firstChild
        while let next = child {
            child = entries[next]?.links.next
            removeAll(from: next)
        }
    }

    fileprivate func children(of id: NodeID) -> [TreeNode] {
        var children: [TreeNode] = []
        var child = entries[id]?.links.firstChild
        while let next = child, let node = node(next) {
            children.append(node)
            child = node.entry.links.next
        }
        return children
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
    let entry: TreeEntry
    fileprivate let tree: Tree

    /// The name with the case in which it was created.
    package var name: String { entry.content.name.text }

    /// nil for an interior node.
    package var value: NodeValue? { entry.content.value }

    /// The node below with a name.
    package func child(_ name: NodeName) -> TreeNode? { tree.node(id.child(name)) }

    package var childCount: Int { entry.links.childCount }

    /// The nodes below in the order in which they were made.
    package var children: [TreeNode] { tree.children(of: id) }
}
