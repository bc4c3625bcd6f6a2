package import Session

/// The answer rules of a phone that runs, for a command on this machine that works on a copy of it.
package struct LentRules: Codable, Equatable, Sendable {
    package var entries: [AnswerRuleReport]
    /// Where the random numbers of their chances stand, in decimal digits: more of them than a number of JSON keeps.
    package var position: String

    package init(_ rules: AnswerRules) {
        entries = rules.entries.map { AnswerRuleReport($0) }
        position = String(rules.position)
    }

    /// The same to answer by.
    /// - Parameter rules: those of the command, which count first.
    /// - Throws: where the phone that runs has a rule that is none here.
    package func rules(behind rules: [AnswerRule]) throws(AnswerRuleError) -> AnswerRules {
        var lent: [(id: Int, rule: AnswerRule, uses: Int)] = []
        for entry in entries { lent.append((entry.id, try AnswerRule(entry.rule, source: entry.source), entry.uses)) }
        return AnswerRules(rules, before: lent, position: UInt64(position) ?? 0)
    }
}

extension DeviceAgent {
    /// Counts what a command has used of the rules.
    func takeBack(_ after: LentRules, lentAs before: LentRules) {
        var uses: [Int: Int] = [:]
        for entry in before.entries { uses[entry.id] = -entry.uses }
        // The command's own rules have other numbers.
        for entry in after.entries where uses[entry.id] != nil { uses[entry.id, default: 0] += entry.uses }
        guard let position = UInt64(before.position), let next = UInt64(after.position) else { return }
        for rule in answerRules.takeBack(uses, chances: (position, next)) {
            tell(.note, "\(rule) was used by a command on this machine")
        }
    }
}
