internal import Notation

/// Names and values as a form of HTML sends them, and as they stand in a query (`application/x-www-form-urlencoded`).
struct FormFields: Equatable, Sendable {
    private var fields: [(name: String, value: String)]

    init(_ fields: [(String, String)]) {
        self.fields = fields.map { (name: $0.0, value: $0.1) }
    }

    /// - Returns: nil for a text with an escape that is none.
    init?(_ text: some StringProtocol) {
        fields = []
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(sides[0]), let value = sides.count > 1 ? Self.decoded(sides[1]) : "" else {
                return nil
            }
            fields.append((name: name, value: value))
        }
    }

    private static func decoded(_ octets: some Collection<UInt8>) -> String? {
        let spaced = octets.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return spaced.percentDecoded.map { String(decoding: $0, as: UTF8.self) }
    }

    /// All values of a name, in order.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The first value of a name.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// As it stands in a query.
    var encoded: String {
        fields.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }

    static func == (left: FormFields, right: FormFields) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }
}
