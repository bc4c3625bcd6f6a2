internal import CLibXML2

/// The parser as an event handler sees it: where it stands, and how to stop it.
package struct XMLCursor {
    let state: UnsafeMutablePointer<ParserState>

    /// How many bytes of the source (the text as UTF-8, without a byte order mark) are read. In a start event that is the
    /// place of the `>` or `/>`, in an end event the place after the end tag. Never more than the source has.
    package var offset: Int { state.offset }

    /// Where the `<` of the tag stands that the current start or end event belongs to.
    package var tagOffset: Int {
        state.tagOffset(before: offset)
    }

    /// Whether the bytes are part of the source and stay there until the parser has finished.
    package func isInSource(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        let source = UnsafePointer(state.pointee.source)
        return start >= source && start < source + state.pointee.length
    }

    /// The source's size in bytes.
    package var sourceLength: Int { state.pointee.length }

    /// Whether every character of the source is one byte.
    package var isASCII: Bool { state.pointee.isASCII }

    /// A part of the source; empty where the range is not in it.
    package func source(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        guard range.lowerBound >= 0, range.upperBound <= state.pointee.length else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(start: UnsafePointer(state.pointee.source) + range.lowerBound, count: range.count)
    }

    /// Ends the reading: the parser throws `XMLError.Code.stopped` with this message and place.
    package func stop(_ message: String, at offset: Int) {
        state.pointee.fail(.stopped, message, at: offset)
        xmlStopParser(state.pointee.context)
    }
}
