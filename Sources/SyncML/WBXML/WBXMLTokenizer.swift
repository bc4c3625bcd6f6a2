internal import Notation
internal import XML

/// Reads the octets of a document token by token. Switches of code page are obeyed on the way.
struct WBXMLTokenizer {
    enum Event {
        case start(WBXMLElementToken)
        case end
        /// Text of the document itself or of its string table.
        case text(UnsafeBufferPointer<UInt8>)
        /// A character by its number.
        case character(Unicode.Scalar)
        case opaque(UnsafeBufferPointer<UInt8>)
    }

    let source: UnsafeBufferPointer<UInt8>
    /// The octet after what was read.
    private(set) var position: Int
    /// Where the token begins that was read last.
    private(set) var start: Int
    /// The code page in force.
    private(set) var page: UInt8
    /// Whether the text that was read last is ASCII.
    private(set) var isASCII = false
    private var stringTable: Range<Int>
    /// How many bytes references to the string table may still give: one octet each could repeat a long text.
    private var allowance: Int

    /// - Parameter position: where to begin, with the given page in force.
    init(_ source: UnsafeBufferPointer<UInt8>, at position: Int = 0, page: UInt8 = 0, limits: XMLLimits) {
        self.source = source
        self.position = position
        self.page = page
        start = position
        stringTable = position..<position
        allowance = limits.maximumBytes
    }

    /// A tokenizer for a part of the same body that was read before, and has used up its allowance then.
    func part(_ range: Range<Int>) -> WBXMLTokenizer {
        var part = self
        part.position = range.lowerBound
        part.start = range.lowerBound
        part.page = 0
        part.allowance = .max
        return part
    }

    mutating func beginBody(_ stringTable: Range<Int>) {
        self.stringTable = stringTable
        position = stringTable.upperBound
    }

    mutating func next() throws(SyncMLError) -> Event {
        while true {
            start = position
            let octet = try octet()
            switch octet {
            case WBXMLToken.end: return .end
            case WBXMLToken.inlineString: return .text(try inlineText())
            case WBXMLToken.switchPage: page = try self.octet()
            case WBXMLToken.tableString: return .text(try referredText())
            case WBXMLToken.opaque: return .opaque(try opaque())
            case WBXMLToken.entity: return .character(try character())
            default: return .start(try element(octet))
            }
        }
    }

    // MARK: - Parts

    mutating func octet() throws(SyncMLError) -> UInt8 {
        guard position < source.count else { throw .truncated(at: source.count) }
        let octet = source[position]
        position &+= 1
        return octet
    }

    /// A number in groups of seven bits, the highest first (section 5.1).
    mutating func number() throws(SyncMLError) -> Int {
        let first = position
        var value: UInt64 = 0
        while true {
            let octet = try octet()
            value = value << 7 | UInt64(octet & 0x7F)
            guard value <= UInt64(UInt32.max), position - first <= 5 else {
                throw .wbxml(
                    .number, "A number has more than 32 bits; the octets are damaged or not WBXML.", at: first)
            }
            if octet & 0x80 == 0 { return Int(value) }
        }
    }

    private mutating func inlineText() throws(SyncMLError) -> UnsafeBufferPointer<UInt8> {
        let rest = UnsafeBufferPointer(rebasing: source[position...])
        guard let scan = Octets.scanToZero(rest) else { throw .truncated(at: source.count) }
        position &+= scan.count &+ 1
        let text = UnsafeBufferPointer(rebasing: rest[..<scan.count])
        return try checked(text, isASCII: scan.isASCII)
    }

    private mutating func referredText() throws(SyncMLError) -> UnsafeBufferPointer<UInt8> {
        let text = try tableText(at: try number())
        allowance -= text.count
        guard allowance >= 0 else {
            throw .wbxml(
                .tooLarge, "References to the string table give more text than is accepted; split the message.",
                at: start)
        }
        return text
    }

    /// A text of the string table, down to its zero or, as some phones leave the last one out, the table's end.
    mutating func tableText(at index: Int) throws(SyncMLError) -> UnsafeBufferPointer<UInt8> {
        guard index < stringTable.count else {
            throw .wbxml(
                .stringTable,
                "A reference to \(index) is outside of the string table, which has "
                    + "\(stringTable.count) bytes; the octets are damaged.",
                at: start)
        }
        let rest = UnsafeBufferPointer(rebasing: source[(stringTable.lowerBound + index)..<stringTable.upperBound])
        let count = Octets.scanToZero(rest)?.count ?? rest.count
        let text = UnsafeBufferPointer(rebasing: rest[..<count])
        return try checked(text, isASCII: text.allSatisfy { $0 < 0x80 })
    }

    private mutating func opaque() throws(SyncMLError) -> UnsafeBufferPointer<UInt8> {
        let count = try number()
        guard count <= source.count - position else { throw .truncated(at: source.count) }
        let octets = UnsafeBufferPointer(rebasing: source[position..<(position + count)])
        position += count
        isASCII = false
        return octets
    }

    private mutating func character() throws(SyncMLError) -> Unicode.Scalar {
        let number = try number()
        isASCII = false
        guard let value = UInt32(exactly: number), value != 0, let scalar = Unicode.Scalar(value) else {
            throw .wbxml(.invalidText, "The number \(number) is no character of Unicode.", at: start)
        }
        return scalar
    }

    private mutating func element(_ octet: UInt8) throws(SyncMLError) -> WBXMLElementToken {
        let token = octet & WBXMLToken.mask
        guard token >= WBXMLToken.literal else { throw .foreignConstruct(octet, at: start) }
        var element = WBXMLElementToken(
            page: page, token: token, hasContent: octet & WBXMLToken.hasContent != 0,
            hasAttributes: octet & WBXMLToken.hasAttributes != 0
        )
        if token == WBXMLToken.literal { element.literal = try literalName() }
        if element.hasAttributes { try skipAttributes() }
        return element
    }

    private mutating func literalName() throws(SyncMLError) -> UnsafeBufferPointer<UInt8> {
        let literal = try referredText()
        let name = String(decoding: literal, as: UTF8.self)
        guard XMLName.isName(name) else {
            throw .wbxml(.invalidName, "The string table's \"\(name.prefix(40))\" is no name of an element.", at: start)
        }
        return literal
    }

    /// Goes over attributes that are spelled out, as some encoders do with `xmlns` (captures 074); the languages of SyncML
    /// have no tokens for any.
    private mutating func skipAttributes() throws(SyncMLError) {
        while true {
            let octet = try octet()
            switch octet {
            case WBXMLToken.end: return
            case WBXMLToken.literal, WBXMLToken.tableString: _ = try referredText()
            case WBXMLToken.inlineString: _ = try inlineText()
            case WBXMLToken.entity: _ = try character()
            case WBXMLToken.opaque: _ = try opaque()
            default: throw .foreignConstruct(octet, at: position - 1)
            }
        }
    }

    private mutating func checked(
        _ text: UnsafeBufferPointer<UInt8>, isASCII: Bool
    ) throws(SyncMLError) -> UnsafeBufferPointer<UInt8> {
        self.isASCII = isASCII
        guard isASCII || Octets.isUTF8(text) else {
            throw .wbxml(.invalidText, "A text is not UTF-8; send UTF-8, or octets as opaque data.", at: start)
        }
        return text
    }
}
