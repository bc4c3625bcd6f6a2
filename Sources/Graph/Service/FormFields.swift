internal import Notation

/// The fields of a form (`application/x-www-form-urlencoded`, WHATWG URL section 5.1).
package struct FormFields: Equatable, Sendable {
    private let fields: [String: String]

    /// - Returns: nil where it cannot be read, or where a field stands twice: nobody could say which counts.
    package init?(_ octets: [UInt8]) {
        var fields: [String: String] = [:]
        for part in octets.split(separator: UInt8(ascii: "&")) {
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.text(pair[0]), let value = Self.text(pair.count == 2 ? pair[1] : []),
                fields.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        self.fields = fields
    }

    package subscript(name: String) -> String? { fields[name] }

    /// A name or a value: `+` is a blank.
    static func text(_ octets: some Collection<UInt8>) -> String? {
        octets.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }.percentDecoded.flatMap {
            String(validating: $0, as: UTF8.self)
        }
    }
}
