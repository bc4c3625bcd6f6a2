import ArgumentParser
import Foundation
import Session

/// The option by which a phone answers otherwise than it would.
struct AnswerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Rules by which the phone answers otherwise than it would: refuses, is slow, breaks off.",
            discussion: """
                A YAML file, as in Samples/answers; the first rule that fits counts. A rule such as
                  - on: exec ./Vendor/MSFT/RemoteWipe/doWipe
                    status: 500
                    times: 1
                refuses the first wipe. on: a verb (or any) and a pattern (* is one name, ** the rest), or message; \
                beside it status, value, after (30s), times, chance (0.1), or do (drop or silent) for a message. \
                times counts within one process; a chance is drawn from the phone's seed and the number of its \
                last session. Where nothing is sent, after moves the phone's time, but not that of a phone that \
                runs. Each use of a rule is told with its line: as a note by get and its like, by apply with \
                --explain, as an event by sync and run.
                """,
            valueName: "file"))
    var answers: String?

    /// The rules of the file; none where it is not given.
    func rules() throws -> [AnswerRule] {
        guard let answers else { return [] }
        let octets = try InputFile.bytes(of: answers, option: "--answers")
        do {
            return try AnswersText.read(Data(octets), name: answers)
        } catch let refusal as AnswersText.Unreadable {
            throw Failure.data(refusal.message)
        }
    }

    /// The rules for a command that has no connection.
    func offlineRules() throws -> [AnswerRule] {
        let rules = try rules()
        let isAboutMessages = rules.contains { rule in
            if case .message = rule.subject { true } else { false }
        }
        if isAboutMessages {
            Console.error("note: rules that are on: message are for sessions; nothing is sent here")
        }
        return rules
    }
}
