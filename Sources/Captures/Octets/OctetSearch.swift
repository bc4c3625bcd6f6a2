internal import Foundation

extension [UInt8] {
    /// Where a text stands first at or after an offset.
    func offset(of text: String, from start: Int = 0) -> Int? {
        offset(of: Array(text.utf8), from: start)
    }

    /// Where an octet stands first at or after an offset.
    func offset(ofOctet octet: UInt8, from start: Int) -> Int? {
        guard start >= 0, start < count else { return nil }
        return withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + start, Int32(octet), buffer.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    /// Where these octets stand first at or after an offset.
    func offset(of needle: [UInt8], from start: Int = 0) -> Int? {
        guard let first = needle.first else { return start }
        return withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var offset = start
            while offset >= 0, offset <= buffer.count - needle.count {
                let room = buffer.count - needle.count - offset + 1
                guard let found = memchr(base + offset, Int32(first), room) else { return nil }
                let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                if memcmp(base + place, needle, needle.count) == 0 { return place }
                offset = place + 1
            }
            return nil
        }
    }

    /// Whether a text stands at an offset.
    func holds(_ text: String, at offset: Int) -> Bool {
        guard offset >= 0, offset <= count else { return false }
        var place = offset
        for octet in text.utf8 {
            guard place < count, self[place] == octet else { return false }
            place += 1
        }
        return true
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks, tabs and line ends at either end.
    var trimmed: ArraySlice<UInt8> {
        let rest = drop(while: \.isBlank)
        let end = rest.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? rest.startIndex
        return rest[..<end]
    }

    /// As text; what is no UTF-8 becomes U+FFFD.
    var text: String { String(decoding: self, as: UTF8.self) }
}

extension UInt8 {
    /// A blank, tab or line end.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

    var isDigit: Bool { (0x30...0x39).contains(self) }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    /// What the name of an element or of a field may begin with, in ASCII.
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
