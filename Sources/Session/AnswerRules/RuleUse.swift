package import SyncML

/// A rule that was used on an item of a command.
package struct RuleUse: Equatable, Sendable, CustomStringConvertible {
    /// The command's place in document order, from 0, and the item's place in it.
    package let command: Int
    package let item: Int
    package let verb: AccessCommand.Verb
    /// Target/LocURI as received.
    package let address: String
    package let rule: AnswerRule
    /// Whether the rule has the phone take time that does not pass, because the phone's time is another's.
    package let isTimeLeftOut: Bool

    /// Which rule, and what it did.
    package var description: String {
        let standing = ", which does not pass: the phone runs, and has the time of the process that runs it"
        let time = rule.form.after.map { "after \($0)\(isTimeLeftOut ? standing : "")" }
        let answer = rule.status.map { "status \($0.rawValue), and the command is not run" }
        let value = rule.value.map { _ in "a value of its own" }
        return "\(rule): \([answer, value, time].compactMap(\.self).joined(separator: ", "))"
    }
}
