import Agent
import Fleet
import Foundation
import Logging
import Notation
import SimulatedPhone
import Store
import UnixSignals

/// A run of a fleet from its options to its report.
struct FleetProgram {
    private let command: FleetRunCommand
    private let progress: FleetProgress

    init(_ command: FleetRunCommand) {
        self.command = command
        progress = FleetProgress(isQuiet: command.output.json && isatty(STDERR_FILENO) == 0)
    }

    func run() async throws -> FleetReport {
        let blueprint = try command.identity.blueprint()
        let (settings, plan) = (try settings(blueprint), plan)
        let (pool, isNew) = try command.keys.pool()
        let folder = try command.state.map(open)
        let kept = try await folder.map { try await phones(of: $0, blueprint) } ?? []
        let now = SystemClock().now()
        let opened = try folder.map { try Self.translating { () throws(StoreError) in try $0.openRun(kept, now: now) } }
        if isNew {
            let missing = plan.numbers.count - kept.count { $0.phone.enrolled != nil }
            try await pool.make(missing) { [progress] in progress.keys($0, of: missing) }
            try command.keys.keep(pool)
        }
        let notes = opened?.notes ?? FleetFolder.Notes()
        let figures = FleetFigures(notes.counts)
        let transport = try command.network.transport()
        return try await FleetWire.with(transport, sources: command.course.source, figures: figures) { wire in
            let run = FleetRun(
                plan, settings, wire: wire, keys: pool, database: folder?.database, figures: figures,
                logger: AgentAtHand.logger("understudy.fleet", command.network.logLevel))
            for (number, phone) in kept {
                await run.take(phone, number: number, sessions: opened?.run.sessions(of: phone, number) ?? 0)
            }
            let begun = opened.flatMap { Instant(text: $0.run.begun) } ?? now
            let watch = FleetWatch(run, folder: folder, notes: notes, begun: begun)
            await carryOut(run, watch)
            return await watch.report(program: "understudy \(Understudy.version)", command.identity.owner)
        }
    }

    /// Runs the fleet; somebody watches, and may stop it.
    private func carryOut(_ run: FleetRun, _ watch: FleetWatch) async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { [progress] in await watch.watch { progress.show($0) } }
            tasks.addTask { [progress] in
                var isSecond = false
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    progress.say(isSecond ? "breaking off" : "no phone begins anything more; those at work come to their end")
                    await run.stop(within: isSecond ? .zero : .seconds(10))
                    isSecond = true
                }
            }
            await run.run()
            tasks.cancelAll()
        }
        progress.end()
    }

    private var plan: FleetPlan {
        var plan = command.identity.plan
        command.course.tune(&plan)
        return plan
    }

    private func settings(_ blueprint: Blueprint) throws -> FleetSettings {
        let sample = Phone(
            fresh: blueprint, seed: 1, tenant: command.identity.tenant, now: SystemClock().now())
        try command.pinResetService.checkAddress(allowingHTTP: command.network.insecureHTTP)
        var agent = AgentConfiguration(pinResetService: command.pinResetService.service(for: sample))
        agent.identities = .tlsLibrary
        agent.retryLimit = command.network.retries
        agent.isStrict = command.network.strict
        agent.answerRules = try command.answers.rules()
        var settings = FleetSettings(
            blueprint: blueprint, agent: agent,
            order: try command.user.orders(command.identity.discoveryURL, command.network))
        settings.hold = command.course.whole
        settings.maxConcurrency = command.course.maxConcurrency
        settings.tenant = command.identity.tenant
        return settings
    }

    private func open(_ path: String) throws -> FleetFolder {
        let folder = try Self.translating { () throws(StoreError) in
            try FleetFolder(path, command.identity.owner)
        }
        if let note = folder.note { Console.error("understudy: \(note)") }
        return folder
    }

    private func phones(of folder: FleetFolder, _ blueprint: Blueprint) async throws -> [(number: Int, phone: Phone)] {
        do throws(StoreError) {
            return try await folder.phones(blueprint)
        } catch {
            throw Failure.state("\(error)")
        }
    }

    private static func translating<Value>(_ work: () throws(StoreError) -> Value) throws -> Value {
        do throws(StoreError) {
            return try work()
        } catch {
            throw Failure.state("\(error)")
        }
    }
}
