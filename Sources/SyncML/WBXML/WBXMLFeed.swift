internal import XML

/// Tells the builder what the body of a binary message holds.
struct WBXMLFeed {
    let tokens: UnsafeMutablePointer<WBXMLTokenizer>
    /// The root's namespace by the public identifier.
    let namespace: Int
    let maximumDepth: Int
    private let vocabulary = WBXMLVocabulary.shared
    private var depth = 0

    init(_ tokens: UnsafeMutablePointer<WBXMLTokenizer>, namespace: NamespaceName, maximumDepth: Int) {
        self.tokens = tokens
        self.namespace = namespace.rawValue
        self.maximumDepth = maximumDepth
    }

    private var cursor: WBXMLCursor { WBXMLCursor(tokens: UnsafePointer(tokens)) }

    /// Feeds the document down to the end of its root.
    mutating func run(into builder: inout MessageBuilder) throws(SyncMLError) {
        repeat {
            switch try tokens.pointee.next() {
            case .start(let element): try start(element, &builder)
            case .end:
                guard depth > 0 else {
                    throw .wbxml(
                        .unknownToken, "The body begins with the end of an element; it is damaged.",
                        at: cursor.tagOffset)
                }
                try end(&builder)
            case .text(let text): add(text, &builder)
            case .character(let scalar): add(scalar, &builder)
            case .opaque(let octets): try add(octets: octets, &builder)
            }
        } while depth > 0
        if tokens.pointee.position < tokens.pointee.source.count {
            builder.note(.trailingBytes, at: tokens.pointee.position)
        }
    }

    private mutating func start(_ element: WBXMLElementToken, _ builder: inout MessageBuilder) throws(SyncMLError) {
        let name = vocabulary.name(of: element)
        guard name != WBXMLVocabulary.unknown else {
            throw .unknownToken(element.token, page: element.page, at: cursor.tagOffset)
        }
        let isInMeta = builder.frames[builder.top].role == .meta
        if element.page != (isInMeta ? 1 : 0) { try checkPage(element, builder) }
        guard depth < maximumDepth else {
            throw .wbxml(
                .tooDeep, "More than \(maximumDepth) elements are open at once; nest fewer.", at: cursor.tagOffset)
        }
        depth &+= 1
        let namespace =
            switch element.page {
            case 0: namespace
            case 1: NamespaceName.metInf.rawValue
            default: XMLVocabulary.foreign
            }
        builder.startElement(WBXMLTag(name: name, namespace: namespace, element: element), cursor)
        if element.hasAttributes, builder.skipped == 0 { builder.note(.attributes, at: cursor.tagOffset) }
        if !element.hasContent { try end(&builder) }
    }

    /// Inferred: a page that does not belong here means that a switch is missing, and the tokens are not what they seem.
    /// Only what is not looked at, and Data, may hold anything.
    private func checkPage(_ element: WBXMLElementToken, _ builder: MessageBuilder) throws(SyncMLError) {
        let role = builder.frames[builder.top].role
        // A name that is spelled out is on no page.
        guard builder.skipped == 0, role != .data, element.token != WBXMLToken.literal else { return }
        let needed = role == .meta ? 1 : 0
        throw .wbxml(
            .codePage,
            "An element of code page \(element.page) stands where only those of page \(needed) can; is a switch of code "
                + "page missing before it?",
            at: cursor.tagOffset
        )
    }

    private mutating func end(_ builder: inout MessageBuilder) throws(SyncMLError) {
        depth &-= 1
        if builder.failure == nil { builder.endElement(cursor) }
        guard let failure = builder.failure else { return }
        throw SyncMLError(code: failure.code, message: failure.message, place: .octet(failure.offset))
    }

    private func add(_ text: UnsafeBufferPointer<UInt8>, _ builder: inout MessageBuilder) {
        guard depth > 0, !text.isEmpty else { return }
        builder.text.isASCII = tokens.pointee.isASCII
        builder.text(text, cursor)
    }

    private func add(_ scalar: Unicode.Scalar, _ builder: inout MessageBuilder) {
        // The builder copies what does not lie in the source.
        let octets = Array(String(Character(scalar)).utf8)
        octets.withUnsafeBufferPointer { add($0, &builder) }
    }

    /// Octets are text wherever a text is wanted, but in Data they may be anything.
    private func add(
        octets: UnsafeBufferPointer<UInt8>, _ builder: inout MessageBuilder
    ) throws(SyncMLError) {
        guard builder.skipped == 0, depth > 0 else { return }
        if builder.frames[builder.top].role == .data {
            if builder.dataKind == .text { builder.dataKind = .octets }
        } else {
            guard Octets.isUTF8(octets) else {
                throw .wbxml(
                    .invalidText, "Octets that are not UTF-8 stand where a text is expected.", at: cursor.tagOffset)
            }
            builder.note(.opaqueText, at: cursor.tagOffset)
        }
        add(octets, &builder)
    }
}
