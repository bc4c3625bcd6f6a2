internal import CLibXML2

/// Turns byte offsets into lines and columns. Ascending offsets cost one pass over the text together.
package struct PlaceFinder {
    private let source: UnsafeBufferPointer<UInt8>
    private let isASCII: Bool
    private var offset = 0
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
            found = .start
        }
        guard let start = source.baseAddress else { return found }
        while offset < target, let newline = memchr(start + offset, 0x0A, target - offset) {
            offset = UnsafeRawPointer(newline) - UnsafeRawPointer(start) + 1
            found.line += 1
            found.column = 1
        }
        let count = target - offset
        found.column += isASCII ? count : understudy_count_characters(start + offset, count)
        offset = target
        return found
    }
}
