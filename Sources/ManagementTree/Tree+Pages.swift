/// The tree on disk: pages of nodes, those of each CSP apart.
extension Tree {
    /// Puts a tree together from its pages. Those of a CSP are read when one of its nodes is first touched.
    /// - Parameter pages: all of them, in any order.
    package init(_ pages: [NodePage]) throws(DamagedPage) {
        self.init()
        let parts = Dictionary(grouping: pages) { Part(scope: $0.key.scope, number: $0.key.part) }
        for scope in NodeScope.allCases {
            let trunk = parts[Part(scope: scope, number: 0)] ?? []
            var places: [UInt64: NodeID] = [0: .root(of: scope)]
            guard append(trunk.flatMap(\.nodes), at: &places) else {
                throw DamagedPage(NodePage.Key(scope: scope, part: 0, number: 0))
            }
            for (part, pages) in parts where part.scope == scope && part.number != 0 {
                guard let top = places[part.number], try seal(top, pages) else { throw DamagedPage(pages[0].key) }
            }
        }
        countOn(after: pages.reduce(0) { max($0, $1.lastOrdinal) })
    }

    private struct Part: Hashable {
        var scope: NodeScope
        var number: UInt64
    }

    /// What has to be written and taken away so that a tree on disk becomes this one.
    package struct PageChanges: Equatable, Sendable {
        package var written: [NodePage]
        package var removed: [NodePage.Key]
    }

    /// - Parameter kept: the tree on disk; nil where nothing is.
    package func changes(since kept: Tree?) -> PageChanges {
        let new = pages(besides: kept)
        let old = kept?.pages(besides: self) ?? [:]
        return PageChanges(
            written: new.values.filter { old[$0.key] != $0 }, removed: old.keys.filter { new[$0] == nil })
    }

    /// The pages of all parts but those which another tree has just as they came from disk.
    private func pages(besides other: Tree?) -> [NodePage.Key: NodePage] {
        var nodes: [NodePage.Key: [(content: TreeEntry.Content, parent: UInt64)]] = [:]
        var pages: [NodePage.Key: NodePage] = [:]
        func collect(_ node: TreeNode, below parent: UInt64, _ scope: NodeScope, part: UInt64) {
            nodes[NodePage.Key(node.content, scope: scope, part: part), default: []].append((node.content, parent))
            if node.id.isTop, let sealed = sealedPart(node.id) {
                guard other?.sealedPart(node.id) !== sealed else { return }
                for page in sealed.pages { pages[page.key] = page }
            } else {
                let part = node.id.isTop ? node.content.ordinal : part
                for child in node.children { collect(child, below: node.content.ordinal, scope, part: part) }
            }
        }
        for scope in NodeScope.allCases {
            for child in node(at: [], in: scope)?.children ?? [] { collect(child, below: 0, scope, part: 0) }
        }
        for (key, nodes) in nodes {
            pages[key] = NodePage(key, nodes.sorted { $0.content.ordinal < $1.content.ordinal })
        }
        return pages
    }
}
