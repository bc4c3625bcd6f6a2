/// Escaping: what must be, and nothing else.
extension XMLWriter {
    /// Character data. `&`, `<` and `>` are escaped, a carriage return becomes `&#xD;` (a reader would turn it into a line
    /// feed, XML 1.0 section 2.11), and what XML 1.0 cannot carry becomes U+FFFD.
    package mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { escape($0, isAttribute: false) }
    }

    /// An attribute's value, without its quotes: as text, and `"`, tab and line feed are escaped too.
    package mutating func attributeValue(_ text: String) {
        var text = text
        text.withUTF8 { escape($0, isAttribute: true) }
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>, isAttribute: Bool) {
        var start = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            // Most bytes are letters: one comparison lets them pass.
            guard byte < 0x3F || byte == 0xEF else {
                index &+= 1
                continue
            }
            let length = byte == 0xEF ? Self.nonCharacterLength(text, at: index) : 1
            guard length > 0, let escape = Self.escape(of: byte, isAttribute: isAttribute) else {
                index &+= 1
                continue
            }
            append(text[start..<index])
            raw(escape)
            index += length
            start = index
        }
        append(text[start...])
    }

    /// 3 if U+FFFE or U+FFFF stands here, which XML cannot carry; 0 if not.
    private static func nonCharacterLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard index + 2 < text.count, text[index + 1] == 0xBF else { return 0 }
        return text[index + 2] >= 0xBE ? 3 : 0
    }

    private static func escape(of byte: UInt8, isAttribute: Bool) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case 0x0D: "&#xD;"
        case 0x22: isAttribute ? "&quot;" : nil
        case 0x09: isAttribute ? "&#x9;" : nil
        case 0x0A: isAttribute ? "&#xA;" : nil
        case 0x00..<0x20, 0xEF: "\u{FFFD}"
        default: nil
        }
    }
}
