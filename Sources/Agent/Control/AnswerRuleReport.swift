import JSON
package import Session

/// An answer rule of a phone that runs, as the control API tells it.
package struct AnswerRuleReport: Codable, Equatable, Sendable {
    package var id: Int
    package var rule: AnswerRuleForm
    /// Where it was written: a file with its line, or the control API.
    package var source: String
    /// How often it was used.
    package var uses: Int

    package init(_ entry: AnswerRules.Entry) {
        id = entry.id
        rule = entry.rule.form
        source = entry.rule.source
        uses = entry.uses
    }
}

extension ControlHandlers {
    func answers() async -> ControlAnswer {
        .json(await agent.answers.map { AnswerRuleReport($0) })
    }

    func addAnswer(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let form = try request.decode(AnswerRuleForm.self)
        // A key that is not known is most often a slip of the pen, and what it says would be lost without a word.
        if case .object(let members) = try request.decode(JSONValue.self),
            let stranger = members.keys.sorted().first(where: { AnswerRuleForm.CodingKeys(rawValue: $0) == nil })
        {
            throw ControlError(
                .badRequest, "the body has a \"\(stranger)\", which no rule has; allowed: \(AnswerRuleForm.allKeys)")
        }
        let rule: AnswerRule
        do {
            rule = try AnswerRule(form, source: "of the control API")
        } catch {
            throw ControlError(.badRequest, "\(error)")
        }
        return .json(AnswerRuleReport(await agent.addAnswer(rule)))
    }

    func removeAnswer(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let id = try request.number("id")
        guard await agent.removeAnswer(id) else {
            throw ControlError(.unknownRule, "there is no answer rule \(id ?? 0); GET /answers tells which there are")
        }
        return await answers()
    }
}
