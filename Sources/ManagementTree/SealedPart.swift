import Synchronization

/// One CSP of a tree as it came from disk: its pages are read when a node of it is first touched.
///
/// A tree that is only looked at keeps it sealed, so who saves the tree sees that nothing of it has changed; nothing of it
/// can be lost, because it is either read whole or kept as it came.
final class SealedPart: Sendable {
    let pages: [NodePage]
    /// What the nodes take of a device's storage, in octets.
    let size: Int
    private let top: NodeID
    private let topContent: TreeEntry.Content
    private let opened = Mutex<Tree?>(nil)

    /// - Parameters:
    ///   - top: the CSP's top node, which stands in the trunk.
    ///   - pages: those of the nodes below it, in any order.
    /// - Throws: where a node has no parent among them, or two have the same place.
    init(_ top: NodeID, _ content: TreeEntry.Content, _ pages: [NodePage]) throws(DamagedPage) {
        self.top = top
        topContent = content
        self.pages = pages
        size = pages.reduce(0) { $0 + $1.size }
        var known: Set<UInt64> = [content.ordinal]
        // The node above nearly always comes first.
        var missing: [(parent: UInt64, page: NodePage.Key)] = []
        for page in pages {
            for record in page.records {
                guard known.insert(record.ordinal).inserted else { throw DamagedPage(page.key) }
                if !known.contains(record.parent) { missing.append((record.parent, page.key)) }
            }
        }
        for node in missing where !known.contains(node.parent) { throw DamagedPage(node.page) }
    }

    /// The nodes with the top node above them.
    var tree: Tree {
        opened.withLock { opened in
            if let opened { return opened }
            var tree = Tree(top: top, topContent)
            var places = [topContent.ordinal: top]
            tree.append(pages.flatMap(\.nodes), at: &places)
            opened = tree
            return tree
        }
    }

    /// Whether a node of it was touched.
    var isOpened: Bool { opened.withLock { $0 != nil } }
}
