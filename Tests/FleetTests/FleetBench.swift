import PINReset
import Enrollment
import Agent
import Certificates
import Fleet
import Lab
import Logging
import Notation
import SimulatedPhone
import TestSupport
import Transport

/// A fleet and a server for it, in this process.
struct FleetBench: Sendable {
    let lab: RunningLab
    /// The folder of its state.
    let folder: String

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    static let tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"

    /// What takes a moment to make is made once for all tests.
    private static let authority = Result { try LabAuthority.make(now: LabSources.system.now()) }
    private static let keys = Result { try (0..<3).map { _ in try SigningKey.generate(bits: 2048).der } }
    static let blueprint = Result {
        var profile = PhoneProfile.lumia950
        profile.enrolled = nil
        return try Blueprint(profile: profile, isOfFleet: true)
    }

    static func with(usesTLS: Bool = false, _ work: @Sendable (FleetBench) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            try await LabServer.withServer(
                LabConfiguration(usesTLS: usesTLS), authority: try authority.get(), logger: quiet
            ) { lab in try await work(FleetBench(lab: lab, folder: "\(folder)/fleet")) }
        }
    }

    func owner(of plan: FleetPlan) -> FleetFolder.Owner {
        FleetFolder.Owner(
            fleet: FleetIdentity(
                phones: plan.phones, seed: plan.seed, shards: plan.shard.count, server: lab.baseURL, device: "lumia"),
            shard: plan.shard)
    }

    /// Runs a fleet to its end.
    /// - Parameters:
    ///   - isKept: whether its phones are kept in the folder.
    ///   - keys: nil for a few of RSA that all share.
    ///   - meanwhile: what somebody does while it runs; when it returns the run is stopped, if it goes on for ever.
    func run(
        _ plan: FleetPlan, isKept: Bool = false, keys: KeyPool? = nil, tune: (inout FleetSettings) -> Void = { _ in },
        meanwhile: (@Sendable (FleetRun) async throws -> Void)? = nil
    ) async throws -> FleetReport {
        let blueprint = try Self.blueprint.get()
        var agent = AgentConfiguration(pinResetService: .granted)
        agent.retryLimit = 0
        let url = lab.discoveryURL
        var settings = FleetSettings(blueprint: blueprint, agent: agent) { number in
            let user = "phone\(number)@fleet.example"
            var order = EnrollmentOrder(
                discoveryURL: url, user: user, credential: .password(user: user, password: "secret"))
            order.allowsInsecureHTTP = true
            return order
        }
        settings.maxConcurrency = 16
        tune(&settings)
        let folder = isKept ? try FleetFolder(folder, owner(of: plan)) : nil
        let kept = try await folder?.phones { _ in blueprint } ?? []
        let opened = try folder?.openRun(kept, now: SystemClock().now())
        let keys = try keys ?? KeyPool(try Self.keys.get())
        let figures = FleetFigures(opened?.notes.counts ?? FleetCounts())
        let transport = TransportConfiguration(
            trustRoots: [lab.authority.certificate], allowsInsecureHTTP: true)
        return try await FleetWire.with(transport, sources: [], figures: figures) { [settings] wire in
            let run = FleetRun(
                plan, settings, wire: wire, keys: keys, database: folder?.database,
                figures: figures, logger: Self.quiet)
            for (number, phone) in kept {
                await run.take(phone, number: number, sessions: opened?.run.sessions(of: phone, number) ?? 0)
            }
            let watch = FleetWatch(
                run, folder: folder, notes: opened?.notes ?? FleetFolder.Notes(), begun: SystemClock().now())
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                if let meanwhile {
                    tasks.addTask {
                        try await meanwhile(run)
                        await run.stop()
                    }
                }
                await run.run()
                try await tasks.waitForAll()
            }
            return await watch.report(program: "test", owner(of: plan))
        }
    }
}
