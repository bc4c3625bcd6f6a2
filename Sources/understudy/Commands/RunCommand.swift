import Agent
import ArgumentParser
import Conversations
import Session
import SimulatedPhone
import Synchronization

/// `run`: the phone as a daemon.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Keep the phone running: poll its server, take pushes, answer its control API.",
        discussion: """
            It prints the address of the phone's page, for a browser on this machine: the phone to use, what its server says and what the phone answers with the reasons, the management tree, answer rules. Who has that address may use the phone. \
            The control API listens on this machine only; its port and token stand in control.json in the state folder, the token alone in control.token. \
            While it runs, lock, unlock, set-pin, status, sync, renew and unenroll on the same state go through it. \
            Ends with SIGINT or SIGTERM. \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy run --state phone
              understudy run --state phone --open
              understudy run --state phone --poll-every 5 --json
              understudy run --state phone --answers Samples/answers/unsteady.yaml
              understudy run --state phone --pin-reset-service https://127.0.0.1:8443/pin-reset
            """)

    @Option(
        name: [.customLong("control-port"), .customLong("port")],
        help: ArgumentHelp("The port of the control API; any that is free if not given.", valueName: "port"))
    var port = 0

    @Option(
        help: ArgumentHelp(
            "Seconds between sessions, in place of the server's poll schedule.", valueName: "seconds"))
    var pollEvery: Int?

    @Option(
        help: ArgumentHelp(
            "How long the phone takes for the commands of a message; alert 1224 keeps a server waiting that wants it.",
            valueName: "seconds"))
    var busy = 0

    @Option(help: "Which header carries the signature of messages: MDM-Signature or MS-Signature.")
    var signatureHeader: AgentConfiguration.SignatureHeader = .mdmSignature

    @Flag(help: "Open the phone's page in the browser.")
    var open = false

    @OptionGroup var answers: AnswerOptions
    @OptionGroup(title: "Network options") var network: NetworkOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--control-port \(port): a port is 0 to 65535") }
        if let pollEvery, pollEvery < 1 { throw ValidationError("--poll-every \(pollEvery): give 1 or more") }
        guard busy >= 0 else { throw ValidationError("--busy \(busy): give 0 or more") }
    }

    func run() async throws {
        try await output.reporting(asLine: true) {
            let rules = try answers.rules()
            return try await AgentAtHand.with(options, network, tune: { tune(&$0, rules) }) { hand in
                let isJSON = output.json
                let tolerances = Mutex(ToleranceShow())
                try await hand.watching({ event in
                    if isJSON { return Console.jsonLine(event) }
                    let isNew = tolerances.withLock { $0.isNew(event) }
                    if isNew, let line = EventText.line(event) { Console.print(line) }
                    guard event.kind == .sessionEnded else { return }
                    let summary = tolerances.withLock { $0.newSummary() }
                    if let summary { Console.print("  \(summary)") }
                }) {
                    try await PhoneService.run(
                        hand.agent, folder: hand.folder, port: port,
                        logger: AgentAtHand.logger("understudy.run", network.logLevel),
                        onStart: { show($0, folder: hand.folder) })
                }
                return CommandResult(isEnrolled: await hand.agent.isEnrolled)
            }
        }
    }

    /// Where the phone's page is. Programs, which read JSON, find the same in control.json.
    private func show(_ control: ControlFile, folder: String) {
        let line = PhonePageText.line(control, folder: folder, hint: "--open opens it")
        if !output.json { Console.print("page: \(line)") }
        if open { Browser.open(control.pageAddress) }
    }

    private func tune(_ configuration: inout AgentConfiguration, _ rules: [AnswerRule]) {
        configuration.answerRules = rules
        configuration.pollInterval = pollEvery.map { .seconds($0) }
        configuration.busyTime = .seconds(busy)
        configuration.signatureHeader = signatureHeader
        configuration.conversation = ConversationLog()
    }
}

extension AgentConfiguration.SignatureHeader: ExpressibleByArgument {}
