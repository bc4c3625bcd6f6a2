import HashTreeCollections

/// CSPs that are as they came from disk.
extension Tree {
    /// The part in which a node stands, if it is sealed.
    func sealedPart(_ id: NodeID) -> SealedPart? {
        guard !sealed.isEmpty, let top = id.part.top else { return nil }
        return sealed[top]
    }

    func entry(_ id: NodeID) -> TreeEntry? {
        guard let entry = family(of: id)[id.key], entry.content.name == id.name else { return nil }
        return entry
    }

    /// The entries among which a node stands with those below it in its part.
    func family(of id: NodeID) -> TreeDictionary<NodeKey, TreeEntry> {
        sealedPart(id)?.tree.entries ?? entries
    }

    /// Adds nodes from disk, each behind its siblings that came before.
    /// - Parameter places: the nodes that are there by their places in the order; those that are added join them.
    /// - Returns: whether every node found the one above it.
    @discardableResult
    mutating func append(_ nodes: [KeptNode], at places: inout [UInt64: NodeID]) -> Bool {
        var isWhole = true
        for node in nodes.sorted(by: { $0.ordinal < $1.ordinal }) {
            guard let parent = places[node.parent] else {
                isWhole = false
                continue
            }
            let id = parent.child(node.name)
            // Two of one name cannot be; they would make a ring of the chain.
            guard entries.index(forKey: id.key) == nil else {
                isWhole = false
                continue
            }
            let content = TreeEntry.Content(
                name: node.name, parent: parent.key, ordinal: node.ordinal, value: node.value)
            append(TreeEntry(content), id.key, to: parent.key)
            places[node.ordinal] = id
        }
        return isWhole
    }

    /// Hangs the pages of a CSP below its top node, unread.
    /// - Returns: false where no CSP begins with that node.
    mutating func seal(_ top: NodeID, _ pages: [NodePage]) throws(DamagedPage) -> Bool {
        guard top.isTop, let entry = entries[top.key] else { return false }
        let part = try SealedPart(top, entry.content, pages)
        sealed[top.key] = part
        size += part.size
        return true
    }

    /// Leaves the places in the order up to one to those that have them.
    mutating func countOn(after ordinal: UInt64) {
        nextOrdinal = max(nextOrdinal, ordinal + 1)
    }

    /// Puts the nodes of a sealed part among the others, because it is about to change; for the trunk those of all.
    mutating func open(_ part: TreePart) {
        guard !sealed.isEmpty else { return }
        if let top = part.top { open(top) } else { for top in sealed.keys { open(top) } }
    }

    private mutating func open(_ top: NodeKey) {
        guard let part = sealed.removeValue(forKey: top) else { return }
        entries.merge(part.tree.entries) { here, there in
            var entry = here
            entry.links.adoptChildren(of: there.links)
            return entry
        }
    }

    /// The same tree with nothing sealed.
    var whole: Tree {
        var tree = self
        tree.open(.root)
        return tree
    }
}

extension Tree: Equatable {
    package static func == (left: Tree, right: Tree) -> Bool {
        guard !left.sealed.isEmpty || !right.sealed.isEmpty else { return left.entries == right.entries }
        // What both have just as it came from disk is the same.
        var (left, right) = (left, right)
        for top in Set(left.sealed.keys).union(right.sealed.keys) where left.sealed[top] !== right.sealed[top] {
            left.open(top)
            right.open(top)
        }
        return left.entries == right.entries
    }
}
