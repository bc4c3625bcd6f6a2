/// Receives what `XMLParser` reads, in document order.
///
/// A handler is a struct that the parser changes in place: no reference counting and no exclusivity check stands between
/// the parser and the handler. The pointers that an event carries are good until the event returns, unless they lie in
/// the source (`XMLCursor.isInSource`), which stays until the parser has read the whole text.
package protocol XMLEventHandler {
    /// A start tag; an empty element gives start and end.
    mutating func startElement(_ tag: XMLTag, _ cursor: XMLCursor)
    mutating func endElement(_ cursor: XMLCursor)
    /// Character data with its references resolved, perhaps in several pieces.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor)
    /// The content of one CDATA section.
    mutating func characterData(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor)
    /// Something that is neither element nor text.
    mutating func notice(_ notice: XMLNotice, _ cursor: XMLCursor)

    // The parser knows the handler only as an address and a type. These have defaults; nobody else writes them.
    static func start(at handler: UnsafeMutableRawPointer, _ tag: XMLTag, _ cursor: XMLCursor)
    static func end(at handler: UnsafeMutableRawPointer, _ cursor: XMLCursor)
    static func text(at handler: UnsafeMutableRawPointer, _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor)
    static func characterData(
        at handler: UnsafeMutableRawPointer, _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor
    )
    static func notice(at handler: UnsafeMutableRawPointer, _ notice: XMLNotice, _ cursor: XMLCursor)
}

/// What an event handler is told besides elements and text. The cursor's offset is where the parser stands.
package enum XMLNotice: Equatable, Sendable {
    case comment
    case processingInstruction
    /// A document type declaration that declares nothing.
    case documentType
    /// A prefix of the element that is about to start is not bound; its name and namespace are as if it had none.
    case undeclaredPrefix
    /// Something else that the namespace recommendation forbids.
    case namespaceFault
}

extension XMLEventHandler {
    package mutating func notice(_ notice: XMLNotice, _ cursor: XMLCursor) {}

    @inlinable
    package static func start(at handler: UnsafeMutableRawPointer, _ tag: XMLTag, _ cursor: XMLCursor) {
        handler.assumingMemoryBound(to: Self.self).pointee.startElement(tag, cursor)
    }

    @inlinable
    package static func end(at handler: UnsafeMutableRawPointer, _ cursor: XMLCursor) {
        handler.assumingMemoryBound(to: Self.self).pointee.endElement(cursor)
    }

    @inlinable
    package static func text(
        at handler: UnsafeMutableRawPointer, _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor
    ) {
        handler.assumingMemoryBound(to: Self.self).pointee.text(bytes, cursor)
    }

    @inlinable
    package static func characterData(
        at handler: UnsafeMutableRawPointer, _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor
    ) {
        handler.assumingMemoryBound(to: Self.self).pointee.characterData(bytes, cursor)
    }

    @inlinable
    package static func notice(at handler: UnsafeMutableRawPointer, _ notice: XMLNotice, _ cursor: XMLCursor) {
        handler.assumingMemoryBound(to: Self.self).pointee.notice(notice, cursor)
    }
}
