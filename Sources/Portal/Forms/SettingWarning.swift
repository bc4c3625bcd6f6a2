import Checking
import JSON

/// Something that is probably wrong with a setting, in the language of who reads it.
struct SettingWarning: Equatable, Sendable {
    let text: String
    /// What `check` says of it, which is English; nil where the text says as much.
    let detail: String?

    var json: JSONValue {
        ["text": .string(text), "detail": detail.map { JSONValue.string($0) } ?? .null]
    }
}

extension SettingWarning {
    /// The rule in words, then what is known of it, a sentence each: `advice.rule.unknown-path`, `advice.with.nearest`.
    init(_ finding: SettingFinding, _ texts: PortalTexts) {
        let sentences = SettingFinding.Value.allCases.compactMap { name in
            finding.values[name].map { texts("advice.with.\(name.rawValue)", [name.rawValue: $0]) }
        }
        let rule = "advice.rule.\(finding.rule.id)"
        text = ([texts[texts.has(rule) ? rule : "advice.anyRule"]] + sentences).joined(separator: " ")
        detail = finding.detail
    }
}
