internal import Notation
internal import XML

/// The value of a setting in Intune's JSON, numbers and truth values kept apart.
enum IntuneValue: Decodable, Equatable {
    case truth(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    /// An object or a list, which no setting has.
    case other

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.singleValueContainer() else {
            self = .other
            return
        }
        if let value = try? container.decode(Bool.self) {
            self = .truth(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else {
            self = .other
        }
    }

    /// What is wrong with a value, to follow *the value of …*.
    struct Mismatch: Error {
        var message: String
    }

    /// The value as it travels.
    static func text(_ value: IntuneValue?, _ type: SettingType) throws(Mismatch) -> String {
        guard let value else { throw Mismatch(message: "is missing") }
        switch (type, value) {
        case (.boolean, .truth(let flag)): return flag ? "true" : "false"
        // Written as a text, as scripts do; the phone judges what it is.
        case (.boolean, .text(let text)), (.integer, .text(let text)), (.floatingPoint, .text(let text)): return text
        case (.integer, .integer(let number)), (.floatingPoint, .integer(let number)): return String(number)
        case (.floatingPoint, .number(let number)): return String(number)
        case (.string, .text(let text)), (.dateTime, .text(let text)): return text
        case (.base64, .text(let text)):
            guard Base64.decode(text) != nil else { throw Mismatch(message: "is not base64") }
            return text
        case (.stringXML, .text(let text)): return try xml(text)
        default: throw Mismatch(message: "is \(value.words), and the setting is of type \(type.rawValue)")
        }
    }

    /// Graph carries XML as base64 of its UTF-8; who writes a profile by hand writes it plain.
    private static func xml(_ text: String) throws(Mismatch) -> String {
        if text.trimmed.hasPrefix("<") { return text }
        guard let bytes = Base64.decode(text) else {
            throw Mismatch(message: "is neither base64 of an XML text nor XML itself")
        }
        let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let xml = String(validating: rest, as: UTF8.self) else {
            throw Mismatch(message: "is base64 of something that is not UTF-8")
        }
        return xml
    }

    private var words: String {
        switch self {
        case .truth(let flag): "\(flag)"
        case .integer(let number): "the number \(number)"
        case .number(let number): "the number \(number)"
        case .text(let text): "the text \(VisibleText.quoted(text, most: 30))"
        case .other: "a list or an object"
        }
    }
}
