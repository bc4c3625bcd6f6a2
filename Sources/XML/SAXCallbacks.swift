internal import CLibXML2

/// The functions that libxml2 calls. Each gets the address of the `ParserState` and hands on to the event handler.
enum SAXCallbacks {
    private static func state(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<ParserState>? {
        raw?.assumingMemoryBound(to: ParserState.self)
    }

    /// Sets all callbacks but the error handler, which the context is made with.
    static func install(in context: xmlParserCtxtPtr) {
        guard let sax = context.pointee.sax else { return }
        sax.pointee.startElementNs = startElement
        sax.pointee.endElementNs = endElement
        sax.pointee.characters = characters
        // The same function for both spares libxml2 the question which blanks matter.
        sax.pointee.ignorableWhitespace = characters
        sax.pointee.cdataBlock = characterData
        sax.pointee.comment = { raw, _ in SAXCallbacks.notice(.comment, raw) }
        sax.pointee.processingInstruction = processingInstruction
        installDeclarations(in: sax)
    }

    private static let startElement: startElementNsSAX2Func = {
        raw, localName, prefix, namespace, declarationCount, _, attributeCount, _, attributes in
        guard let state = SAXCallbacks.state(raw), let localName else { return }
        state.pointee.depth &+= 1
        guard declarationCount == 0 || SAXCallbacks.acceptsDeclarations(state) else { return }
        let name = state.pointee.names.index(of: localName)
        if name < 0 || attributeCount > 0 || prefix != nil || state.pointee.depth > state.pointee.limits.maximumDepth {
            let accepted = SAXCallbacks.check(state, localName, prefix, attributes, Int(attributeCount))
            guard accepted else { return }
        }
        if state.pointee.depth == 1 { state.pointee.roots &+= 1 }
        let tag = XMLTag(
            name: name,
            namespace: state.namespaceIndex(namespace),
            localNameBytes: localName, prefixBytes: prefix, namespaceBytes: namespace,
            attributes: attributes, attributeCount: Int(attributeCount)
        )
        state.pointee.dispatch.start(at: state.pointee.handler, tag, XMLCursor(state: state))
    }

    private static let endElement: endElementNsSAX2Func = { raw, _, _, _ in
        guard let state = SAXCallbacks.state(raw) else { return }
        state.pointee.depth &-= 1
        state.pointee.dispatch.end(at: state.pointee.handler, XMLCursor(state: state))
    }

    private static let characters: charactersSAXFunc = { raw, bytes, count in
        guard let state = SAXCallbacks.state(raw) else { return }
        let text = UnsafeBufferPointer(start: bytes, count: Int(count))
        state.pointee.dispatch.text(at: state.pointee.handler, text, XMLCursor(state: state))
    }

    private static let characterData: cdataBlockSAXFunc = { raw, bytes, count in
        guard let state = SAXCallbacks.state(raw) else { return }
        let text = UnsafeBufferPointer(start: bytes, count: Int(count))
        state.pointee.dispatch.characterData(at: state.pointee.handler, text, XMLCursor(state: state))
    }

    private static let processingInstruction: processingInstructionSAXFunc = { raw, target, _ in
        guard let state = SAXCallbacks.state(raw) else { return }
        guard let target, !SAXCallbacks.isTooLong(target, state) else { return SAXCallbacks.refuseName(state) }
        SAXCallbacks.notice(.processingInstruction, raw)
    }

    static func notice(_ notice: XMLNotice, _ raw: UnsafeMutableRawPointer?) {
        guard let state = state(raw) else { return }
        state.pointee.dispatch.notice(at: state.pointee.handler, notice, XMLCursor(state: state))
    }

    // MARK: - Limits

    /// Looks at what only unusual elements have. False, with the parser stopped, where a limit is broken.
    private static func check(
        _ state: UnsafeMutablePointer<ParserState>, _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ attributeCount: Int
    ) -> Bool {
        let limits = state.pointee.limits
        guard state.pointee.depth <= limits.maximumDepth else {
            stop(state, .tooDeep, "More than \(limits.maximumDepth) elements are open at once; nest fewer.")
            return false
        }
        guard xmlDictSize(state.pointee.context.pointee.dict) <= limits.maximumNames else {
            stop(state, .tooManyNames, "More than \(limits.maximumNames) different names have come; use fewer.")
            return false
        }
        var isTooLong = isTooLong(name, state) || prefix.map { Self.isTooLong($0, state) } ?? false
        if let attributes, attributeCount > 0 {
            for index in 0..<attributeCount {
                guard let attribute = attributes[index * 5] else { continue }
                isTooLong = isTooLong || Self.isTooLong(attribute, state)
            }
        }
        if isTooLong { refuseName(state) }
        return !isTooLong
    }

    /// Whether few enough declarations count where the parser stands: for every prefix libxml2 looks through all.
    private static func acceptsDeclarations(_ state: UnsafeMutablePointer<ParserState>) -> Bool {
        let limit = state.pointee.limits.maximumAttributes
        guard understudy_xml_declarations(state.pointee.context) > limit else { return true }
        stop(state, .tooManyAttributes, "More than \(limit) namespace declarations count here; declare fewer.")
        return false
    }

    private static func isTooLong(_ name: UnsafePointer<UInt8>, _ state: UnsafeMutablePointer<ParserState>) -> Bool {
        let limit = state.pointee.limits.maximumNameBytes
        return UnsafeRawPointer(name).withMemoryRebound(to: CChar.self, capacity: 1) { strnlen($0, limit + 1) } > limit
    }

    private static func refuseName(_ state: UnsafeMutablePointer<ParserState>) {
        let limit = state.pointee.limits.maximumNameBytes
        stop(state, .nameTooLong, "A name has more than \(limit) bytes; shorten it.")
    }

    /// Ends the reading at the tag that is being read.
    static func stop(_ state: UnsafeMutablePointer<ParserState>, _ code: XMLError.Code, _ message: String) {
        state.pointee.fail(code, message, at: state.tagOffset(before: state.offset))
        xmlStopParser(state.pointee.context)
    }
}
