/// Finds the SyncML documents in a text that holds several, with whatever stands between them. One pass.
struct MessageScanner {
    struct Piece: Equatable {
        var range: Range<Int>
        var isCut: Bool
        var opensSession: Bool
    }

    /// The comment that SyncML Viewer puts where the event log cut a message at 64 KB.
    private static let cutMark = "<!-- ignore this line, closing SyncML tag added"
    private static let sessionMark = "<!-- OmaDmSessionStart"

    private let text: [UInt8]
    private var offset = 0
    private var start: Int?
    private var isMarkedCut = false
    private var opensSession = false
    private(set) var pieces: [Piece] = []
    /// Whether SyncML Viewer's marks were seen.
    private(set) var hasSessionMarks = false
    /// Where the first comment begins that has no end in the text.
    private(set) var openComment: Int?

    init(_ text: [UInt8]) {
        self.text = text
    }

    /// All documents, in order.
    mutating func scan() {
        while let next = text.offset(ofOctet: UInt8(ascii: "<"), from: offset) {
            offset = next
            step()
        }
        // What is open at the end of the text has no end.
        if let start { finish(start..<text.count, isCut: true) }
    }

    private mutating func step() {
        switch offset + 1 < text.count ? text[offset + 1] : 0 {
        case UInt8(ascii: "!") where text.holds("<!--", at: offset): comment()
        case UInt8(ascii: "!") where start != nil && text.holds("<![CDATA[", at: offset): characterData()
        case UInt8(ascii: "/"): endTag()
        default: startTag()
        }
    }

    private mutating func startTag() {
        guard TextRoot.isName("SyncML", in: text, at: offset + 1) else {
            offset += 1
            return
        }
        // A document inside another is the next one of a text that lost the end of the first.
        if let start { finish(start..<offset, isCut: true) }
        guard let end = text.offset(ofOctet: UInt8(ascii: ">"), from: offset) else {
            start = offset
            offset = text.count
            return
        }
        if text[end - 1] == UInt8(ascii: "/") {
            finish(offset..<(end + 1), isCut: false)
        } else {
            start = offset
        }
        offset = end + 1
    }

    private mutating func comment() {
        if text.holds(Self.cutMark, at: offset) { isMarkedCut = true }
        if text.holds(Self.sessionMark, at: offset) {
            hasSessionMarks = true
            opensSession = true
        }
        if text.holds("<!-- OmaDmSessionComplete", at: offset) { hasSessionMarks = true }
        // One that has no end is taken for text, and so is every later one; none of them is looked for again.
        guard let end = nextCommentEnd(from: offset + 4) else {
            openComment = openComment ?? offset
            offset += 4
            return
        }
        offset = end
    }

    private var hasNoCommentEnd = false

    private mutating func nextCommentEnd(from start: Int) -> Int? {
        guard !hasNoCommentEnd else { return nil }
        let end = text.offset(of: "-->", from: start)
        hasNoCommentEnd = end == nil
        return end.map { $0 + 3 }
    }

    /// A section may hold a document of its own; one that was cut holds the mark.
    private mutating func characterData() {
        var index = offset + 9
        while index < text.count {
            if text[index] == UInt8(ascii: "]"), text.holds("]]>", at: index) {
                offset = index + 3
                return
            }
            if text[index] == UInt8(ascii: "<"), text.holds(Self.cutMark, at: index) { break }
            index += 1
        }
        offset = index
    }

    private mutating func endTag() {
        guard let start, TextRoot.isName("SyncML", in: text, at: offset + 2) else {
            offset += 2
            return
        }
        guard let end = text.offset(ofOctet: UInt8(ascii: ">"), from: offset) else {
            offset = text.count
            return
        }
        finish(start..<(end + 1), isCut: isMarkedCut)
        offset = end + 1
    }

    private mutating func finish(_ range: Range<Int>, isCut: Bool) {
        pieces.append(Piece(range: range, isCut: isCut, opensSession: opensSession))
        start = nil
        isMarkedCut = false
        opensSession = false
    }
}
