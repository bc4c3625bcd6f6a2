internal import CLibXML2

/// Turns byte offsets into lines and columns. Ascending offsets cost one pass over the text together.
package struct PlaceFinder {
    private let source: UnsafeBufferPointer<UInt8>
    private let isASCII: Bool
    private var offset = 0
    /// The first line feed at or after `offset`; -1 if it is not known, the text's end if there is none.
    private var newline = -1
    private var found = XMLPlace.start

    /// - Parameters:
    ///   - source: UTF-8, good as long as the finder is used.
    ///   - isASCII: whether it is known that every character is one byte.
    package init(source: UnsafeBufferPointer<UInt8>, isASCII: Bool = false) {
        self.source = source
        self.isASCII = isASCII
    }

    /// The place of a byte; that of the end for offsets beyond it.
    package mutating func place(of target: Int) -> XMLPlace {
        let target = min(max(0, target), source.count)
        if target < offset {
            offset = 0
            newline = -1
            found = .start
        }
        guard let start = source.baseAddress else { return found }
        if newline < 0 { newline = Self.newline(in: source, from: offset) }
        while newline < target {
            offset = newline + 1
            found.line += 1
            found.column = 1
            newline = Self.newline(in: source, from: offset)
        }
        let count = target - offset
        found.column += isASCII ? count : understudy_count_characters(start + offset, count)
        offset = target
        return found
    }

    private static func newline(in source: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
        guard let start = source.baseAddress, let found = memchr(start + offset, 0x0A, source.count - offset) else {
            return source.count
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
}
