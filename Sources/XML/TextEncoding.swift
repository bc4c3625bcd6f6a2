internal import CLibXML2

/// In which encoding a text is, told from its first bytes and its XML declaration (XML 1.0, appendix F), with the lies
/// that servers tell: a byte order mark beats the declaration, and so do the bytes themselves.
package struct TextEncoding: Equatable, Sendable {
    /// What is unusual about the encoding, although the text can be read.
    package struct Oddities: OptionSet, Equatable, Sendable {
        package var rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// A UTF-8 byte order mark.
        package static let byteOrderMark = Oddities(rawValue: 1)
        /// UTF-16, with or without byte order mark.
        package static let utf16 = Oddities(rawValue: 2)
        /// The declaration names an encoding that the text is not in.
        package static let wrongDeclaration = Oddities(rawValue: 4)
    }

    enum Form: Equatable {
        case utf8
        case utf16(bigEndian: Bool)
        /// Something that libxml2 may know by name.
        case other(String)
    }

    var form: Form
    /// The bytes of the byte order mark.
    var markLength: Int
    package var oddities: Oddities

    var isUTF8: Bool { form == .utf8 }

    /// Looks at the beginning of a text.
    static func detect(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLError) -> TextEncoding {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            let declared = declaredEncoding(UnsafeBufferPointer(rebasing: bytes[3...]))
            let isWrong = !(declared.map(isUTF8Name) ?? true)
            return TextEncoding(
                form: .utf8, markLength: 3, oddities: isWrong ? [.byteOrderMark, .wrongDeclaration] : .byteOrderMark
            )
        }
        if let wide = detectUTF16(bytes) { return wide }
        guard let declared = declaredEncoding(bytes), !isUTF8Name(declared) else {
            return TextEncoding(form: .utf8, markLength: 0, oddities: [])
        }
        // Bytes that can be read as ASCII so far are not UTF-16, whatever is declared (observed.md, *Status and Results*).
        let name = declared.uppercased()
        if name.hasPrefix("UTF-16") || name.hasPrefix("UTF16") || name.hasPrefix("UCS-2") || name.contains("10646") {
            return TextEncoding(form: .utf8, markLength: 0, oddities: .wrongDeclaration)
        }
        return TextEncoding(form: .other(declared), markLength: 0, oddities: [])
    }

    private static func detectUTF16(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        guard bytes.count >= 2 else { return nil }
        let found: (bigEndian: Bool, mark: Int)? =
            switch (bytes[0], bytes[1]) {
            case (0xFF, 0xFE): (false, 2)
            case (0xFE, 0xFF): (true, 2)
            case (let first, 0) where isFirstCharacter(first): (false, 0)
            case (0, let second) where isFirstCharacter(second): (true, 0)
            default: nil
            }
        guard let found else { return nil }
        var encoding = TextEncoding(form: .utf16(bigEndian: found.bigEndian), markLength: found.mark, oddities: .utf16)
        // The declaration in one-byte form: every second byte.
        let skip = found.bigEndian ? 1 : 0
        let narrow = stride(from: found.mark + skip, to: min(bytes.count, 400), by: 2).map { bytes[$0] }
        let declared = narrow.withUnsafeBufferPointer { declaredEncoding($0) }
        if let declared, !declared.uppercased().hasPrefix("UTF-16") { encoding.oddities.insert(.wrongDeclaration) }
        return encoding
    }

    /// `<` or a blank: what a document can begin with.
    private static func isFirstCharacter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isUTF8Name(_ name: String) -> Bool {
        let name = name.uppercased()
        return name == "UTF-8" || name == "UTF8" || name == "US-ASCII" || name == "ASCII"
    }

    /// The encoding that the XML declaration names, if the text begins with one.
    static func declaredEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard bytes.count > 6, bytes[0] == UInt8(ascii: "<"), bytes[1] == UInt8(ascii: "?"), bytes[2] == 0x78,
            bytes[3] == 0x6D, bytes[4] == 0x6C, let start = bytes.baseAddress,
            let close = memchr(start, 0x3E, min(bytes.count, 400))
        else { return nil }
        let end = UnsafeRawPointer(close) - UnsafeRawPointer(start)
        var index = 5
        while index + 8 < end {
            guard bytes[index] == 0x65, memcmp(start + index, "encoding", 8) == 0 else {
                index += 1
                continue
            }
            return quotedValue(bytes, from: index + 8, to: end)
        }
        return nil
    }

    private static func quotedValue(_ bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int) -> String? {
        var index = from
        while index < end, bytes[index] != 0x22, bytes[index] != 0x27 { index += 1 }
        guard index < end else { return nil }
        let first = index + 1
        var last = first
        while last < end, bytes[last] != bytes[index] { last += 1 }
        guard last < end else { return nil }
        return String(decoding: bytes[first..<last], as: UTF8.self)
    }
}
