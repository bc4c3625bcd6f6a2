/// Names and values as a form of HTML sends them, and as they stand in a query (`application/x-www-form-urlencoded`, WHATWG
/// URL section 5.1).
package struct FormFields: Equatable, Sendable {
    private let fields: [(name: String, value: String)]

    package init(_ fields: [(String, String)]) {
        self.fields = fields.map { (name: $0.0, value: $0.1) }
    }

    /// - Returns: nil for octets with an escape that is none, or that are no UTF-8.
    package init?(_ octets: some Collection<UInt8>) {
        var fields: [(name: String, value: String)] = []
        for part in octets.split(separator: UInt8(ascii: "&")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.text(sides[0]), let value = sides.count > 1 ? Self.text(sides[1]) : "" else {
                return nil
            }
            fields.append((name: name, value: value))
        }
        self.fields = fields
    }

    /// A name or a value: `+` is a blank.
    package static func text(_ octets: some Collection<UInt8>) -> String? {
        octets.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }.percentDecoded.flatMap {
            String(validating: $0, as: UTF8.self)
        }
    }

    /// All values of a name, in order.
    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The first value of a name.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The first value of each name, for who asks for many.
    package var firstValues: [String: String] {
        Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// Whether a name stands twice, so that nobody could say which of its values counts.
    package var hasRepetition: Bool { Set(fields.map(\.name)).count < fields.count }

    /// As it stands in a query.
    package var encoded: String {
        fields.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }

    package static func == (left: FormFields, right: FormFields) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }
}
