import Notation
package import SyncML

/// A rule by which a phone answers otherwise than it would, because somebody asked for it (design, *Answer rules*).
///
/// A rule with a status keeps the command from being run: the phone is as it was, whatever the status says; inside an
/// Atomic a status that is none of success fails the Atomic as usual. A rule with a value answers a Get with it, whether the
/// phone has the node or not. A rule with nothing but a time lets the command run as usual, only later.
package struct AnswerRule: Equatable, Sendable, CustomStringConvertible {
    /// What a rule is for.
    package enum Subject: Equatable, Sendable {
        /// Every item of a command whose address fits; nil for any verb.
        case command(AccessCommand.Verb?, AddressPattern)
        /// A whole answer of the phone to a message of the server.
        case message(Deed)
    }

    /// What becomes of an answer.
    package enum Deed: String, Equatable, Sendable, CaseIterable {
        /// The connection breaks in the middle of it, each time that it is sent.
        case drop
        /// None is sent, and the session ends.
        case silent
    }

    /// As it was written.
    package let form: AnswerRuleForm
    /// Where it was written, such as `answers.yaml:3`.
    package let source: String
    package let subject: Subject
    package let status: StatusCode?
    package let value: String?
    package let after: Duration?

    /// - Throws: where the rule says nothing, or contradicts itself, or a key has what it does not take.
    package init(_ form: AnswerRuleForm, source: String) throws(AnswerRuleError) {
        self.form = form
        self.source = source
        subject = try Self.subject(form)
        if let status = form.status, !(200...599).contains(status) {
            throw AnswerRuleError(.status, "\(status) is none")
        }
        status = form.status.flatMap { UInt16(exactly: $0) }.map { StatusCode(rawValue: $0) }
        value = form.value
        after = try form.after.map(Self.duration)
        if let times = form.times, times < 1 { throw AnswerRuleError(.times, "\(times) is none") }
        if let chance = form.chance, !(chance > 0 && chance <= 1) {
            throw AnswerRuleError(.chance, "\(chance) is none")
        }
        try checkTogether()
    }

    package var description: String { "answer rule \(source) (on: \(form.on))" }

    private static func subject(_ form: AnswerRuleForm) throws(AnswerRuleError) -> Subject {
        let words = form.on.split(whereSeparator: \.isWhitespace)
        if words.count == 1, words[0].lowercased() == "message" {
            guard let text = form.do else { throw AnswerRuleError(.do, "a rule that is on: message needs it") }
            guard let deed = Deed(rawValue: text) else { throw AnswerRuleError(.do, "\(text) is none of them") }
            return .message(deed)
        }
        guard words.count == 2 else { throw AnswerRuleError(.on, "\"\(form.on)\" is no verb with a pattern") }
        let name = words[0].lowercased()
        let verb = AccessCommand.Verb.allCases.first { $0.name.lowercased() == name }
        guard verb != nil || name == "any" else { throw AnswerRuleError(.on, "\(words[0]) is no verb") }
        return .command(verb, try AddressPattern(String(words[1])))
    }

    private func checkTogether() throws(AnswerRuleError) {
        guard case .command(let verb, _) = subject else {
            for (key, isThere) in [
                (AnswerRuleForm.CodingKeys.status, status != nil), (.value, value != nil), (.after, after != nil),
            ] where isThere {
                throw AnswerRuleError(key, "it is for commands, and this rule is on: message")
            }
            return
        }
        if let deed = form.do {
            throw AnswerRuleError(.do, "\(deed) is for a whole answer, and this rule is for commands")
        }
        if value != nil, verb != .get { throw AnswerRuleError(.value, "only a Get answers with one") }
        if value != nil, status != nil { throw AnswerRuleError(.value, "a rule has a status or a value, not both") }
        guard status != nil || value != nil || after != nil else {
            throw AnswerRuleError.noEffect
        }
    }

    private static func duration(_ text: String) throws(AnswerRuleError) -> Duration {
        guard let duration = Duration(written: text) else { throw AnswerRuleError(.after, "\"\(text)\" is none") }
        guard duration <= longest else { throw AnswerRuleError(.after, "\(text) is more than 30 days") }
        return duration
    }

    private static let longest = Duration.seconds(30 * 86_400)
}
