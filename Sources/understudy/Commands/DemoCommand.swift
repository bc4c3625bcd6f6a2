import Agent
import ArgumentParser
import Conversations
import Enrollment
import Lab
import Logging
import ManagementTree
import PINReset
import SimulatedPhone
import Store
import Transport
import Wire

/// `demo`: the whole story in one command.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Reset a phone's passcode before your eyes: consent, policy, ticket, new PIN.",
        discussion: """
            Starts the lab on a free port of this machine, enrols a phone with it, and tells what happens, a line for each \
            step and below it what went over the wire. Needs nothing, and leaves nothing behind.

            --fail shows how else the story ends, and why:
            \(DemoEnding.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Exits with 0 if the story came to the end that was asked for.

            EXAMPLES
              understudy demo
              understudy demo --fail one-consent
              understudy demo --json | jq -r .passcode
              understudy demo --keep --folder understudy-demo
            """)

    @Option(help: ArgumentHelp("Show another end of the story.", valueName: "what"))
    var fail: DemoEnding?

    @Flag(help: "Leave lab and phone running afterwards, until Control-C.")
    var keep = false

    @Option(
        name: .customLong("folder"),
        help: ArgumentHelp(
            "With --keep, the folder in which lab and phone are kept: understudy-demo if not given.",
            valueName: "folder"))
    var givenFolder: String?

    @OptionGroup var output: OutputOptions

    private var folder: String { givenFolder ?? "understudy-demo" }

    func validate() throws {
        guard keep || givenFolder == nil else {
            throw ValidationError("--folder is for --keep: without it nothing of the demo stays")
        }
    }

    func run() async throws {
        try await output.reporting(asLine: keep) {
            var configuration = LabConfiguration(authentication: .federated)
            configuration.deniesTickets = fail == .serviceDenies
            let kept = keep ? try await DemoFolder(folder) : nil
            let report = try await LabServer.withServer(
                configuration, authority: kept?.authority, token: kept?.token,
                push: { [folder, keep] device in
                    guard keep else { return false }
                    return await PhonePush(folders: ["\(folder)/phone"]).ring(device)
                },
                logger: Self.logger
            ) { lab in
                let transport = TransportConfiguration(trustRoots: [lab.authority.certificate])
                return try await HTTPExchange.withExchange(transport) { exchange in
                    try await tell(lab, over: DemoWire(exchange), kept)
                }
            }
            return CommandResult(isEnrolled: true, body: keep ? nil : report)
        }
    }

    private static var logger: Logger { AgentAtHand.logger("understudy.demo", .error) }

    /// The story, with lab and phone; where they are kept it returns when somebody ends them.
    private func tell(_ lab: RunningLab, over wire: DemoWire, _ kept: DemoFolder?) async throws -> DemoReport {
        let agent = try await agent(of: lab, over: wire, kept)
        let people = DemoPeople(of: lab, over: try wire.exchange(for: WireTrust()))
        let isJSON = output.json
        if !isJSON { for line in DemoText.beginning(lab.baseURL, fail) { Console.print(line) } }
        let numbers = DemoNumbers()
        var story = DemoStory(fail, lab, agent, wire, people) { step in
            guard !isJSON else { return }
            for line in DemoText.lines(step, number: numbers.next()) { Console.print(line) }
        }
        var report = try await story.run()
        wire.stopListening()
        guard kept != nil else {
            if !isJSON { for line in DemoText.end(report) { Console.print(line) } }
            return report
        }
        report.folder = folder
        report.portal = lab.baseURL + LabServer.portalPath
        let base = report
        try await PhoneService.run(agent, folder: "\(folder)/phone", logger: Self.logger) { control in
            var told = base
            told.phone = control.address
            if isJSON { return Console.jsonLine(told) }
            for line in DemoText.kept(told, folder: folder) { Console.print(line) }
            Console.print("In a browser:\n  \(PhonePageText.line(control, folder: "\(folder)/phone"))")
        }
        return report
    }

    private func agent(of lab: RunningLab, over wire: DemoWire, _ kept: DemoFolder?) async throws -> DeviceAgent {
        var profile = try ProfileFile.read(fail == .unsupportedPlatform ? "desktop-1703" : PhoneProfile.lumia950.name)
        profile.enrolled = nil
        let clock = SystemClock()
        let phone = Phone(
            fresh: try Blueprint(profile: profile), seed: 1, tenant: lab.server.configuration.tenant, now: clock.now())
        var configuration = AgentConfiguration(pinResetService: .denied)
        configuration.pinResetPlace = RemotePINResetService.Place(url: lab.pinResetURL, exchanges: wire)
        configuration.identities = .tlsLibrary
        if kept != nil { configuration.conversation = ConversationLog() }
        // Whoever looks at a phone that stays does not want to wait.
        configuration.pollInterval = .seconds(5)
        try await kept?.store.save(phone)
        return DeviceAgent(
            phone, store: kept?.store, exchanges: wire, configuration: configuration, clock: clock, logger: Self.logger)
    }
}
