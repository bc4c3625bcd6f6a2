/// The body of a binary document while it is written, and its string table: only names without a token go there.
struct WBXMLOutput: ~Copyable {
    private var body: [UInt8] = []
    private var strings: [UInt8] = []
    private var page: UInt8 = 0
    private let vocabulary = WBXMLVocabulary.shared

    init(reservingCapacity capacity: Int = 2048) {
        body.reserveCapacity(capacity)
    }

    /// The document: header, string table, body (W3C note *wbxml*, section 5).
    func document(_ language: WBXMLLanguage, _ version: WBXMLVersion) -> [UInt8] {
        var strings = strings
        var document = [version.rawValue]
        document.reserveCapacity(body.count + strings.count + 16)
        if let id = language.publicID {
            Self.append(number: Int(id), to: &document)
        } else {
            // The identifier is the string table's first text, so that its own index is 0; literals come after it.
            document += [0, 0]
        }
        Self.append(number: Int(WBXMLToken.utf8), to: &document)
        if language.publicID == nil { strings = Array(language.formalPublicID.utf8) + [0] + strings }
        Self.append(number: strings.count, to: &document)
        document += strings
        document += body
        return document
    }

    // MARK: - Elements

    /// An element with something inside, to be ended by `end`.
    @inline(__always)
    mutating func open(_ name: ElementName) {
        tag(vocabulary.token(of: name), WBXMLToken.hasContent)
    }

    /// An element by a token of any language, or by its name where it has none.
    mutating func open(_ token: WBXMLVocabulary.Token?, name: String, hasContent: Bool) {
        let bits = hasContent ? WBXMLToken.hasContent : 0
        if let token { return tag(token, bits) }
        body.append(WBXMLToken.literal | bits)
        Self.append(number: strings.count, to: &body)
        strings += name.utf8
        strings.append(0)
    }

    @inline(__always)
    mutating func end() {
        body.append(WBXMLToken.end)
    }

    @inline(__always)
    mutating func empty(_ name: ElementName) {
        tag(vocabulary.token(of: name), 0)
    }

    mutating func leaf(_ name: ElementName, text: String) {
        guard !text.isEmpty else { return empty(name) }
        open(name)
        self.text(text)
        end()
    }

    mutating func leaf(_ name: ElementName, number: UInt16) {
        open(name)
        body.append(WBXMLToken.inlineString)
        var divisor: UInt16 = number < 10 ? 1 : number < 100 ? 10 : number < 1000 ? 100 : number < 10000 ? 1000 : 10000
        while divisor > 0 {
            body.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
        body.append(0)
        end()
    }

    mutating func leaf(_ name: ElementName, octets: [UInt8]) {
        open(name)
        octets.withUnsafeBufferPointer { opaque($0) }
        end()
    }

    // MARK: - Text

    /// Text; opaque octets where it holds U+0000, which ends a string.
    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            guard Octets.scanToZero(bytes) == nil else { return opaque(bytes) }
            body.append(WBXMLToken.inlineString)
            body.append(contentsOf: bytes)
            body.append(0)
        }
    }

    private mutating func opaque(_ octets: UnsafeBufferPointer<UInt8>) {
        body.append(WBXMLToken.opaque)
        Self.append(number: octets.count, to: &body)
        body.append(contentsOf: octets)
    }

    @inline(__always)
    private mutating func tag(_ token: WBXMLVocabulary.Token, _ bits: UInt8) {
        if token.page != page {
            body.append(WBXMLToken.switchPage)
            body.append(token.page)
            page = token.page
        }
        body.append(token.token | bits)
    }

    /// A number in groups of seven bits, the highest first.
    private static func append(number: Int, to bytes: inout [UInt8]) {
        var shift = 28
        while shift > 0, number >> shift == 0 { shift -= 7 }
        while shift > 0 {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift & 0x7F) | 0x80)
            shift -= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: number & 0x7F))
    }
}
