import Foundation
import XML

/// How the control API writes JSON: the same text for the same value, and nothing in it that steers a terminal.
enum ControlJSON {
    static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Data(VisibleText.json(String(decoding: try encoder.encode(value), as: UTF8.self)).utf8)
    }
}
