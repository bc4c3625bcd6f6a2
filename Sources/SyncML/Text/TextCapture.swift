/// Collects the text of one element. Text that comes in one piece is not copied until it becomes a string.
struct TextCapture {
    /// Whether text is wanted now.
    var isOn = false
    /// Whether the whole source is ASCII.
    var isASCII = false
    /// One piece of the source, if there was no other.
    private var first: UnsafePointer<UInt8>?
    private var count = 0
    /// All pieces, if there were several.
    private var pieces: [UInt8] = []
    private var hasPieces = false

    mutating func start() {
        isOn = true
        first = nil
        count = 0
        hasPieces = false
    }

    /// - Parameter isStable: whether the bytes stay where they are until the element ends.
    @inline(__always)
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, isStable: Bool) {
        guard !hasPieces else {
            pieces.append(contentsOf: bytes)
            return
        }
        if isStable, first == nil {
            first = bytes.baseAddress
            count = bytes.count
        } else if isStable, let first, first + count == bytes.baseAddress {
            count += bytes.count
        } else {
            collect(bytes)
        }
    }

    private mutating func collect(_ bytes: UnsafeBufferPointer<UInt8>) {
        pieces.removeAll(keepingCapacity: true)
        pieces.append(contentsOf: UnsafeBufferPointer(start: first, count: count))
        pieces.append(contentsOf: bytes)
        hasPieces = true
    }

    /// The bytes collected.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        guard hasPieces else { return body(UnsafeBufferPointer(start: first, count: count)) }
        return pieces.withUnsafeBufferPointer(body)
    }

    /// The text as it is.
    @inline(__always)
    func string() -> String {
        guard hasPieces else { return string(UnsafeBufferPointer(start: first, count: count)) }
        return String(decoding: pieces, as: UTF8.self)
    }

    /// The text without blanks at its ends, and whether there were any beside text.
    @inline(__always)
    func trimmed() -> (text: String, wasTrimmed: Bool) {
        guard !hasPieces, count > 0, let first, first[0] > 0x20, first[count &- 1] > 0x20 else {
            return trimmedSlowly()
        }
        return (string(UnsafeBufferPointer(start: first, count: count)), false)
    }

    private func trimmedSlowly() -> (text: String, wasTrimmed: Bool) {
        withBytes { bytes in
            let inner = Self.trim(bytes)
            return (String(decoding: inner, as: UTF8.self), !inner.isEmpty && inner.count < bytes.count)
        }
    }

    /// The text where it stands in the source; empty if it does not stand there in one piece.
    var source: UnsafeBufferPointer<UInt8> {
        hasPieces ? UnsafeBufferPointer(start: nil, count: 0) : UnsafeBufferPointer(start: first, count: count)
    }

    /// Whether the text is this one, byte for byte. Text that does not stand in the source in one piece never is.
    @inline(__always)
    func isSame(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !hasPieces, count == other.count, let first, let second = other.baseAddress else { return false }
        for index in 0..<count where first[index] != second[index] { return false }
        return true
    }

    /// A part of the source, which the parser has found to be UTF-8; libxml2 never cuts within a character.
    @inline(__always)
    private func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: isASCII))
    }

    /// The text as a number: decimal digits only, blanks around them; nil where it is none or too large.
    func number() -> UInt16? {
        guard !hasPieces else { return pieces.withUnsafeBufferPointer { Self.number(Self.trim($0)) } }
        let bytes = UnsafeBufferPointer(start: first, count: count)
        return Self.number(bytes) ?? Self.number(Self.trim(bytes))
    }

    private static func number(_ digits: UnsafeBufferPointer<UInt8>) -> UInt16? {
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for byte in digits {
            let digit = UInt32(byte &- 0x30)
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ digit
            guard value <= UInt32(UInt16.max) else { return nil }
        }
        return UInt16(truncatingIfNeeded: value)
    }

    /// Without the blanks of XML at both ends.
    private static func trim(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, isBlank(bytes[start]) { start += 1 }
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
