internal import CLibXML2

/// Everything that the callbacks of libxml2 need, at one fixed address.
struct ParserState {
    /// An error whose place is still a byte offset.
    struct Failure {
        var code: XMLError.Code
        var message: String
        var offset: Int
    }

    var context: xmlParserCtxtPtr
    let names: PointerTable
    let namespaces: PointerTable
    var limits: XMLLimits
    /// The namespace of the element before and its index: most elements have the same.
    var lastNamespace: UnsafePointer<UInt8>?
    var lastNamespaceIndex = XMLVocabulary.none
    /// The text as UTF-8 with a 0 after it; the memory belongs to the parser.
    var source: UnsafeMutablePointer<UInt8>
    var length = 0
    var isASCII = false

    /// The handler of the current text and its type.
    var handler: UnsafeMutableRawPointer
    var dispatch: any XMLEventHandler.Type = NoHandler.self

    var depth = 0
    /// The roots that have started.
    var roots = 0
    /// Those that had started before the current document; going on needs one more, so that it always gets further.
    var rootsBefore = 0
    var allowsSeveralRoots = false
    /// Where to go on with the next root, or -1.
    var restart = -1
    var failure: Failure?

    init(
        context: xmlParserCtxtPtr, vocabulary: XMLVocabulary, limits: XMLLimits, source: UnsafeMutablePointer<UInt8>
    ) {
        self.context = context
        self.limits = limits
        self.source = source
        self.names = PointerTable(vocabulary.names, in: context)
        self.namespaces = PointerTable(vocabulary.namespaces, in: context)
        self.handler = UnsafeMutableRawPointer(source)
    }

    /// Notes the first failure; what follows from it is not news.
    mutating func fail(_ code: XMLError.Code, _ message: String, at offset: Int) {
        guard failure == nil, restart < 0 else { return }
        failure = Failure(code: code, message: message, offset: max(0, offset))
    }
}

/// Questions about the state ask single fields: a computed property of the struct would copy all of it.
extension UnsafeMutablePointer<ParserState> {
    /// How many bytes are read; the whole text once the parser has been stopped.
    @inline(__always)
    var offset: Int {
        let offset = understudy_xml_offset(pointee.context, pointee.source)
        return offset < 0 ? pointee.length : min(offset, pointee.length)
    }

    /// The namespace's index in the vocabulary.
    @inline(__always)
    func namespaceIndex(_ namespace: UnsafePointer<UInt8>?) -> Int {
        if namespace == pointee.lastNamespace { return pointee.lastNamespaceIndex }
        let index = namespace.map { pointee.namespaces.index(of: $0) } ?? XMLVocabulary.none
        pointee.lastNamespace = namespace
        pointee.lastNamespaceIndex = index
        return index
    }

    /// The `<` before an offset: attribute values cannot hold one, so it is the tag's own.
    func tagOffset(before offset: Int) -> Int {
        let source = pointee.source
        var index = min(offset, pointee.length) - 1
        while index > 0, source[index] != UInt8(ascii: "<") { index -= 1 }
        return max(index, 0)
    }
}

/// Stands where no text is being read.
private struct NoHandler: XMLEventHandler {
    mutating func startElement(_ tag: XMLTag, _ cursor: XMLCursor) {}
    mutating func endElement(_ cursor: XMLCursor) {}
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {}
    mutating func characterData(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {}
}
