/// A few nodes of one part of a tree as they are kept on disk: those whose places in the order lie together, so that a
/// change of one writes few others anew. A node that takes much has a page for itself.
///
/// Its octets are known to be sound, because it was made of nodes or looked through when it came.
package struct NodePage: Equatable, Sendable {
    /// Which page it is.
    package struct Key: Hashable, Sendable {
        package var scope: NodeScope
        /// The place in the order of the CSP's top node, below which the nodes stand; 0 for the trunk.
        package var part: UInt64
        /// What the places of its nodes have in common: the sixteenth of them, or the negative place of a single large one.
        package var number: Int64

        package init(scope: NodeScope, part: UInt64, number: Int64) {
            self.scope = scope
            self.part = part
            self.number = number
        }

        /// The page on which a node is kept.
        init(_ content: TreeEntry.Content, scope: NodeScope, part: UInt64) {
            self.init(scope: scope, part: part, number: Self.number(content.ordinal, size: content.size))
        }

        static func number(_ ordinal: UInt64, size: Int) -> Int64 {
            size > 1_024 + TreeEntry.Content.overhead ? -Int64(ordinal) : Int64(ordinal / 16)
        }
    }

    package let key: Key
    package let octets: [UInt8]
    /// What the nodes take of a device's storage, in octets.
    let size: Int
    /// The greatest place in the order among the nodes.
    let lastOrdinal: UInt64

    /// A page that comes from disk.
    package init(_ key: Key, octets: [UInt8]) throws(DamagedPage) {
        self.key = key
        self.octets = octets
        var reader = NodeRecordReader(octets)
        var (size, last): (Int, UInt64) = (0, 0)
        while let record = reader.next() {
            guard record.ordinal > last, record.parent < record.ordinal, record.ordinal <= UInt64(Int64.max),
                Key.number(record.ordinal, size: record.size) == key.number
            else { throw DamagedPage(key) }
            last = record.ordinal
            size += record.size
        }
        guard reader.isAtEnd, last > 0 else { throw DamagedPage(key) }
        self.size = size
        lastOrdinal = last
    }

    /// A page of nodes of a tree.
    /// - Parameter nodes: each with the place in the order of the node above it, 0 below a root; in their order.
    init(_ key: Key, _ nodes: [(content: TreeEntry.Content, parent: UInt64)]) {
        self.key = key
        var octets: [UInt8] = []
        for node in nodes { NodeRecord.append(node.content, below: node.parent, to: &octets) }
        self.octets = octets
        size = nodes.reduce(0) { $0 + $1.content.size }
        lastOrdinal = nodes.last?.content.ordinal ?? 0
    }

    /// The nodes as they stand in the octets.
    var records: IteratorSequence<NodeRecordReader> { IteratorSequence(NodeRecordReader(octets)) }

    /// The nodes themselves.
    var nodes: [KeptNode] { records.map { KeptNode($0, in: octets) } }
}

/// A page from disk that no version of this program has written so.
package struct DamagedPage: Error, Equatable, CustomStringConvertible {
    package var key: NodePage.Key

    init(_ key: NodePage.Key) {
        self.key = key
    }

    package var description: String {
        "the nodes of page \(key.number) of part \(key.part) (\(key.scope.rawValue)) are damaged"
    }
}

/// A node that was read from a page.
struct KeptNode {
    var ordinal: UInt64
    /// The place in the order of the node above it; 0 below a root.
    var parent: UInt64
    var name: NodeName
    var value: NodeValue?
}
