package import Notation
package import SyncML

/// A setting of a custom profile (Graph: *omaSetting* and those that inherit from it).
package struct OmaSetting: Codable, Equatable, Sendable {
    package var displayName: String
    package var description: String?
    package var omaURI: String
    package var value: OmaValue

    package init(displayName: String, description: String? = nil, omaURI: String, value: OmaValue) {
        self.displayName = displayName
        self.description = description
        self.omaURI = omaURI
        self.value = value
    }

    /// The command by which it is written.
    /// - Parameter verb: Add, or Replace where the phone has the node.
    package func command(_ verb: AccessCommand.Verb) -> Command {
        let meta = Meta(format: value.format)
        return .access(AccessCommand(verb, id: nil, items: [Item(target: omaURI, meta: meta, data: .text(value.data))]))
    }

    /// The address in the form in which two are compared: without blanks around it, in lower case.
    package var comparedURI: String { Self.comparedURI(omaURI) }

    static func comparedURI(_ address: String) -> String { address.trimmed.lowercased() }
}

/// The value of a setting, by the types that custom profiles have.
package enum OmaValue: Codable, Equatable, Sendable {
    case string(String)
    case integer(Int32)
    case boolean(Bool)
    /// Octets as Base64.
    case base64(String, fileName: String?)
    case xml(String, fileName: String?)
    case dateTime(Instant)
    case floatingPoint(Double)

    /// `@odata.type` of Graph, without `#microsoft.graph.`.
    package var typeName: String {
        switch self {
        case .string: "omaSettingString"
        case .integer: "omaSettingInteger"
        case .boolean: "omaSettingBoolean"
        case .base64: "omaSettingBase64"
        case .xml: "omaSettingStringXml"
        case .dateTime: "omaSettingDateTime"
        case .floatingPoint: "omaSettingFloatingPoint"
        }
    }

    /// Meta/Format of the command.
    ///
    /// Inferred: no page tells what Intune writes. XML and times go as text, because the nodes that take them are `chr`.
    package var format: ValueFormat {
        switch self {
        case .string, .xml, .dateTime: .chr
        case .integer: .int
        case .boolean: .bool
        case .base64: .b64
        case .floatingPoint: .float
        }
    }

    /// The file that the value came from.
    var fileName: String? {
        switch self {
        case .base64(_, let name), .xml(_, let name): name
        case .string, .integer, .boolean, .dateTime, .floatingPoint: nil
        }
    }

    /// The value as it travels in Data.
    package var data: String {
        switch self {
        case .string(let text), .base64(let text, _), .xml(let text, _): text
        case .integer(let number): String(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .dateTime(let instant): instant.text
        case .floatingPoint(let number): String(number)
        }
    }
}
