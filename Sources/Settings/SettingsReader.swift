/// Reads lists of settings in the forms that administrators have: Intune's profiles as Graph exports them (JSON), and rows
/// of address, type and value (CSV).
package enum SettingsReader {
    /// What a file is, told by how it begins.
    package enum Form: Equatable, Sendable {
        case json, rows
    }

    /// The form of a file that may hold settings; nil for anything else, such as a message.
    package static func form(of bytes: [UInt8]) -> Form? {
        // The beginning tells; of UTF-16 every second byte.
        let start = String(decoding: bytes.prefix(4096).filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self)
        let rest = start.drop { $0.isWhitespace }
        guard let first = rest.first, first != "<" else { return nil }
        if first == "{" || first == "[" { return .json }
        return SettingRows.isLikely(rest) ? .rows : nil
    }

    /// - Throws: `SettingsError` for the first thing that cannot be read.
    package static func read(_ bytes: [UInt8], as form: Form) throws(SettingsError) -> SettingsReading {
        let reading = try readAll(bytes, as: form)
        if let fault = reading.faults.first { throw fault }
        return reading
    }

    /// Reads what can be read: a setting that cannot is among the faults, and those behind it are read all the same.
    /// - Throws: `SettingsError` where the file is no list at all.
    package static func readAll(_ bytes: [UInt8], as form: Form) throws(SettingsError) -> SettingsReading {
        let text = try SettingsText.decode(bytes)
        switch form {
        case .json: return try IntuneProfiles.read(text)
        case .rows: return try SettingRows.read(text)
        }
    }
}
