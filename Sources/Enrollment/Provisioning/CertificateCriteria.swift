/// SSLCLIENTCERTSEARCHCRITERIA: which certificate the phone shows to the server (w7 APPLICATION CSP; csp.md 10.3),
/// such as `Subject=CN%3DTester&Stores=My%5CUser`.
package struct CertificateCriteria: Equatable, Sendable {
    /// Distinguished names, unescaped.
    package var subjects: [String] = []
    /// Names of stores as they were written, unescaped, such as `My\User`.
    package var stores: [String] = []

    package init() {}

    /// - Throws: what is wrong with the text.
    package init(_ text: String) throws(SettingError) {
        // Samples escape the `&` once too often.
        for part in text.split(separator: "&").map({ $0.hasPrefix("amp;") ? $0.dropFirst(4) : $0 }) {
            guard let equals = part.firstIndex(of: "=") else { throw Self.error("\(part) has no value") }
            guard let value = Self.unescape(part[part.index(after: equals)...]) else {
                throw Self.error("\(part) is escaped wrongly")
            }
            let values = value.split(separator: "\u{F000}").map(String.init)
            switch part[..<equals].lowercased() {
            case "subject": subjects += values
            case "stores": stores += values
            // Other criteria are ignored (MS-MDE2 2.2.9.5).
            default: continue
            }
        }
        // The user's store is the documented one; joined phones have theirs in the other (C27).
        for store in stores where !["my\\user", "my\\system"].contains(store.lowercased()) {
            throw Self.error("there is no store \(store)")
        }
    }

    private static func error(_ reason: String) -> SettingError {
        SettingError(
            .unreadable, name: "SSLCLIENTCERTSEARCHCRITERIA",
            message: "SSLCLIENTCERTSEARCHCRITERIA cannot be used because \(reason): write it like "
                + "Subject=CN%3DTester&Stores=My%5CUser.")
    }

    /// The text that percent escapes stand for; nil for a broken escape or for octets that are no UTF-8.
    private static func unescape(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let digits = String(rest.prefix(2)), digits.count == 2, let value = UInt8(digits, radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
