import Advice
import Checking
import SimulatedPhone

/// The page of a rule of `check`, as `explain` shows it.
enum RulePage {
    /// - Parameter name: the id of a rule, or `rules` for a list of them.
    /// - Returns: nil where no rule is called so.
    static func page(_ name: String) -> AdvicePage? {
        if name.lowercased() == "rules" { return list }
        guard let rule = Rule.named(name) else { return nil }
        return AdvicePage(
            .rule, rule.id, title: "\(rule.title) (\(rule.severity))", meaning: rule.page.meaning,
            remedy: rule.page.remedy,
            details: [
                AdvicePage.Detail("Why", [rule.page.reason]),
                AdvicePage.Detail("Found in", lines(rule.broken)),
                AdvicePage.Detail("Not found in", lines(rule.sound)),
            ])
    }

    /// The rule that was probably meant by a name with hyphens, which no address or CSP has; nil where none is near.
    static func nearest(_ name: String) -> String? {
        guard name.contains("-"), !name.contains("/"), !name.contains("\\") else { return nil }
        return NearestName.of(name, among: Rule.all.map(\.id))
    }

    private static let list = AdvicePage(
        .rule, "rules", title: "The rules of check",
        meaning: "Each thing that check says of a payload is a finding of one of these.",
        remedy: "understudy explain RULE tells more of one; check --ignore RULE leaves it out.",
        details: Severity.allCases.map { severity in
            AdvicePage.Detail(
                "\(severity)", Rule.all.filter { $0.severity == severity }.map { "\($0.id): \($0.title)" })
        })

    private static func lines(_ payload: Payload) -> [String] {
        payload.text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }
}
