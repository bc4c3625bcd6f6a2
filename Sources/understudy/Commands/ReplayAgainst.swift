import Agent
import ArgumentParser
import Captures
import Foundation
import Notation
import Session
import SimulatedPhone

/// The options of `replay` for playing the device's side of a capture to a live server.
struct AgainstOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Play the device's side to this server, and compare what it answers with what was recorded.",
            discussion: """
                With a phone of --state that is enrolled there, this is the address of its management server; else that of \
                its discovery service, and a phone is enrolled first, with --user and a credential: that of --state, or \
                one that is thrown away. Ids, credentials and \
                tokens are that phone's own; the recorded ones are not sent. Host and number of requests are told before \
                anything is sent, and a terminal is asked.
                """,
            valueName: "url"))
    var against: String?

    @Flag(help: "With --against: send without asking, as scripts need it.")
    var yes = false

    @Option(help: ArgumentHelp("With --against: the user who enrols.", valueName: "upn"))
    var user: String?

    @OptionGroup(title: "Options for --against") var credential: CredentialOptions
    @OptionGroup(title: "Options for --against") var network: NetworkOptions

    func validate() throws {
        guard against == nil else { return }
        if yes || user != nil || !credential.isEmpty {
            throw ValidationError(
                "--yes, --user and credentials are for --against; without it nothing is sent anywhere")
        }
    }
}

/// `replay --against URL`: the device's side of recorded sessions, played to a live server.
struct ReplayAgainst {
    let url: String
    let options: AgainstOptions
    let phone: PhoneOptions

    /// What is known before anything is sent.
    private struct Plan {
        var devices: [RecordedDevice]
        var requests: Int { devices.reduce(0) { $0 + $1.requestCount } }
    }

    /// Plays the sessions in order.
    /// - Returns: what came of each message.
    /// - Throws: before anything is sent where nobody has allowed it; where the server cannot be reached.
    func run(_ sessions: [RecordedSession], rules: [DifferenceRule]) async throws -> [ReplayedTurn] {
        guard let address = WebAddress(url) else {
            throw Failure.usage(
                "--against \(url): this is no address of a server; write it as https://mdm.example.com/…")
        }
        let devices = sessions.enumerated().map { RecordedDevice($1, number: $0 + 1, rules: rules) }
        let plan = Plan(devices: devices.filter { $0.requestCount > 0 })
        guard !plan.devices.isEmpty else {
            throw Failure.data(
                "the capture holds no message by which a device begins or goes on with a session, so there is nothing to play "
                    + "to a server")
        }
        var network = options.network
        // An exchange that is lost is not tried again: the server may have counted it.
        network.retries = network.retries ?? 0
        // A folder without a phone is a name that was mistyped: a phone that is to stay is enrolled by `enroll`.
        return try await AgentAtHand.with(phone, network, isPersonal: phone.state != nil) { hand in
            try await play(plan, address, hand.agent)
        }
    }

    private func play(_ plan: Plan, _ address: WebAddress, _ agent: DeviceAgent) async throws -> [ReplayedTurn] {
        let order = try await order(for: agent, address)
        try confirm(plan, address, isEnrolling: order != nil)
        if let order { try await agent.enroll(order) }
        var turns: [ReplayedTurn] = []
        for device in plan.devices {
            var (device, error) = await agent.speak(device)
            // A server that is not there gives no answers to compare.
            if let error, case .noAnswer = error.code { throw error }
            device.finish(failure: error?.message)
            turns += device.turns
        }
        return turns
    }

    /// How the phone enrols; nil where it has an account with this server.
    private func order(for agent: DeviceAgent, _ address: WebAddress) async throws -> EnrollmentOrder? {
        if let account = await agent.phone.enrolled?.account {
            guard account.addresses.contains(where: { WebAddress($0)?.isSameServer(as: address) == true }) else {
                throw Failure.usage(
                    "--against \(url): the phone is enrolled with \(account.address), and shows who it is to no other server; "
                        + "name that one, or leave --state out to enrol a phone with this one")
            }
            return nil
        }
        guard let user = options.user else {
            throw Failure.usage(
                "--against \(url): no phone is enrolled there; name one by --state, or enrol one with --user user@domain and "
                    + "--password-file, --token-file or --certificate")
        }
        guard let credential = try options.credential.read(of: user) else {
            throw Failure.usage(
                "--against \(url): give what \(user) shows the server: --password-file, --token-file or --certificate")
        }
        var order = EnrollmentOrder(discoveryURL: url, user: user, credential: credential)
        order.allowsInsecureHTTP = options.network.reach.insecureHTTP
        order.usesNonceUndecoded = options.network.undecodedNonce ?? false
        return order
    }

    /// Says what is about to be sent, and asks where there is somebody to ask.
    private func confirm(_ plan: Plan, _ address: WebAddress, isEnrolling: Bool) throws {
        let sessions = plan.devices.count == 1 ? "1 session" : "\(plan.devices.count) sessions"
        let enrollment = isEnrolling ? "an enrolment, and then " : ""
        Console.error(
            "understudy: to \(Console.visible(address.hostField)): \(enrollment)\(plan.requests) requests in \(sessions), beside "
                + "those with which the server asks who is there")
        guard !options.yes else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Failure.usage("nothing was sent: there is no terminal to ask on; --yes allows it")
        }
        Console.error("Send them? Type yes:")
        guard ["y", "yes"].contains(readLine()?.trimmed.lowercased() ?? "") else {
            throw Failure(outcome: .failed, message: "nothing was sent")
        }
    }
}

extension RecordedDevice: SessionSpeaker {}
