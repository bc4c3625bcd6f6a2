import Agent
import ArgumentParser
import Captures
import Logging
import Notation
import SimulatedPhone
import Transport
import Wire

/// The phone of a state folder with an agent that talks to its server.
struct AgentAtHand {
    let agent: DeviceAgent
    let folder: String

    /// Opens the phone, lets the body use an agent of it, and closes the connections.
    /// - Parameters:
    ///   - making: whether a new phone is made where there is none.
    ///   - isPersonal: whether it is the personal phone where no folder is named; else one that is thrown away.
    static func with<Value: Sendable>(
        _ options: PhoneOptions, _ network: NetworkOptions, making: Bool = false, isPersonal: Bool = true,
        tune: (inout AgentConfiguration) -> Void = { _ in },
        _ body: (AgentAtHand) async throws -> Value
    ) async throws -> Value {
        try PhoneAtHand.refuseTime(options)
        let hand =
            isPersonal
            ? try await PhoneAtHand(personal: options, making: making)
            : try await PhoneAtHand(options, folder: options.state)
        // A phone that was enrolled with a document knows no discovery service.
        let known = hand.phone.enrolled.map { [$0.account.discoveryURL] + $0.account.addresses } ?? []
        let wasEnrolledOverHTTP = known.contains { WebAddress($0)?.isSecure == false }
        try options.pinResetService.checkAddress(allowingHTTP: network.reach.insecureHTTP || wasEnrolledOverHTTP)
        var configuration = AgentConfiguration(pinResetService: hand.pinResetService)
        configuration.identities = .tlsLibrary
        configuration.retryLimit = network.retries
        configuration.isStrict = network.strict
        tune(&configuration)
        let recorder = try network.recorder(
            RecordingDescription.Run(
                first: 1, version: Understudy.version, profile: hand.phone.profile.name, seed: options.seed,
                pinResetService: options.pinResetService.description,
                hasAnswerRules: !configuration.answerRules.isEmpty))
        configuration.witness = recorder.map { RecordingWitness(recorder: $0) }
        let exchange = try network.reach.exchange(allowingHTTP: wasEnrolledOverHTTP)
        configuration.pinResetPlace = options.pinResetService.place(over: exchange)
        let provider: any ExchangeProvider = recorder.map { RecordingProvider(exchange, $0) } ?? exchange
        let agent = DeviceAgent(
            hand.phone, store: hand.store, exchanges: provider, configuration: configuration,
            clock: options.seed == nil ? SystemClock() : StandingClock(PhoneTime.seeded),
            logger: logger("understudy.agent", network.logLevel))
        do {
            // Also after an enrolment, which has made the account only then.
            try await network.keep(with: agent)
            let value = try await body(AgentAtHand(agent: agent, folder: options.state ?? PhoneAtHand.personalFolder))
            try await network.keep(with: agent)
            await exchange.shutdown()
            return value
        } catch {
            await exchange.shutdown()
            throw error
        }
    }

    /// A logger that writes to standard error, so that results stay alone on standard output.
    static func logger(_ label: String, _ level: Logger.Level) -> Logger {
        var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }

    /// Runs the body and shows meanwhile what happens.
    func watching<Value: Sendable>(
        _ show: @escaping @Sendable (AgentEvent) -> Void, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let events = agent.events.events()
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { for await event in events { show(event) } }
            do {
                let value = try await body()
                agent.events.finish()
                try await tasks.waitForAll()
                return value
            } catch {
                agent.events.finish()
                try await tasks.waitForAll()
                throw error
            }
        }
    }
}
