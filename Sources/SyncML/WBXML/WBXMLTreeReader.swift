internal import Notation
internal import XML

/// Builds elements from the tokens of a document.
struct WBXMLTreeReader {
    private var tokens: WBXMLTokenizer
    private let language: WBXMLLanguage
    private let limits: XMLLimits
    /// How many documents this one is inside of.
    private let nesting: Int
    /// The elements whose end has not come yet; the first stands for what is around all.
    private var open = [XMLElement(name: "")]
    private var text: [UInt8] = []

    /// Documents inside documents inside documents have no use, and each level takes stack.
    private static let maximumNesting = 4

    private init(_ tokens: WBXMLTokenizer, _ language: WBXMLLanguage, _ limits: XMLLimits, nesting: Int) {
        self.tokens = tokens
        self.language = language
        self.limits = limits
        self.nesting = nesting
    }

    /// The root of a whole document.
    static func root(
        _ bytes: UnsafeBufferPointer<UInt8>, _ limits: XMLLimits, nesting: Int
    ) throws(SyncMLError) -> XMLElement {
        var tokens = WBXMLTokenizer(bytes, limits: limits)
        let header = try WBXMLHeader(&tokens)
        var reader = WBXMLTreeReader(tokens, header.language ?? guess(tokens), limits, nesting: nesting)
        repeat { try reader.add(try reader.tokens.next()) } while reader.open.count > 1
        guard case .element(let root)? = reader.open[0].children.last else {
            throw .wbxml(.unknownToken, "The body begins with text, not with an element.", at: tokens.position)
        }
        return root
    }

    /// The root of a document that is a value in another; nil where the octets are none, as they need not be.
    ///
    /// Its references may give a small multiple of its size only: a message can hold thousands of such documents.
    static func root(ofEmbedded octets: UnsafeBufferPointer<UInt8>, nesting: Int) -> XMLElement? {
        guard WBXMLReader.recognizes(octets), nesting <= maximumNesting else { return nil }
        do throws(SyncMLError) {
            return try root(octets, XMLLimits(maximumBytes: octets.count * 16), nesting: nesting)
        } catch {
            return nil
        }
    }

    /// Elements and text between two offsets of a message's body.
    static func content(of tokens: WBXMLTokenizer, until end: Int) throws(SyncMLError) -> [XMLElement.Node] {
        var reader = WBXMLTreeReader(tokens, .syncML12, XMLLimits(), nesting: 0)
        while true {
            let event = try reader.tokens.next()
            // A switch of code page may be the last thing, and the token after it is beyond the end.
            guard reader.tokens.start < end else { break }
            try reader.add(event)
        }
        reader.endText()
        return reader.open[0].children
    }

    /// Inferred: without a known identifier the first element decides.
    private static func guess(_ tokens: WBXMLTokenizer) -> WBXMLLanguage {
        var tokens = tokens
        guard case .start(let element)? = try? tokens.next() else { return .syncML12 }
        switch (element.page, element.token) {
        case (2, _): return .deviceDescription12
        case (0, 0x0A): return .devInf12
        default: return .syncML12
        }
    }

    private mutating func add(_ event: WBXMLTokenizer.Event) throws(SyncMLError) {
        switch event {
        case .start(let element): try start(element)
        case .end: try end()
        case .text(let text): self.text.append(contentsOf: text)
        case .character(let scalar): text.append(contentsOf: String(Character(scalar)).utf8)
        case .opaque(let octets): add(octets: octets)
        }
    }

    private mutating func start(_ element: WBXMLElementToken) throws(SyncMLError) {
        endText()
        guard let name = element.name(in: language) else {
            throw .unknownToken(element.token, page: element.page, at: tokens.start)
        }
        guard open.count <= limits.maximumDepth else {
            throw .wbxml(.tooDeep, "More than \(limits.maximumDepth) elements are open at once.", at: tokens.start)
        }
        open.append(XMLElement(name: name, namespace: language.namespace(ofPage: element.page)))
        if !element.hasContent { try end() }
    }

    private mutating func end() throws(SyncMLError) {
        endText()
        guard open.count > 1, let done = open.popLast() else {
            throw .wbxml(.unknownToken, "An element ends that has not begun; the octets are damaged.", at: tokens.start)
        }
        open[open.count - 1].children.append(.element(done))
    }

    private mutating func add(octets: UnsafeBufferPointer<UInt8>) {
        if let inner = Self.root(ofEmbedded: octets, nesting: nesting + 1) {
            endText()
            open[open.count - 1].children.append(.element(inner))
        } else if Octets.isUTF8(octets) {
            text.append(contentsOf: octets)
        } else {
            text.append(contentsOf: Base64.encode(Array(octets)).utf8)
        }
    }

    /// Keeps the text that has come since the last tag.
    private mutating func endText() {
        guard !text.isEmpty else { return }
        open[open.count - 1].children.append(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }
}
