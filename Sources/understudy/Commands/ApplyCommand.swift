import Agent
import ArgumentParser
import Foundation
import Session
import SimulatedPhone
import SyncML

/// `apply`: messages of a server in, the phone's replies out.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Run messages of a server, or lists of settings, on the phone and print its replies.",
        discussion: """
            A file holds a SyncML message (XML or WBXML), several of them, or bare commands (Add, Replace, Atomic, …) as custom \
            profiles have them; bare commands without CmdID are numbered. Or it holds settings: an Intune custom \
            profile as Microsoft Graph exports it (JSON, also a list of them), or rows of address, type, value (CSV, \
            with or without a heading); each setting becomes an Add, or a Replace where the phone has the node. All \
            files act on one phone, in order. Each message is answered by one line of SyncML as the phone would send \
            it; --table gives a line for each setting instead: status, address, value, why, and the number that \
            Intune shows for a failure.

            EXAMPLES
              understudy apply Samples/syncml/recover-pin.xml --explain
              understudy apply Samples/settings/reset-passcode.json --table
              understudy apply Samples/settings/phone-baseline.csv --table --state phone
              understudy apply policy.xml reset.xml --state phone
              understudy apply Samples/syncml/recover-pin.xml --answers Samples/answers/refuse.yaml --explain
              curl -s https://mdm.example.test/next | understudy apply - --pretty
            """)

    @Argument(help: "Files to read, or - for standard input.")
    var files: [String]

    @Flag(help: "Tell on standard error why each status says what it says, and what was odd in the message.")
    var explain = false

    @Flag(help: "Print a line for each setting or item instead of the replies.")
    var table = false

    @Flag(help: "Indent the reply for reading; a phone sends it on one line.")
    var pretty = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var answers: AnswerOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name a file, or - for standard input") }
    }

    func run() async throws {
        try await output.reporting {
            let inputs = try files.map { try ApplyInput($0) }
            let wanted = try answers.offlineRules()
            if let idle = inputs.first(where: { $0.isEmpty }) { throw idle.nothingToRun }
            var hand = try await PhoneAtHand.offline(options, rules: wanted)
            var isSuccess = true
            var explained: [ExplainedMessage] = []
            let isOneOfSeveral = inputs.reduce(0) { $0 + $1.count } > 1
            for input in inputs {
                for (number, message) in input.messages(on: hand.phone).enumerated() {
                    let before = hand.phone.blueprint
                    let reply = await ReplyBuilder.reply(
                        to: message.message, phone: hand.phone, &hand.environment, rules: hand.rules,
                        isLent: hand.isLent, asking: hand.pinResetService)
                    hand.rules = reply.rules
                    hand.phone = reply.phone
                    // Kept before it is told: a PIN that was printed is a PIN that survives.
                    try await hand.save()
                    isSuccess = isSuccess && reply.answer.isSuccess
                    // What is not told need not be explained.
                    guard table || explain || output.json else {
                        tell(reply)
                        note(message.remarks, reply)
                        continue
                    }
                    let known = ExplainedMessage(file: input.file, message, reply: reply, before: before)
                    explained.append(known)
                    if output.json || table { continue }
                    if isOneOfSeveral { Console.error("\(Console.visible(input.file)), message \(number + 1):") }
                    tell(reply)
                    ExplanationText.lines(known).forEach { Console.error($0) }
                }
            }
            tellAtEnd(explained)
            await hand.finish()
            var result = CommandResult(
                isSuccess ? .done : .failed, isEnrolled: hand.phone.enrolled != nil,
                body: Document(messages: output.json ? explained.map { MessageReport($0) } : []))
            if !isSuccess { result.error = "not every status is one of success; --explain tells why" }
            result.isTold = explain || table || output.json
            return result
        }
    }

    private struct Document: Encodable {
        var messages: [MessageReport]
    }

    private func tellAtEnd(_ explained: [ExplainedMessage]) {
        guard table, !output.json else { return }
        SettingsTable.lines(explained.flatMap(\.items)).forEach { Console.print($0) }
        for known in explained {
            if explain {
                ExplanationText.lines(known).forEach { Console.error($0) }
            } else {
                note(known.remarks, known.reply)
            }
        }
    }

    /// What is told without being asked for: what is odd in the file, and time that does not pass though a rule says so.
    private func note(_ remarks: [String], _ reply: Reply) {
        let standing = reply.answer.ruleUses.filter(\.isTimeLeftOut).map { "\($0)" }
        for sentence in remarks + standing { Console.error("note: \(Console.visible(sentence))") }
    }

    private func tell(_ reply: Reply) {
        var bytes = reply.bytes(pretty ? .pretty : .wire)
        if !pretty { bytes.append(UInt8(ascii: "\n")) }
        Console.writeMarkup(bytes)
    }
}
