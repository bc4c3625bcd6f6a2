package import JSON
internal import Notation
internal import XML

/// The value of a setting as Intune's JSON has it: read here for files and for the lab's API alike, so that one and the same
/// profile comes to a phone in the same octets on both ways.
extension OmaValue {
    /// How much is taken that Graph itself would not take.
    package enum Tolerance: Sendable {
        /// As Graph writes it.
        case none
        /// As people and scripts write files: numbers, truth values and times as any text, which the phone judges, and XML as
        /// it is.
        case texts
    }

    /// What is wrong with a value, to follow *the value of …*.
    package struct Mismatch: Error, Sendable {
        package var message: String
    }

    /// - Parameters:
    ///   - json: nil and null where there is none.
    ///   - fileName: kept for the types that come from files.
    package init(
        _ json: JSONValue?, _ type: SettingType, fileName: String? = nil, tolerating tolerance: Tolerance
    ) throws(Mismatch) {
        guard let json, json != .null else { throw Mismatch(message: "is missing") }
        switch (type, json) {
        case (.boolean, .bool(let flag)): self = .boolean(flag)
        case (.integer, .integer(let number)):
            guard tolerance == .texts || Int32(exactly: number) != nil else {
                throw Mismatch(message: "is \(number), which is no number of 32 bits")
            }
            self.init(.integer, String(number))
        case (.floatingPoint, .integer(let number)): self.init(.floatingPoint, String(number))
        case (.floatingPoint, .number(let number)): self = .floatingPoint(number)
        case (.boolean, .string(let text)), (.integer, .string(let text)), (.floatingPoint, .string(let text)):
            guard tolerance == .texts else { throw .wrong(json, type) }
            self.init(type, text)
        case (.string, .string(let text)): self = .string(text)
        case (.dateTime, .string(let text)): self = try Self.time(text, tolerance)
        case (.base64, .string(let text)):
            guard Base64.decode(text) != nil else { throw Mismatch(message: "is not base64") }
            self = .base64(text, fileName: fileName)
        case (.stringXML, .string(let text)): self = .xml(try Self.xml(text, tolerance), fileName: fileName)
        default: throw .wrong(json, type)
        }
    }

    /// Inferred: no page tells in which zone Intune writes a time. All are written in UTC here.
    private static func time(_ text: String, _ tolerance: Tolerance) throws(Mismatch) -> OmaValue {
        if let instant = Instant(iso8601: text.uppercased(), zone: .needed) { return .dateTime(instant) }
        guard tolerance == .texts else {
            throw Mismatch(message: "is no point in time with zone, such as 2017-05-01T00:00:00Z")
        }
        return OmaValue(.dateTime, text)
    }

    /// Graph carries XML as base64 of its UTF-8; who writes a profile by hand writes it plain.
    private static func xml(_ text: String, _ tolerance: Tolerance) throws(Mismatch) -> String {
        if tolerance == .texts, text.trimmed.hasPrefix("<") { return text }
        guard let bytes = Base64.decode(text) else {
            throw Mismatch(
                message: tolerance == .texts
                    ? "is neither base64 of an XML text nor XML itself" : "is not base64 of an XML text")
        }
        let rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let xml = String(validating: rest, as: UTF8.self) else {
            throw Mismatch(message: "is base64 of something that is not UTF-8")
        }
        return xml
    }
}

extension OmaValue.Mismatch {
    fileprivate static func wrong(_ json: JSONValue, _ type: SettingType) -> OmaValue.Mismatch {
        let words =
            switch json {
            case .bool(let flag): "\(flag)"
            case .integer(let number): "the number \(number)"
            case .number(let number): "the number \(number)"
            case .string(let text): "the text \(VisibleText.quoted(text, most: 30))"
            case .array, .object, .null: "a list or an object"
            }
        return OmaValue.Mismatch(message: "is \(words), and the setting is of type \(type.rawValue)")
    }
}
