/// The text of a file of settings: UTF-8 or UTF-16, with a byte order mark or without, as editors and PowerShell write it.
enum SettingsText {
    static func decode(_ bytes: [UInt8]) throws(SettingsError) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), bigEndian: true) }
        // Every list of settings begins with a character of ASCII, so one of the first two bytes of UTF-16 is 0.
        if bytes.count > 1, bytes[1] == 0, bytes[0] != 0 { return try utf16(bytes[...], bigEndian: false) }
        if bytes.count > 1, bytes[0] == 0, bytes[1] != 0 { return try utf16(bytes[...], bigEndian: true) }
        let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if let text = String(validating: rest, as: UTF8.self) { return text }
        let good = String(decoding: rest, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
        throw SettingsError(
            line: good.utf8.count { $0 == 0x0A } + 1,
            "the text is not UTF-8; save the file as UTF-8, in Excel as \"CSV UTF-8\"")
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) throws(SettingsError) -> String {
        guard bytes.count.isMultiple(of: 2) else {
            throw SettingsError("the text is UTF-16 with half a character at its end; save the file as UTF-8")
        }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index -> UInt16 in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return bigEndian ? first << 8 | second : second << 8 | first
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw SettingsError("the text is UTF-16 with half a character in it; save the file as UTF-8")
        }
        return text
    }
}
