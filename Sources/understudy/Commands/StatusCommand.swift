import Agent
import ArgumentParser
import SimulatedPhone

/// `status`: what a person sees who looks at the phone.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tell what a person sees: model, lock, PIN policy, recovery.",
        discussion: """
            \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy status
              understudy status --state phone --show-pin --json
            """)

    @Flag(help: "Tell the PIN as well.")
    var showPin = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        try await output.reporting {
            let report = try await report()
            if !output.json { for line in report.lines { Console.print(line) } }
            return CommandResult(isEnrolled: report.enrollment != nil, body: report)
        }
    }

    private func report() async throws -> StatusReport {
        try options.pinResetService.refuseAddress()
        if let running = ControlAtHand.find(options) {
            try PhoneAtHand.refuseTime(options)
            return try await running.ask { try await $0.status(showingPIN: showPin) }
        }
        let hand = try await PhoneAtHand(personal: options)
        return StatusReport(
            hand.phone, now: hand.environment.now, showingPIN: showPin,
            recoveryObstacle: await hand.phone.recoveryObstacle(asking: hand.pinResetService))
    }
}
