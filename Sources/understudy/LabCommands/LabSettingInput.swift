import GraphClient
import JSON
import Notation
import Settings

/// Settings of a profile as people give them, in Graph's form.
enum LabSettingInput {
    /// The words of types as people type them; those of a portal are taken too.
    private static let words = "string, xml, integer, float, boolean, date, base64"

    /// Of a file: Intune's JSON, or rows of address, type and value.
    static func settings(ofFile file: String) throws -> (settings: [GraphSetting], remarks: [String]) {
        let bytes = try InputFile.bytes(of: file)
        let name = file == "-" ? "standard input" : file
        guard let form = SettingsReader.form(of: bytes) else {
            throw Failure.data(
                "\(name): this is no list of settings; give a profile as Intune exports it (JSON), or rows of address, "
                    + "type, value (CSV)")
        }
        do {
            let reading = try SettingsReader.read(bytes, as: form)
            guard !reading.settings.isEmpty else {
                let reasons = reading.remarks.map { " (\($0))" }.joined()
                throw Failure.data(
                    "\(name): there is no setting in it\(reasons); give a profile with omaSettings as Intune exports it "
                        + "(JSON), or rows of address, type, value (CSV)")
            }
            return (try reading.settings.map { try setting($0, place(name, $0.line)) }, reading.remarks)
        } catch let error as SettingsError {
            throw Failure.data("\(name): \(error)")
        }
    }

    /// Of an option: `OMA-URI=type:value`. An address may hold `=` itself, so the first one counts that a type follows.
    static func setting(ofOption text: String) throws -> GraphSetting {
        var rest = text[...]
        while let equals = rest.firstIndex(of: "=") {
            let behind = rest[rest.index(after: equals)...]
            if let colon = behind.firstIndex(of: ":"), let type = SettingType(word: String(behind[..<colon])) {
                let value = try value(String(behind[behind.index(after: colon)...]), type)
                let setting = Setting(address: String(text[..<equals]).trimmed, type: type, value: value)
                return try self.setting(setting, "--setting \(text)")
            }
            rest = behind
        }
        throw Failure.usage(
            "--setting \(text): write it as OMA-URI=type:value, with one of these types: \(words)")
    }

    /// The text itself; of XML and Base64 that of a file where it begins with @.
    private static func value(_ text: String, _ type: SettingType) throws -> String {
        guard text.hasPrefix("@"), type == .stringXML || type == .base64 else { return text }
        let bytes = try InputFile.bytes(of: String(text.dropFirst()), option: "--setting …=\(type.rawValue):")
        return type == .base64 ? Base64.encode(bytes) : String(decoding: bytes, as: UTF8.self)
    }

    private static func place(_ name: String, _ line: Int?) -> String { line.map { "\(name), line \($0)" } ?? name }

    private static func setting(_ setting: Setting, _ place: String) throws -> GraphSetting {
        guard let type = setting.type, let name = type.graphName else {
            throw Failure.data(
                "\(place): \(setting.address) has \(setting.type == nil ? "no type" : "the type node"); a profile wants one "
                    + "of \(words)")
        }
        guard let value = json(setting.value, type) else {
            let hint = type == .dateTime ? "; write it with its zone, such as 2017-05-01T00:00:00Z" : ""
            throw Failure.data(
                "\(place): '\(Console.visible(setting.value))' is no value of the type \(type.rawValue)\(hint)")
        }
        return GraphSetting(
            type: "#microsoft.graph.\(name)", displayName: setting.name ?? lastName(setting.address),
            omaUri: setting.address, value: value, fileName: fileName(type, setting.address))
    }

    private static func json(_ text: String, _ type: SettingType) -> JSONValue? {
        switch type {
        case .string: return .string(text)
        case .dateTime: return Instant(iso8601: text.uppercased(), zone: .needed) == nil ? nil : .string(text)
        case .boolean: return ["true": true, "false": false][text.lowercased()]
        case .integer: return Int(text).map { .integer($0) }
        case .floatingPoint: return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        case .base64: return Base64.decode(text) == nil ? nil : .string(text)
        case .stringXML: return .string(Base64.encode(Array(text.utf8)))
        case .node: return nil
        }
    }

    /// Graph wants a file's name for what the portal takes from files.
    private static func fileName(_ type: SettingType, _ address: String) -> String? {
        switch type {
        case .stringXML: "\(lastName(address)).xml"
        case .base64: "\(lastName(address)).bin"
        case .string, .integer, .floatingPoint, .boolean, .dateTime, .node: nil
        }
    }

    private static func lastName(_ address: String) -> String {
        address.split(separator: "/").last.map { String($0) } ?? address
    }
}
