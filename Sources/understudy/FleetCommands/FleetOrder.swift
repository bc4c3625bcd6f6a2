import Agent
import Fleet
import Foundation
import Notation
import SimulatedPhone
import Transport

/// What is to be done with which fleet: of the options, what a run needs.
struct FleetOrder {
    let owner: FleetFolder.Owner
    let plan: FleetPlan
    let settings: FleetSettings
    /// nil where no phone enrols.
    var keys: FleetKeyOptions?
    var sources: [String] = []
    let state: String?
    var controlPort = 0

    /// A run.
    init(_ command: FleetRunCommand, _ blueprints: FleetBlueprints) throws {
        let (identity, network) = (command.identity, command.network)
        owner = identity.owner
        var plan = identity.plan
        command.course.tune(&plan)
        self.plan = plan
        let blueprint = try blueprints.named(identity.device)
        try WebAddress(identity.server)?.check(as: "--server", allowingHTTP: network.reach.insecureHTTP)
        try command.pinResetService.checkAddress(allowingHTTP: network.reach.insecureHTTP)
        try command.course.checkSources()
        let sample = Phone(fresh: blueprint, seed: 1, tenant: identity.tenant, now: SystemClock().now())
        var agent = Self.agent(network, command.pinResetService, sample)
        agent.answerRules = try command.answers.rules()
        var settings = FleetSettings(
            blueprint: blueprint, agent: agent,
            order: try command.user.orders(identity.discoveryURL, network, command.keys.keyType))
        settings.hold = command.course.whole
        settings.maxConcurrency = command.course.maxConcurrency
        settings.tenant = identity.tenant
        settings.pinResetURL = command.pinResetService.url
        if let file = command.scenario { settings.scenario = try Self.scenario(file, blueprints) }
        self.settings = settings
        keys = command.keys
        sources = command.course.source
        state = command.state
        controlPort = command.controlPort ?? 0
    }

    /// The end of all accounts.
    init(
        cleaning folder: String, _ owner: FleetFolder.Owner, _ command: FleetCleanCommand, _ blueprints: FleetBlueprints
    ) throws {
        self.owner = owner
        var plan = FleetPlan(phones: owner.fleet.phones)
        plan.shard = owner.shard
        plan.seed = owner.fleet.seed
        self.plan = plan
        let blueprint = try blueprints.named(owner.fleet.device)
        let sample = Phone(fresh: blueprint, seed: 1, now: SystemClock().now())
        var settings = FleetSettings(
            blueprint: blueprint, agent: Self.agent(command.network, .denied, sample),
            order: { _ in EnrollmentOrder(user: "", credential: nil) })
        settings.isCleaning = true
        settings.maxConcurrency = command.maxConcurrency
        self.settings = settings
        state = folder
    }

    private static func agent(
        _ network: NetworkOptions, _ service: ServiceChoice, _ sample: Phone
    ) -> AgentConfiguration {
        var agent = AgentConfiguration(pinResetService: service.service(for: sample))
        agent.identities = .tlsLibrary
        agent.retryLimit = network.retries
        agent.isStrict = network.strict
        return agent
    }

    private static func scenario(_ file: String, _ blueprints: FleetBlueprints) throws -> FleetScenario {
        let octets = try InputFile.bytes(of: file, option: "--scenario")
        do {
            return try ScenarioText.read(Data(octets), name: file, blueprint: blueprints.named)
        } catch let refusal as ScenarioText.Unreadable {
            throw Failure.data(refusal.message)
        }
    }
}
