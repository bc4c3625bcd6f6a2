import ArgumentParser
import SimulatedPhone

/// `status`: what a person sees who looks at the phone.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tell what a person sees: model, lock, PIN policy, recovery.",
        discussion: """
            EXAMPLES
              understudy status
              understudy status --state phone --show-pin --json
            """)

    @Flag(help: "Tell the PIN as well.")
    var showPin = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() throws {
        try Failure.reported {
            let hand = try PhoneAtHand(options, folder: options.state)
            let report = StatusReport(hand.phone, now: hand.environment.now, showingPIN: showPin)
            if output.json { return try Console.json(report) }
            for line in report.lines { Console.print(line) }
        }
    }
}
