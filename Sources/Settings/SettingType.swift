import Notation

/// The types of values that Intune's custom profiles know.
package enum SettingType: String, Codable, Equatable, Sendable, CaseIterable {
    case string, stringXML, integer, floatingPoint, boolean, dateTime, base64
    /// A node without a value, which only rows of a table can ask for.
    case node

    /// Meta/Format of the command.
    ///
    /// Inferred: no page tells what Intune writes. XML and times go as text, because the nodes that take them are `chr`.
    var format: String {
        switch self {
        case .string, .stringXML, .dateTime: "chr"
        case .integer: "int"
        case .floatingPoint: "float"
        case .boolean: "bool"
        case .base64: "b64"
        case .node: "node"
        }
    }

    /// The type's name in Graph, without `#microsoft.graph.`; nil for what no profile has.
    package var graphName: String? {
        switch self {
        case .string: "omaSettingString"
        case .stringXML: "omaSettingStringXml"
        case .integer: "omaSettingInteger"
        case .floatingPoint: "omaSettingFloatingPoint"
        case .boolean: "omaSettingBoolean"
        case .dateTime: "omaSettingDateTime"
        case .base64: "omaSettingBase64"
        case .node: nil
        }
    }

    /// The type by the name that Graph gives it: `#microsoft.graph.omaSettingInteger`.
    package init?(graphName: String) {
        let name = graphName.split(separator: ".").last?.lowercased()
        guard let type = Self.allCases.first(where: { $0.graphName.map { $0.lowercased() == name } ?? false }) else {
            return nil
        }
        self = type
    }

    /// The type by the word that a person writes: as the portal shows it, as SyncML has it, or as Graph names it.
    package init?(word: String) {
        let letters = word.lowercased().filter { $0.isLetter || $0.isNumber }
        switch letters {
        case "string", "chr", "text": self = .string
        case "stringxml", "stringxmlfile", "xml": self = .stringXML
        case "integer", "int", "number": self = .integer
        case "floatingpoint", "float", "double": self = .floatingPoint
        case "boolean", "bool": self = .boolean
        case "dateandtime", "datetime", "date", "time": self = .dateTime
        case "base64", "base64file", "b64", "bin": self = .base64
        case "node": self = .node
        default:
            guard letters.contains("omasetting"), let type = SettingType(graphName: word) else { return nil }
            self = type
        }
    }

    /// The words that are taken, for a sentence.
    package static let words = "String, String (XML file), Integer, Floating point, Boolean, Date and time, Base64"
}
