package import Notation
package import SyncML

/// The value of a setting, by the types that Intune's custom profiles have: what an administrator writes down, what the lab
/// keeps, and what a phone is sent.
package struct OmaValue: Codable, Equatable, Sendable {
    package let type: SettingType
    /// The value as it travels in Data.
    package let data: String
    /// Of Base64 and XML: the file that the value came from.
    package let fileName: String?

    init(_ type: SettingType, _ data: String, fileName: String? = nil) {
        self.type = type
        self.data = data
        self.fileName = fileName
    }

    package static func string(_ text: String) -> OmaValue { OmaValue(.string, text) }
    package static func integer(_ number: Int32) -> OmaValue { OmaValue(.integer, String(number)) }
    package static func boolean(_ flag: Bool) -> OmaValue { OmaValue(.boolean, flag ? "true" : "false") }
    package static func floatingPoint(_ number: Double) -> OmaValue { OmaValue(.floatingPoint, text(number)) }
    package static func dateTime(_ instant: Instant) -> OmaValue { OmaValue(.dateTime, instant.text) }

    /// Octets as Base64.
    package static func base64(_ text: String, fileName: String?) -> OmaValue {
        OmaValue(.base64, text, fileName: fileName)
    }

    package static func xml(_ text: String, fileName: String?) -> OmaValue {
        OmaValue(.stringXML, text, fileName: fileName)
    }

    /// Meta/Format of the command.
    package var format: ValueFormat { ValueFormat(rawValue: type.format) }

    /// A whole number is written without a fraction, as JSON has it.
    static func text(_ number: Double) -> String { Int64(exactly: number).map(String.init) ?? String(number) }
}
