internal import CLibXML2

/// What libxml2 complains about: namespace faults are told to the handler, warnings are dropped, the rest ends the reading.
extension SAXCallbacks {
    static let error: understudy_xml_error_handler = { raw, error in
        guard let raw, let error else { return }
        SAXCallbacks.report(raw.assumingMemoryBound(to: ParserState.self), error.pointee)
    }

    private static func report(_ state: UnsafeMutablePointer<ParserState>, _ error: xmlError) {
        guard error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        guard error.domain != Int32(XML_FROM_NAMESPACE.rawValue) else { return reportNamespace(state, error) }
        let code = xmlParserErrors(rawValue: UInt32(bitPattern: error.code))
        let offset = state.offset
        if state.pointee.allowsSeveralRoots, state.pointee.depth == 0, goesOn(state, code, offset) { return }
        let isTag = code == XML_ERR_TAG_NAME_MISMATCH || code == XML_ERR_RESERVED_XML_NAME
        state.pointee.fail(
            Self.code(state, code, offset), message(state, code, error),
            at: isTag ? state.tagOffset(before: offset) : offset
        )
    }

    /// Whether an error behind a root is only the beginning of the next document.
    private static func goesOn(
        _ state: UnsafeMutablePointer<ParserState>, _ code: xmlParserErrors, _ offset: Int
    ) -> Bool {
        guard state.pointee.roots > state.pointee.rootsBefore, state.pointee.failure == nil else { return false }
        if state.pointee.restart >= 0 { return true }
        guard code == XML_ERR_DOCUMENT_END || code == XML_ERR_RESERVED_XML_NAME else { return false }
        let next = code == XML_ERR_RESERVED_XML_NAME ? state.tagOffset(before: offset) : offset
        state.pointee.restart = next
        return true
    }

    private static func reportNamespace(_ state: UnsafeMutablePointer<ParserState>, _ error: xmlError) {
        switch xmlParserErrors(rawValue: UInt32(bitPattern: error.code)) {
        case XML_WAR_NS_URI, XML_WAR_NS_URI_RELATIVE: return
        case XML_NS_ERR_UNDEFINED_NAMESPACE: notice(.undeclaredPrefix, state)
        default: notice(.namespaceFault, state)
        }
    }

    private static func code(
        _ state: UnsafeMutablePointer<ParserState>, _ code: xmlParserErrors, _ offset: Int
    ) -> XMLError.Code {
        switch code {
        case XML_ERR_DOCUMENT_EMPTY where offset >= state.pointee.length: .empty
        case XML_ERR_INVALID_ENCODING, XML_ERR_INVALID_CHAR: .invalidEncoding
        case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY, XML_ERR_ENTITY_LOOP: .entity
        case XML_ERR_NAME_TOO_LONG: .nameTooLong
        case XML_ERR_DOCUMENT_END where state.pointee.source[offset] == UInt8(ascii: "<"): .secondRoot
        case XML_ERR_NO_MEMORY: .outOfMemory
        default: .notWellFormed
        }
    }

    private static func message(
        _ state: UnsafeMutablePointer<ParserState>, _ code: xmlParserErrors, _ error: xmlError
    ) -> String {
        switch code {
        case XML_ERR_DOCUMENT_EMPTY where state.offset < state.pointee.length:
            "Text stands here where an element should begin; remove what is not XML."
        case XML_ERR_DOCUMENT_EMPTY: "The text ends before any element begins; nothing is there to read."
        case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY: undeclaredEntity
        case XML_ERR_DOCUMENT_END: "More text follows the end of the document; keep one root element."
        case XML_ERR_RESERVED_XML_NAME:
            "An XML declaration stands inside the document; it is allowed only at the very start. Escape or remove it."
        default: "Not well-formed XML: \(text(error)). Correct the text here or just before."
        }
    }

    /// libxml2's own sentence, without its line end and what it quotes on the next line.
    private static func text(_ error: xmlError) -> String {
        guard let message = error.message else { return "error \(error.code)" }
        var text = String(cString: message).prefix { $0 != "\n" }
        while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
        return String(text)
    }
}
