import Administration
import Checking
import JSON
import Notation
import Settings

/// A custom profile as it stands in a form: texts, whatever they are worth.
package struct ProfileDraft: Equatable, Sendable {
    struct Row: Equatable, Sendable {
        var name = ""
        var address = ""
        var type = SettingType.boolean
        /// Of all types but Boolean.
        var value = ""
        var flag = true
        /// Of Base64 and XML: the file that the value came from.
        var fileName = ""
    }

    var name = ""
    var details = ""
    var rows = [Row()]

    /// The types of a setting, in the order of Intune's list.
    static let types: [SettingType] = [
        .string, .stringXML, .dateTime, .integer, .floatingPoint, .boolean, .base64,
    ]

    init() {}

    /// A profile as it is.
    init(_ profile: DeviceConfiguration) {
        name = profile.displayName
        details = profile.description ?? ""
        rows = profile.omaSettings.map { setting in
            Row(
                // A setting that was given no name has its address as one.
                name: setting.displayName == setting.omaURI ? "" : setting.displayName, address: setting.omaURI,
                type: setting.value.type,
                value: setting.value.type == .boolean ? "" : setting.value.data,
                flag: setting.value == .boolean(true), fileName: setting.value.fileName ?? "")
        }
    }

    /// A form that came back. Rows that somebody wants gone are left out, and so are those in which nothing stands.
    /// - Parameter isWhole: whether all rows are wanted, each at its number.
    init(_ form: FormFields, isWhole: Bool = false) {
        name = form["name"] ?? ""
        details = form["details"] ?? ""
        rows = []
        let fields = form.firstValues
        for number in 0..<AdministrationBounds.settings {
            let value = { (field: String) in fields["\(field).\(number)"] ?? "" }
            guard fields["uri.\(number)"] != nil else { break }
            let row = Row(
                name: value("label").trimmed, address: value("uri").filter { !$0.isNewline }.trimmed,
                type: SettingType(rawValue: value("type")) ?? .string,
                // A browser sends an end of line as two characters (HTML, *normalizing newlines in form controls*).
                value: value("value").replacing("\r\n", with: "\n"), flag: value("flag") != "false",
                fileName: value("file"))
            let isEmpty = row.name.isEmpty && row.address.isEmpty && row.value.isEmpty
            if isWhole || value("remove").isEmpty && !isEmpty { rows.append(row) }
        }
    }

    /// The body of Graph's request that creates or changes the profile.
    var graphBody: JSONValue {
        [
            "@odata.type": "#microsoft.graph.windows10CustomConfiguration", "displayName": .string(name.trimmed),
            "description": .string(details.trimmed), "omaSettings": .array(rows.map(\.graphValue)),
        ]
    }
}

extension ProfileDraft.Row {
    fileprivate var graphValue: JSONValue {
        var members: [String: JSONValue] = [
            "@odata.type": .string("#microsoft.graph.\(type.graphName ?? "omaSettingString")"),
            "displayName": .string(name.isEmpty ? address : name), "omaUri": .string(address), "value": json,
        ]
        if !fileName.isEmpty, type == .base64 || type == .stringXML { members["fileName"] = .string(fileName) }
        return .object(members)
    }

    /// The value in the JSON of its type; a text that is no value of the type stays a text, and is refused.
    private var json: JSONValue {
        let plain = value.trimmed
        switch type {
        case .boolean: return .bool(flag)
        case .integer: return Int(plain).map { JSONValue.integer($0) } ?? .string(plain)
        case .floatingPoint:
            guard let number = Double(plain), number.isFinite else { return .string(plain) }
            return .number(number)
        case .stringXML: return .string(Base64.encode(Array(value.utf8)))
        case .base64: return .string(value.filter { !$0.isWhitespace })
        case .dateTime: return .string(plain)
        case .string, .node: return .string(value)
        }
    }

    /// The value as it would be sent; nil where the text is none of the type.
    private var read: OmaValue? { try? OmaValue(json, type, fileName: nil, tolerating: .none) }

    /// What is sent of it; nil where nothing can be.
    fileprivate var sent: Setting? {
        guard !address.isEmpty, let read else { return nil }
        return Setting(name: name, address: address, type: read.type, value: read.data)
    }

    /// What only who knows the directory can say of the setting (S8), and that its value is none.
    fileprivate func advice(tenant: ObjectID, _ texts: PortalTexts) -> [String] {
        guard !address.isEmpty else { return [] }
        let setting = OmaSetting(displayName: name, omaURI: address, value: read ?? .string(value))
        let told = SettingAdvice.of(setting, tenant: tenant).map { texts.sentence($0) }
        let isTyped = type == .boolean || !value.trimmed.isEmpty
        return told
            + (read == nil && isTyped ? [texts("advice.mismatch", ["type": texts["type.\(type.rawValue)"]])] : [])
    }
}

extension ProfileDraft {
    /// What is to be said of each setting while it is typed: of PIN recovery first (S8), of every other by the rules of `check`.
    func warnings(_ context: PortalContext) -> [[SettingWarning]] {
        let texts = context.texts
        var told = rows.map { row in
            row.advice(tenant: context.tenant.id, texts).map { SettingWarning(text: $0, detail: nil) }
        }
        // Of what is told already the phone's answer is no news.
        let open = rows.enumerated().compactMap { place, row -> (place: Int, setting: Setting)? in
            told[place].isEmpty ? row.sent.map { (place: place, setting: $0) } : nil
        }
        let judge = SettingJudge(tenant: context.tenant.id.rawValue, now: context.phonesNow)
        for (one, findings) in zip(open, judge.findings(on: open.map { $0.setting })) {
            told[one.place] = findings.map { SettingWarning($0, texts) }
        }
        return told
    }
}

extension PortalTexts {
    fileprivate func sentence(_ advice: SettingAdvice) -> String {
        switch advice {
        case .placeholder(let text): self("advice.placeholder", ["text": text])
        case .otherTenant(let id): self("advice.otherTenant", ["id": id])
        case .notBoolean: self["advice.notBoolean"]
        case .isOff: self["advice.isOff"]
        }
    }
}
