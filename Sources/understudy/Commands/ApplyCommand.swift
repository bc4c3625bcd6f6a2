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
        abstract: "Run messages of a server on the phone and print its replies.",
        discussion: """
            A file holds a SyncML message (XML or WBXML), several of them, or bare commands (Add, Replace, Atomic, …) as custom \
            profiles have them; bare commands without CmdID are numbered. All files act on one phone, in order. Each \
            message is answered by one line of SyncML as the phone would send it.

            EXAMPLES
              understudy apply Samples/syncml/recover-pin.xml --explain
              understudy apply policy.xml reset.xml --state phone
              curl -s https://mdm.example.test/next | understudy apply - --pretty
            """)

    @Argument(help: "Files to read, or - for standard input.")
    var files: [String]

    @Flag(help: "Tell on standard error why each status says what it says, and what was odd in the message.")
    var explain = false

    @Flag(help: "Indent the reply for reading; a phone sends it on one line.")
    var pretty = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name a file, or - for standard input") }
    }

    func run() async throws {
        try await output.reporting {
            let inputs = try files.map { try SyncMLInput.read($0) }
            var hand = try PhoneAtHand(options, folder: options.state)
            var isSuccess = true
            var reports: [MessageReport] = []
            for (file, readings) in zip(files, inputs) {
                for (number, reading) in readings.enumerated() {
                    let reply = ReplyBuilder.reply(to: reading.message, phone: hand.phone, hand.environment)
                    hand.phone = reply.phone
                    // Kept before it is told: a PIN that was printed is a PIN that survives.
                    try hand.save()
                    isSuccess = isSuccess && reply.answer.isSuccess
                    if output.json {
                        reports.append(MessageReport(file: file, reading: reading, reply: reply))
                    } else {
                        if explain, inputs.joined().count > 1 { Console.error("\(file), message \(number + 1):") }
                        tell(reply, reading)
                    }
                }
            }
            var result = CommandResult(
                isSuccess ? .done : .failed, isEnrolled: hand.phone.enrolled != nil, body: Document(messages: reports))
            if !isSuccess { result.error = "not every status is one of success; --explain tells why" }
            result.isTold = explain || output.json
            return result
        }
    }

    private struct Document: Encodable {
        var messages: [MessageReport]
    }

    private func tell(_ reply: Reply, _ reading: MessageReading) {
        var bytes = reply.bytes(pretty ? .pretty : .wire)
        if !pretty { bytes.append(UInt8(ascii: "\n")) }
        Console.write(bytes)
        guard explain else { return }
        for line in ExplanationText.lines(reply, tolerances: reading.tolerances) { Console.error(line) }
    }
}
