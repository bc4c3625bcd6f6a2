import HashTreeCollections

/// What a server or a person has put into the management tree: the nodes that are there because they were added.
///
/// A value: a copy costs nothing until one of the two changes, and then only what leads to the change is written anew.
/// What a DDF gives by itself (permanent nodes, defaults) is not stored. The nodes stand in one dictionary, so that a
/// node is found in one step however deep it lies; siblings are chained in the order in which they were made.
package struct Tree: Sendable {
    var entries: TreeDictionary<NodeKey, TreeEntry> = [:]
    /// The CSPs that are as they came from disk, by their top nodes. Those stand among the entries too, for their place
    /// among their siblings; what is below them does not.
    var sealed: [NodeKey: SealedPart] = [:]
    /// The number that the next node gets, which keeps the order in which nodes were made. A tree that comes from disk
    /// may count on from another number, so it is not part of what makes two trees equal.
    var nextOrdinal: UInt64 = 1
    /// What the nodes take of a device's storage, in octets.
    package internal(set) var size = 0

    package init() {}

    /// A tree of one CSP, with nothing above its top node.
    init(top: NodeID, _ content: TreeEntry.Content) {
        entries[top.key] = TreeEntry(content)
    }

    /// The most that `size` can grow by setting a value at an address: as if every node on the way were missing.
    package static func mostGrowth(at uri: NodeURI, _ value: NodeValue?) -> Int {
        uri.depth * TreeEntry.Content.overhead + uri.description.utf8.count + (value?.size ?? 0)
    }

    /// Whether a node was added.
    package func contains(_ id: NodeID) -> Bool {
        entry(id) != nil
    }

    /// The node with an id; nil where none was added.
    package func node(_ id: NodeID) -> TreeNode? {
        entry(id).map { TreeNode(id: id, content: $0.content, tree: self) }
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
        open(id.part)
        insert(uri, value)
    }

    /// Changes the value of a node that is there.
    package mutating func set(_ value: NodeValue?, of id: NodeID) {
        // Servers write the same policies in session after session; what stays as it is costs nothing.
        guard var entry = entry(id), entry.content.value != value else { return }
        if !sealed.isEmpty {
            open(id.part)
            entry = entries[id.key] ?? entry
        }
        size += (value?.size ?? 0) - (entry.content.value?.size ?? 0)
        entry.content = entry.content.with(value)
        entries[id.key] = entry
    }

    /// Takes away a node with all that is below it.
    package mutating func remove(_ uri: NodeURI) {
        let id = NodeID(uri)
        guard contains(id) else { return }
        open(id.part)
        guard let entry = entries[id.key], let parent = entry.content.parent else { return }
        let links = entry.links
        if let previous = links.previous { entries[previous]?.links.next = links.next }
        if let next = links.next { entries[next]?.links.previous = links.previous }
        entries[parent]?.links.forget(id.key, links)
        // A root is kept for its children only, so that an emptied tree equals one that never had any.
        if uri.depth == 1, entries[parent]?.links.childCount == 0 { entries[parent] = nil }
        removeAll(from: id.key)
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
        var waiting = [id.key]
        // Of the trunk only CSPs are below, and most are sealed.
        let entries = id.part.top == nil ? whole.entries : family(of: id)
        while count < limit, let next = waiting.popLast(), let entry = entries[next] {
            count += 1
            if next != id.key, let sibling = entry.links.next { waiting.append(sibling) }
            if let child = entry.links.firstChild { waiting.append(child) }
        }
        return count
    }

    /// Makes a node that is missing and what is missing above it.
    private mutating func insert(_ uri: NodeURI, _ value: NodeValue?) {
        var way = [NodeID.root(of: uri.scope)]
        way.reserveCapacity(uri.depth + 1)
        for (depth, name) in uri.names.enumerated() { way.append(way[depth].child(name)) }
        insert(way, value)
    }

    /// Makes the last node of a way that begins at a root, and what is missing above it. Nothing is made where the place of
    /// one of them is another's, whose way meets its own in 64 bits: that one stays, and the new one is not found.
    package mutating func insert(_ way: [NodeID], _ value: NodeValue?) {
        let last = way.count - 1
        // The parent is nearly always there, so the way is looked at from its end.
        var first = last - 1
        while first > 0, entries.index(forKey: way[first].key) == nil { first -= 1 }
        guard last > 0, !way[max(first, 1)...].contains(where: isTaken) else { return }
        for depth in max(first, 0)..<last {
            let content = TreeEntry.Content(
                name: way[depth + 1].name, parent: way[depth].key, ordinal: nextOrdinal,
                value: depth + 1 == last ? value : nil)
            nextOrdinal += 1
            append(TreeEntry(content), way[depth + 1].key, to: way[depth].key)
        }
    }

    /// Whether the place of a node holds one of another name.
    private func isTaken(_ id: NodeID) -> Bool {
        entries[id.key].map { $0.content.name != id.name } ?? false
    }

    /// Chains a new node behind its siblings.
    mutating func append(_ entry: TreeEntry, _ key: NodeKey, to parent: NodeKey) {
        var entry = entry
        var family = entries[parent] ?? TreeEntry(TreeEntry.Content(name: "", parent: nil, ordinal: 0, value: nil))
        if let last = family.links.lastChild { entries[last]?.links.next = key }
        entry.links.previous = family.links.lastChild
        family.links.adopt(key)
        entries[parent] = family
        entries[key] = entry
        size += entry.content.size
    }

    private mutating func removeAll(from key: NodeKey) {
        guard let removed = entries.removeValue(forKey: key) else { return }
        size -= removed.content.size
        var child = removed.links.firstChild
        while let next = child {
            child = entries[next]?.links.next
            removeAll(from: next)
        }
    }

    func children(of id: NodeID) -> [TreeNode] {
        let family = family(of: id)
        var children: [TreeNode] = []
        var child = family[id.key]?.links.firstChild
        while let next = child, let entry = family[next] {
            children.append(TreeNode(id: id.child(entry.content.name), content: entry.content, tree: self))
            child = entry.links.next
        }
        return children
    }

    func childCount(of id: NodeID) -> Int { entry(id)?.links.childCount ?? 0 }
}
