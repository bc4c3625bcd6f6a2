internal import CLibXML2

/// libxml2's SAX2 reader behind Swift: events straight into a handler, no tree in between, no text copied.
///
/// The context and its dictionary of names are kept between documents, so one parser for many messages is the fast way.
/// A parser is for one thread at a time. It never loads, fetches or expands anything, and prints nothing.
package final class XMLParser {
    /// What the text is read by.
    package let limits: XMLLimits
    private let vocabulary: XMLVocabulary
    private var state: UnsafeMutablePointer<ParserState>?
    private var source: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var length = 0
    private var isASCII = false

    /// The names kept in a context's dictionary before it is thrown away, so that odd names do not pile up.
    private static let maximumNames = 4096
    /// A larger source is given back before the next one is read.
    private static let keptCapacity = 1 << 20

    package init(vocabulary: XMLVocabulary = XMLVocabulary(), limits: XMLLimits = XMLLimits()) {
        self.vocabulary = vocabulary
        self.limits = limits
        capacity = 8192
        source = .allocate(capacity: capacity)
    }

    deinit {
        closeContext()
        source.deallocate()
    }

    /// Reads a whole text and tells the handler what is in it.
    /// - Parameters:
    ///   - bytes: the text in any encoding that `TextEncoding` knows.
    ///   - severalRoots: whether further documents may follow the first, as in files that keep many messages.
    /// - Returns: what was odd about the encoding.
    /// - Throws: `XMLError` for the first thing that is wrong; the handler has had the events before it.
    @discardableResult
    package func parse<Handler: XMLEventHandler>(
        _ bytes: UnsafeBufferPointer<UInt8>, severalRoots: Bool = false, handler: inout Handler
    ) throws(XMLError) -> TextEncoding.Oddities {
        guard bytes.count <= limits.maximumBytes else {
            throw XMLError(
                code: .tooLarge,
                message: "The text has \(bytes.count) bytes, more than the \(limits.maximumBytes) accepted; split it.",
                place: .start
            )
        }
        let oddities = try load(bytes)
        try refuseCrowdedTag()
        guard let state = openContext() else {
            throw XMLError(code: .outOfMemory, message: "There is no memory for an XML parser.", place: .start)
        }
        state.pointee.source = source
        state.pointee.length = length
        state.pointee.isASCII = isASCII
        state.pointee.allowsSeveralRoots = severalRoots
        state.pointee.failure = nil
        state.pointee.roots = 0
        state.pointee.dispatch = Handler.self
        withUnsafeMutablePointer(to: &handler) { pointer in
            state.pointee.handler = UnsafeMutableRawPointer(pointer)
            run(state)
        }
        let failure = state.pointee.failure
        if xmlDictSize(state.pointee.context.pointee.dict) > Self.maximumNames { closeContext() }
        guard let failure else { return oddities }
        throw XMLError(code: failure.code, message: failure.message, place: place(of: failure.offset))
    }

    /// The same for an array.
    @discardableResult
    package func parse<Handler: XMLEventHandler>(
        _ bytes: [UInt8], severalRoots: Bool = false, handler: inout Handler
    ) throws(XMLError) -> TextEncoding.Oddities {
        try bytes.withUnsafeBufferPointer { (buffer) throws(XMLError) in
            try parse(buffer, severalRoots: severalRoots, handler: &handler)
        }
    }

    /// The place of a byte offset in the text that was read last.
    package func place(of offset: Int) -> XMLPlace {
        var finder = placeFinder()
        return finder.place(of: offset)
    }

    /// Turns many offsets of the text that was read last into places. Good until the next text is read.
    package func placeFinder() -> PlaceFinder {
        PlaceFinder(source: UnsafeBufferPointer(start: UnsafePointer(source), count: length), isASCII: isASCII)
    }

    /// Reads document after document until one fails or the text ends.
    private func run(_ state: UnsafeMutablePointer<ParserState>) {
        var start = 0
        repeat {
            state.pointee.depth = 0
            state.pointee.restart = -1
            state.pointee.rootsBefore = state.pointee.roots
            guard understudy_xml_begin(state.pointee.context, source, length, start) != 0 else {
                return state.pointee.fail(.outOfMemory, "There is no memory for an XML document.", at: start)
            }
            xmlParseDocument(state.pointee.context)
            if state.pointee.context.pointee.wellFormed == 0, state.pointee.restart < 0 {
                state.pointee.fail(.notWellFormed, "Not well-formed XML.", at: state.offset)
            }
            if state.pointee.restart < 0, state.offset < length {
                // libxml2 takes a zero byte for the end of the text.
                let message = "A zero byte stands in the text, which XML does not allow; remove it."
                state.pointee.fail(.invalidEncoding, message, at: state.offset)
            }
            start = state.pointee.restart
        } while start >= 0 && state.pointee.failure == nil
    }
}

extension XMLParser {
    /// Brings the text into `source` as UTF-8 with a 0 behind it.
    private func load(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLError) -> TextEncoding.Oddities {
        let encoding = try TextEncoding.detect(bytes)
        guard encoding.isUTF8 else {
            let decoded = try encoding.decode(bytes)
            decoded.withUnsafeBufferPointer { keep($0) }
            isASCII = false
            return encoding.oddities
        }
        keep(UnsafeBufferPointer(rebasing: bytes[encoding.markLength...]))
        isASCII = understudy_has_high_bit(source, length) == 0
        if !isASCII, let fault = TextEncoding.firstInvalidUTF8(UnsafeBufferPointer(start: source, count: length)) {
            throw XMLError(
                code: .invalidEncoding,
                message: "A byte is not valid UTF-8; save the text as UTF-8 or declare its encoding.",
                place: place(of: fault)
            )
        }
        return encoding.oddities
    }

    private func refuseCrowdedTag() throws(XMLError) {
        let text = UnsafeBufferPointer(start: UnsafePointer(source), count: length)
        guard let tag = CrowdedTag(source: text, limit: limits.maximumAttributes).first() else { return }
        throw XMLError(
            code: .tooManyAttributes,
            message:
                "An element has more than \(limits.maximumAttributes) attributes and namespace declarations; give it "
                + "fewer.",
            place: place(of: tag))
    }

    private func keep(_ bytes: UnsafeBufferPointer<UInt8>) {
        if capacity <= bytes.count || (capacity > Self.keptCapacity && bytes.count < Self.keptCapacity / 2) {
            source.deallocate()
            capacity = max(8192, bytes.count + 1)
            source = .allocate(capacity: capacity)
        }
        if let start = bytes.baseAddress { source.update(from: start, count: bytes.count) }
        source[bytes.count] = 0
        length = bytes.count
    }

    /// The context of the last text, or a new one.
    private func openContext() -> UnsafeMutablePointer<ParserState>? {
        if let state { return state }
        let new = UnsafeMutablePointer<ParserState>.allocate(capacity: 1)
        guard let context = understudy_xml_new(new, SAXCallbacks.error) else {
            new.deallocate()
            return nil
        }
        new.initialize(to: ParserState(context: context, vocabulary: vocabulary, limits: limits, source: source))
        SAXCallbacks.install(in: context)
        state = new
        return new
    }

    private func closeContext() {
        guard let state else { return }
        state.pointee.names.deallocate()
        state.pointee.namespaces.deallocate()
        understudy_xml_free(state.pointee.context)
        state.deinitialize(count: 1)
        state.deallocate()
        self.state = nil
    }
}
