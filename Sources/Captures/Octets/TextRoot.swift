internal import Notation

/// The first element of a text, found without reading the text as XML: what stands around it may be anything.
struct TextRoot: Equatable {
    /// Its local name.
    var name: String
    /// Of its `<`.
    var offset: Int
    /// Whether nothing but blanks, declarations and comments stands before it.
    var isFirst: Bool

    /// - Returns: nil where there is no element.
    init?(in text: [UInt8], from start: Int = 0) {
        var offset = start
        var isFirst = true
        while offset < text.count {
            guard text[offset] == UInt8(ascii: "<") else {
                isFirst = isFirst && text[offset].isBlank
                offset += 1
                continue
            }
            if let end = Self.endOfMarkup(text, at: offset) {
                offset = end
            } else if let name = Self.name(in: text, at: offset + 1) {
                self.init(name: name, offset: offset, isFirst: isFirst)
                return
            } else {
                isFirst = false
                offset += 1
            }
        }
        return nil
    }

    /// Whether its own tag ends it, or an end tag of its name stands somewhere behind it.
    func isClosed(in text: [UInt8]) -> Bool {
        if let end = text.offset(ofOctet: UInt8(ascii: ">"), from: offset), text[end - 1] == UInt8(ascii: "/") {
            return true
        }
        var index = text.count - 2
        while index > offset {
            if text.holds("</", at: index), Self.isName(name, in: text, at: index + 2) {
                return text.offset(ofOctet: UInt8(ascii: ">"), from: index) != nil
            }
            index -= 1
        }
        return false
    }

    private init(name: String, offset: Int, isFirst: Bool) {
        self.name = name
        self.offset = offset
        self.isFirst = isFirst
    }

    /// The local name of a tag whose name begins at an offset.
    static func name(in text: [UInt8], at offset: Int) -> String? {
        localName(in: text, at: offset).map { text[$0].text }
    }

    /// Whether a tag whose name begins at an offset has this local name.
    static func isName(_ name: String, in text: [UInt8], at offset: Int) -> Bool {
        guard let range = localName(in: text, at: offset) else { return false }
        return range.count == name.utf8.count && text.holds(name, at: range.lowerBound)
    }

    private static func localName(in text: [UInt8], at offset: Int) -> Range<Int>? {
        guard offset < text.count, text[offset].isLetter || text[offset] == UInt8(ascii: "_") else { return nil }
        var start = offset
        var end = offset
        let most = min(offset + 256, text.count)
        while end < most, isInName(text[end]) {
            // What stands before a colon is a prefix, if anything stands behind it.
            if text[end] == UInt8(ascii: ":"), end + 1 < most, isInName(text[end + 1]) { start = end + 1 }
            end += 1
        }
        return start..<end
    }

    private static func isInName(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...: true
        default: octet.isAlphanumeric
        }
    }

    /// Where a declaration, comment or document type that begins at an offset ends; nil for an element's tag.
    static func endOfMarkup(_ text: [UInt8], at offset: Int) -> Int? {
        if text.holds("<!--", at: offset) {
            return text.offset(of: "-->", from: offset + 4).map { $0 + 3 } ?? text.count
        }
        if text.holds("<?", at: offset) { return text.offset(of: "?>", from: offset + 2).map { $0 + 2 } ?? text.count }
        guard text.holds("<!DOCTYPE", at: offset) else { return nil }
        var depth = 0
        for index in offset..<text.count {
            switch text[index] {
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ">"): if depth <= 0 { return index + 1 }
            default: break
            }
        }
        return text.count
    }
}
