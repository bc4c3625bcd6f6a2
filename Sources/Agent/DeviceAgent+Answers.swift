package import Session

/// How the phone answers otherwise than it would (design, *Answer rules*).
extension DeviceAgent {
    /// The rules, in the order in which they count.
    package var answers: [AnswerRules.Entry] { answerRules.entries }

    /// The rules with what was used of them, for an agent that takes this one's place.
    package var answersInUse: AnswerRules { answerRules }

    /// Goes on with rules that another agent of the phone has used.
    package func resume(_ rules: AnswerRules) { answerRules = rules }

    /// Adds a rule in front of all others.
    package func addAnswer(_ rule: AnswerRule) -> AnswerRules.Entry {
        tell(.note, "\(rule) counts from now on")
        return answerRules.add(rule)
    }

    /// Takes a rule away; nil for all.
    /// - Returns: whether there was one of that number.
    package func removeAnswer(_ id: Int?) -> Bool {
        guard let id else {
            answerRules.removeAll()
            tell(.note, "all answer rules are taken away")
            return true
        }
        guard let rule = answerRules.entries.first(where: { $0.id == id })?.rule else { return false }
        tell(.note, "\(rule) is taken away")
        return answerRules.remove(id)
    }

    /// What becomes of an answer that is about to be sent; nil for what becomes of any.
    func useRuleOnMessage(_ session: String) -> AnswerRule.Deed? {
        guard let (rule, deed) = answerRules.useOnMessage() else { return nil }
        let what =
            switch deed {
            case .drop: "the connection is broken in the middle of the answer"
            case .silent: "no answer is sent"
            }
        tell(.answerRule) { event in
            event.session = session
            event.text = "\(rule): \(what)"
        }
        return deed
    }
}
