import ManagementTree

extension Phone {
    /// Makes a change that description, format and range allow: the node's provider is asked, then it is written, where
    /// the provider does not keep it itself, then the provider is told (design, *Judged before written*).
    mutating func change(
        _ node: NodeLocation, _ change: NodeChange, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        let provider = provider(of: node.description)
        try provider?.willChange(node, change, in: self)
        try checkStorage(node, change)
        if provider?.keeps(node, in: self) != true { try write(change, to: node) }
        return provider?.didChange(node, change, in: &self, environment) ?? .done
    }

    private mutating func write(_ change: NodeChange, to node: NodeLocation) throws(Refusal) {
        switch change {
        case .added(let value): tree.set(value, at: node.uri)
        case .replaced(let value, _):
            if node.isStored { tree.set(value, of: node.id) } else { tree.set(value, at: node.uri) }
        case .deleted: tree.remove(node.uri)
        case .renamed(let name):
            try countMoved(node)
            tree.rename(node.uri, to: name)
        }
    }

    /// Refuses what the phone has no storage for. What it may take on the way counts as if all of it were missing.
    private func checkStorage(_ node: NodeLocation, _ change: NodeChange) throws(Refusal) {
        let growth: Int
        switch change {
        case .added(let value): growth = Tree.mostGrowth(at: node.uri, value)
        case .replaced(let value, let old?): growth = value.size - old.size
        case .replaced(let value, nil): growth = Tree.mostGrowth(at: node.uri, value)
        case .deleted, .renamed: return
        }
        guard growth > 0, tree.size + certificates.size + growth > profile.treeStorageOctets else { return }
        throw Refusal(
            .storageFull,
            "\(node.uri): the phone's storage for its management tree is full (\(profile.treeStorageOctets) octets, the "
                + "profile's treeStorage); delete something first")
    }

    /// Inferred: with a node all below it moves, so one message may move so many and no more; else a short message could
    /// keep a phone busy for hours.
    private static let mostMoved = 10_000

    private mutating func countMoved(_ node: NodeLocation) throws(Refusal) {
        movedNodes += tree.count(from: node.id, upTo: Self.mostMoved - movedNodes + 1)
        guard movedNodes > Self.mostMoved else { return }
        movedNodes = Self.mostMoved
        throw Refusal(
            .failed, "\(node.uri): a message may move \(Self.mostMoved) nodes by new names; send the rest in another")
    }
}
