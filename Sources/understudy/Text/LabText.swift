import Enrollment
import GraphClient
import JSON

/// Words for what the lab's API says.
enum LabText {
    /// A point in time, to the minute; the headings say that it is UTC.
    static func time(_ text: String?) -> String {
        guard let text else { return "never" }
        return String(text.prefix(16).replacing("T", with: " "))
    }

    /// The first ten of many names, for a sentence.
    static func list(_ names: [String]) -> String {
        let rest = names.count - 10
        return names.prefix(10).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    /// How a profile or a setting stands, in the portal's words.
    static func state(_ state: String) -> String {
        switch state {
        case "compliant", "remediated": "succeeded"
        case "unknown": "pending"
        case "notApplicable": "not applicable"
        default: state
        }
    }

    /// The number by which Intune shows an error: signed, as its reports have it, and as the HRESULT.
    static func number(_ code: Int?) -> String {
        guard let code, code != 0, let signed = Int32(exactly: code) else { return "" }
        return "\(code) (\(WindowsNumber.text(UInt32(bitPattern: signed))))"
    }

    /// What was asked of a device, for a sentence.
    static func action(_ name: String) -> String {
        switch GraphDeviceAction(rawValue: name) {
        case .syncDevice: "sync"
        case .remoteLock: "lock"
        case .resetPasscode: "reset passcode"
        case .wipe: "wipe"
        case .retire: "retire"
        case .rebootNow: "reboot"
        case nil: name
        }
    }

    /// Why an action came to its end, with the number.
    static func reason(_ action: GraphActionResult) -> String {
        [action.errorDescription, Optional(number(action.errorCode))].compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// The type of a setting as a person writes it: `boolean` of `#microsoft.graph.omaSettingBoolean`.
    static func type(_ setting: GraphSetting) -> String {
        let name = setting.type.split(separator: ".").last.map { String($0) } ?? setting.type
        return name.replacing("omaSetting", with: "").lowercased()
    }

    /// A value in a line.
    static func value(_ setting: GraphSetting) -> String {
        switch setting.value {
        case .string(let text): ValueText.short(text, most: 40)
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .null, .array, .object: ""
        }
    }
}
