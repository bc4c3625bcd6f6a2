import Agent
import ArgumentParser
import Session

/// `sync`: one session.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Run one session with the phone's server and print what was asked and answered.",
        discussion: """
            Exits with 0 if the session came to its end, whatever the statuses in it: they are the server's affair. \
            \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy sync --state phone
              understudy sync --json | jq .statuses
              understudy sync --fail-on-status
              understudy sync --answers Samples/answers/unsteady.yaml
              understudy sync --pin-reset-service https://127.0.0.1:8443/pin-reset
            """)

    @OptionGroup var ending: EndingOptions
    @OptionGroup var answers: AnswerOptions
    @OptionGroup(title: "Network options") var network: NetworkOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        try await output.reporting {
            let show = SessionShow(json: output.json, failsOnStatus: ending.failOnStatus)
            let rules = try answers.rules()
            if let running = ControlAtHand.find(options) {
                guard rules.isEmpty else {
                    throw Failure.usage(
                        "--answers: the phone runs; give the rules to run, or POST /answers to its control API")
                }
                guard options.pinResetService == .embedded else {
                    throw Failure.usage("--pin-reset-service: the phone runs; give it to run")
                }
                return show.result(of: try await running.ask { try await $0.sync() })
            }
            return try await AgentAtHand.with(options, network, tune: { $0.answerRules = rules }) { hand in
                await show.following(hand) { try await $0.sync() }
            }
        }
    }
}

/// `unenroll`: a person removes the account.
struct UnenrollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unenroll",
        abstract: "Remove the account: tell the server, then take away all that it brought.",
        discussion: """
            A phone that is joined to Azure AD cannot leave its server. The server is told once; the account goes even \
            where it cannot be reached. \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy unenroll --state phone
            """)

    @OptionGroup(title: "Network options") var network: NetworkOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        try await AccountAction.run(options, network, output, control: { try await $0.unenroll() }) { agent in
            try await agent.unenroll()
        }
    }
}

/// `renew`: a new certificate.
struct RenewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Renew the certificate that the phone shows its server, without a person (ROBO).",
        discussion: """
            The server must have set EntDMID before. `run` renews by itself when it is time. \
            \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy renew --state phone
              understudy renew --force --state phone
            """)

    @Flag(help: "Also where the server has set no EntDMID, without which a phone does not renew.")
    var force = false

    @OptionGroup(title: "Network options") var network: NetworkOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        let force = force
        try await AccountAction.run(options, network, output, control: { try await $0.renew(isForced: force) }) {
            agent in
            try await agent.renew(isForced: force)
        }
    }
}

/// What `unenroll` and `renew` have in common.
private enum AccountAction {
    static func run(
        _ options: PhoneOptions, _ network: NetworkOptions, _ output: OutputOptions,
        control: (ControlClient) async throws -> PersonReply,
        _ work: @escaping @Sendable (DeviceAgent) async throws -> Void
    ) async throws {
        try await output.reporting {
            if let running = ControlAtHand.find(options) { return try await running.ask(control).result(output) }
            return try await AgentAtHand.with(options, network) { hand in
                await SessionShow(json: output.json).following(hand) { agent in
                    try await work(agent)
                    return nil
                }
            }
        }
    }
}
