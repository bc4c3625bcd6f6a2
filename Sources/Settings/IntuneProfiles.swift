internal import Foundation
internal import JSON
internal import Notation
internal import XML

/// Intune's custom profiles as Microsoft Graph gives them: one profile, several in a list or under `value`, or the
/// `omaSettings` of one alone (Graph, *windows10CustomConfiguration* and *omaSetting*).
enum IntuneProfiles {
    static func read(_ text: String) throws(SettingsError) -> SettingsReading {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        } catch {
            throw Self.error(error, text)
        }
        var reader = Reader(lines: LineFinder(text))
        reader.read(document)
        guard !reader.reading.settings.isEmpty || !reader.reading.remarks.isEmpty || !reader.reading.faults.isEmpty
        else {
            throw SettingsError(
                "the JSON holds no omaSettings; export a custom profile (windows10CustomConfiguration) with GET "
                    + "/deviceManagement/deviceConfigurations/{id}")
        }
        return reader.reading
    }

    private struct Reader {
        var lines: LineFinder
        var reading = SettingsReading()

        mutating func read(_ document: Document) {
            for entry in document.entries {
                if let settings = entry.omaSettings {
                    for setting in settings { take(setting) }
                } else if entry.omaUri != nil {
                    take(entry)
                } else {
                    let name = entry.displayName.map { " \(VisibleText.quoted($0))" } ?? ""
                    let type = entry.type.map { " of type \(VisibleText.quoted($0))" } ?? ""
                    reading.remarks.append("the entry\(name)\(type) has no omaSettings and is left out")
                }
            }
        }

        private mutating func take(_ entry: Entry) {
            do throws(SettingsError) {
                try add(entry)
            } catch {
                reading.faults.append(error)
            }
        }

        private mutating func add(_ entry: Entry) throws(SettingsError) {
            let line = lines.line(of: entry.omaUri ?? entry.displayName)
            let name = VisibleText.quoted(entry.displayName ?? entry.omaUri ?? "")
            guard let address = entry.omaUri?.trimmed, !address.isEmpty else {
                throw SettingsError(line: line, "the setting \(name) has no omaUri; give its address")
            }
            guard let word = entry.type, let type = SettingType(graphName: word) else {
                throw SettingsError(
                    line: line,
                    "the setting \(name) has \(entry.type.map { "the @odata.type \(VisibleText.quoted($0))" } ?? "no @odata.type"); "
                        + "write #microsoft.graph.omaSettingString, StringXml, Integer, FloatingPoint, Boolean, DateTime or "
                        + "Base64")
            }
            guard entry.isEncrypted != true else {
                let remark =
                    "the setting \(name) is encrypted in the export and left out; fetch its value by "
                    + "getOmaSettingPlainTextValue and set isEncrypted to false"
                return reading.remarks.append((line.map { "line \($0): " } ?? "") + remark)
            }
            let value: OmaValue
            do {
                value = try OmaValue(entry.value, type, tolerating: .texts)
            } catch {
                throw SettingsError(line: line, "the value of \(name) \(error.message)")
            }
            reading.settings.append(
                Setting(name: entry.displayName, address: String(address), type: type, value: value.data, line: line))
        }
    }

    // MARK: - The form of the JSON

    /// A profile or a setting: both are told by their members only.
    struct Entry: Decodable {
        var type: String?
        var displayName: String?
        var omaSettings: [Entry]?
        var omaUri: String?
        var value: JSONValue?
        var isEncrypted: Bool?

        private enum CodingKeys: String, CodingKey {
            case type = "@odata.type"
            case displayName, omaSettings, omaUri, value, isEncrypted
        }
    }

    /// What may stand at the top.
    private struct Document: Decodable {
        var entries: [Entry]

        private struct List: Decodable {
            var value: [Entry]
        }

        init(from decoder: any Decoder) throws {
            if (try? decoder.unkeyedContainer()) != nil {
                entries = try [Entry](from: decoder)
            } else if let container = try? decoder.container(keyedBy: ListKeys.self),
                (try? container.nestedUnkeyedContainer(forKey: .value)) != nil
            {
                entries = try List(from: decoder).value
            } else {
                entries = [try Entry(from: decoder)]
            }
        }

        private enum ListKeys: String, CodingKey { case value }
    }

    // MARK: - Errors

    private static func error(_ error: any Error, _ text: String) -> SettingsError {
        guard let error = error as? DecodingError else { return SettingsError("the JSON cannot be read: \(error)") }
        switch error {
        case .dataCorrupted: return JSONFault.error(in: text)
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context):
            return SettingsError(
                "\(path(context.codingPath)) is not what a profile has there: \(context.debugDescription)")
        @unknown default: return SettingsError("the JSON cannot be read")
        }
    }

    private static func path(_ path: [any CodingKey]) -> String {
        let names = path.reduce(into: "") { $0 += $1.intValue.map { "[\($0)]" } ?? ".\($1.stringValue)" }
        return names.isEmpty ? "the document" : names.hasPrefix(".") ? String(names.dropFirst()) : names
    }
}

/// Where JSON is not well-formed. JSONDecoder keeps it for itself; JSONSerialization tells it in words.
private enum JSONFault {
    static func error(in text: String) -> SettingsError {
        if let comma = text.firstMatch(of: #/,\s*[}\]]/#) {
            return SettingsError(
                line: line(text[..<comma.range.lowerBound].utf8),
                "the JSON is not well-formed: a comma stands before a closing bracket; take it away")
        }
        var words = ""
        do {
            _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
        } catch {
            words = (error as NSError).userInfo["NSDebugDescription"] as? String ?? ""
        }
        guard let place = words.firstMatch(of: #/character (\d+)/#).flatMap({ Int($0.1) }) else {
            return SettingsError(
                line: line(text.trimmed.utf8),
                "the JSON is not well-formed: it ends too early; a quotation mark or a bracket is not closed")
        }
        let start = text.utf8.prefix(place)
        let rest = VisibleText.quoted(String(decoding: text.utf8.dropFirst(place), as: UTF8.self), most: 20)
        return SettingsError(line: line(start), "the JSON is not well-formed at \(rest)")
    }

    private static func line(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }
}

/// Finds the lines on which settings stand, going forward through the text.
private struct LineFinder {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// How many strings were not found; each of them costs a look at all that is left.
    private var misses = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The line on which a string next stands; nil where it stands there in another spelling, as with escapes.
    mutating func line(of string: String?) -> Int? {
        guard let string, !string.isEmpty, misses < 8 else { return nil }
        let wanted = Array("\"\(string)\"".utf8)
        guard let found = bytes[position...].firstOccurrence(of: wanted) else {
            misses += 1
            return nil
        }
        line += bytes[position..<found.lowerBound].count { $0 == 0x0A }
        position = found.upperBound
        return line
    }
}
