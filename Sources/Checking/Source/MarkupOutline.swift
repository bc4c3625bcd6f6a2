import Notation
import XML

/// Where the elements of a text stand: made only for a text of which there is something to say.
struct MarkupOutline {
    struct Node {
        /// The local name.
        var name: String
        /// The node around it; nil for a root.
        var parent: Int?
        /// From the `<` to behind the `>` of the start tag.
        var tag: Range<Int>
        /// What stands between the tags.
        var content: Range<Int>
        /// Behind the end tag.
        var end: Int
        var children: [Int] = []

        var range: Range<Int> { tag.lowerBound..<end }
        /// Whether the element is a single tag.
        var isEmpty: Bool { content.upperBound == end }
    }

    /// A comment, and what it stands before: the whole text where nothing follows.
    struct Comment {
        var text: String
        var range: Range<Int>
        /// Where the comment itself stands, its marks left out.
        var place: Range<Int>
    }

    private(set) var nodes: [Node] = []
    private(set) var comments: [Comment] = []
    /// The text as UTF-8, without a byte order mark.
    private(set) var octets: [UInt8] = []
    private var open: [Int] = []
    /// The comments since the last tag.
    private var pending: [Range<Int>] = []
    private var nodesByStart: [Int: Int] = [:]

    /// - Returns: nil for a text that is not well-formed.
    init?(_ file: [UInt8]) {
        do {
            try XMLParser().parse(file, severalRoots: true, handler: &self)
        } catch {
            return nil
        }
        takePending(for: 0..<octets.count)
    }

    /// The comments that wait for what they stand before.
    private mutating func takePending(for range: Range<Int>) {
        for place in pending {
            comments.append(Comment(text: String(decoding: octets[place], as: UTF8.self), range: range, place: place))
        }
        pending = []
    }

    /// The element whose start tag begins at a place.
    func node(startingAt offset: Int) -> Int? { nodesByStart[offset] }

    /// The element that a place is about: the innermost one around it, which is the one whose start or end tag begins there.
    func node(at offset: Int) -> Int? {
        // They are in the order of their start tags, so that what is around a place is the last before it or around that.
        var node = nodes.lastIndex(inOrder: { $0.tag.lowerBound <= offset })
        while let index = node, !nodes[index].range.contains(offset) { node = nodes[index].parent }
        return node
    }

    /// A child by its name.
    func child(_ name: String, of parent: Int?) -> Int? {
        parent.flatMap { nodes[$0].children.first { nodes[$0].name == name } }
    }

    func children(_ name: String, of parent: Int) -> [Int] { nodes[parent].children.filter { nodes[$0].name == name } }

    /// The element itself or the nearest one around it that has a name.
    func enclosing(_ name: String, _ node: Int?) -> Int? {
        var current = node
        while let index = current, nodes[index].name != name { current = nodes[index].parent }
        return current
    }
}

extension MarkupOutline: XMLEventHandler {
    mutating func startElement(_ tag: XMLTag, _ cursor: XMLCursor) {
        takeSource(cursor)
        let start = cursor.tagOffset
        let close = cursor.offset
        let isSingle = close < octets.count && octets[close] == UInt8(ascii: "/")
        let end = min(close + (isSingle ? 2 : 1), octets.count)
        let index = nodes.count
        let node = Node(
            name: tag.localName, parent: open.last, tag: start..<max(end, start), content: end..<end, end: end)
        nodes.append(node)
        nodesByStart[start] = index
        if let parent = open.last { nodes[parent].children.append(index) }
        open.append(index)
        takePending(for: start..<start)
    }

    mutating func endElement(_ cursor: XMLCursor) {
        guard let index = open.popLast() else { return }
        takePending(for: nodes[index].tag)
        // The end of a single tag is told where the tag ends.
        if cursor.offset > nodes[index].tag.upperBound {
            let start = max(cursor.tagOffset, nodes[index].tag.upperBound)
            nodes[index].content = nodes[index].tag.upperBound..<start
            nodes[index].end = cursor.offset
        }
        guard !comments.isEmpty else { return }
        for place in comments.indices where comments[place].range.lowerBound == nodes[index].tag.lowerBound {
            comments[place].range = nodes[index].range
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {}

    mutating func characterData(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {}

    mutating func notice(_ notice: XMLNotice, _ cursor: XMLCursor) {
        guard notice == .comment else { return }
        takeSource(cursor)
        let before = octets[..<min(cursor.offset, octets.count)]
        guard let start = before.lastOccurrence(of: Array("<!--".utf8))?.upperBound,
            let end = octets[start...].firstOccurrence(of: Array("-->".utf8))?.lowerBound
        else { return }
        pending.append(start..<end)
    }

    private mutating func takeSource(_ cursor: XMLCursor) {
        guard octets.isEmpty else { return }
        octets = Array(cursor.source(0..<cursor.sourceLength))
    }
}
