/// How the tree keeps one node: what it is, shared by copies of the tree, and how it hangs together with others.
struct TreeEntry: Equatable, Sendable {
    var content: Content
    var links = Links()

    init(_ content: Content) {
        self.content = content
    }

    static func == (left: TreeEntry, right: TreeEntry) -> Bool {
        left.links == right.links && left.content == right.content
    }

    /// What a node is. Immutable, so that copies of a tree share it and an entry is small to move.
    final class Content: Equatable, Sendable {
        let name: NodeName
        /// nil for a root.
        let parent: NodeKey?
        /// The place in the order in which nodes were made.
        let ordinal: UInt64
        /// nil for an interior node.
        let value: NodeValue?

        init(name: NodeName, parent: NodeKey?, ordinal: UInt64, value: NodeValue?) {
            self.name = name
            self.parent = parent
            self.ordinal = ordinal
            self.value = value
        }

        /// What a node takes beside its name and its value.
        static let overhead = 512

        /// What the node takes of a device's storage, in octets.
        var size: Int { Self.overhead + name.text.utf8.count + (value?.size ?? 0) }

        func with(_ value: NodeValue?) -> Content {
            Content(name: name, parent: parent, ordinal: ordinal, value: value)
        }

        static func == (left: Content, right: Content) -> Bool {
            left === right
                || left.name.text == right.name.text && left.ordinal == right.ordinal && left.value == right.value
        }
    }

    /// The chain of siblings, and the ends of the chain of children.
    struct Links: Equatable, Sendable {
        var previous: NodeKey?
        var next: NodeKey?
        private(set) var firstChild: NodeKey?
        private(set) var lastChild: NodeKey?
        private(set) var childCount = 0

        mutating func adopt(_ child: NodeKey) {
            if firstChild == nil { firstChild = child }
            lastChild = child
            childCount += 1
        }

        /// Closes the chain where a child is taken out.
        mutating func forget(_ child: NodeKey, _ links: Links) {
            if firstChild == child { firstChild = links.next }
            if lastChild == child { lastChild = links.previous }
            childCount -= 1
        }

        /// Takes over all children of another.
        mutating func adoptChildren(of other: Links) {
            (firstChild, lastChild, childCount) = (other.firstChild, other.lastChild, other.childCount)
        }
    }
}
