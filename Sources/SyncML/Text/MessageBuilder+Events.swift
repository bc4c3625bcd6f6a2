internal import XML

/// The parser's way in. The protocol has these by default; written here they save a second dispatch for every event.
extension MessageBuilder {
    @inline(__always)
    private static func builder(_ handler: UnsafeMutableRawPointer) -> UnsafeMutablePointer<MessageBuilder> {
        handler.assumingMemoryBound(to: MessageBuilder.self)
    }

    static func start(at handler: UnsafeMutableRawPointer, _ tag: XMLTag, _ cursor: XMLCursor) {
        builder(handler).pointee.startElement(tag, cursor)
    }

    static func end(at handler: UnsafeMutableRawPointer, _ cursor: XMLCursor) {
        builder(handler).pointee.endElement(cursor)
    }

    static func text(at handler: UnsafeMutableRawPointer, _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {
        builder(handler).pointee.text(bytes, cursor)
    }
}
