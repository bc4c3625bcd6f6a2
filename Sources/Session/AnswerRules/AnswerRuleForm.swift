/// An answer rule as people write it: the keys of a rule in a file of `--answers`, and of the body with which the control
/// API takes one (design, *Answer rules*).
package struct AnswerRuleForm: Codable, Equatable, Sendable {
    /// What the rule is for: a verb or `any` and a pattern of addresses, or `message`.
    package var on: String
    /// The status that the phone gives in place of running the command.
    package var status: Int?
    /// What a Get finds.
    package var value: String?
    /// How long the phone takes, such as `30s`.
    package var after: String?
    /// How often the rule is used; nil for always.
    package var times: Int?
    /// How likely it is that the rule is used: above 0, at most 1; nil for certainly.
    package var chance: Double?
    /// What becomes of a whole answer: `drop` or `silent`.
    package var `do`: String?

    package init(on: String) {
        self.on = on
    }

    /// The keys, in the order in which they are told.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case on, status, value, after, times, chance, `do`
    }

    /// What each key takes, for who has written something else.
    package static func allowed(_ key: CodingKeys) -> String {
        switch key {
        case .on:
            "a verb (add, replace, delete, get, exec, copy or any) and a pattern such as ./Vendor/MSFT/Policy/** "
                + "(* is one whole name, ** at the end the rest), or message"
        case .status: "a status of OMA-DM, 200 to 599"
        case .value: "what a Get of the node answers, beside a rule that is on: get"
        case .after: "a duration such as 250ms, 30s, 15m, 3h or 1d"
        case .times: "a whole number from 1 up"
        case .chance: "a number above 0 and at most 1"
        case .do:
            "drop (the connection breaks in the middle of the answer) or silent (none is sent), beside on: message"
        }
    }

    /// The names of all keys, for who has written another.
    package static var allKeys: String { CodingKeys.allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Why a rule cannot be used: which key, and what it takes.
package struct AnswerRuleError: Error, Equatable, Sendable, CustomStringConvertible {
    package var key: AnswerRuleForm.CodingKeys
    /// What is wrong, without what a file of rules takes.
    package var reason: String
    package var description: String

    init(_ key: AnswerRuleForm.CodingKeys, _ text: String) {
        self.init(key, text, allowed: AnswerRuleForm.allowed(key))
    }

    private init(_ key: AnswerRuleForm.CodingKeys, _ text: String, allowed: String) {
        self.key = key
        reason = text
        description = "\(key.rawValue): \(text); allowed: \(allowed)"
    }

    /// What is missing is another key than the one that is there.
    static let noEffect = AnswerRuleError(
        .on, "the rule does not say what happens: give it a status, a value or after",
        allowed: [AnswerRuleForm.CodingKeys.status, .value, .after]
            .map { "\($0.rawValue), \(AnswerRuleForm.allowed($0))" }.joined(separator: "; "))
}
