/// A value of JSON or of a flow file. Texts are octets, because captures hold what is no text in them.
indirect enum StructuredValue: Equatable {
    case object([Member])
    case list([StructuredValue])
    case octets([UInt8])
    /// As it is written.
    case number(String)
    case flag(Bool)
    case null

    struct Member: Equatable {
        var name: String
        var value: StructuredValue
    }

    /// The member of an object; the last of a name counts.
    subscript(name: String) -> StructuredValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    var list: [StructuredValue]? { if case .list(let values) = self { values } else { nil } }

    var octets: [UInt8]? { if case .octets(let octets) = self { octets } else { nil } }

    /// A text, U+FFFD for what is no UTF-8.
    var text: String? { octets.map { String(decoding: $0, as: UTF8.self) } }

    /// A whole number; also one that is written as a text.
    var integer: Int? {
        switch self {
        case .number(let digits): Int(digits)
        case .octets(let octets): Int(String(decoding: octets, as: UTF8.self))
        case .object, .list, .flag, .null: nil
        }
    }
}
