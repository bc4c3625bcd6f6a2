import Agent
import Fleet
import Foundation
import Logging
import Notation
import SimulatedPhone
import Store
import UnixSignals

/// A run of a fleet from what was asked for to its report.
struct FleetProgram {
    private let order: FleetOrder
    private let network: NetworkOptions
    private let progress: FleetProgress
    private let blueprints: FleetBlueprints

    init(_ command: FleetRunCommand) throws {
        blueprints = FleetBlueprints()
        order = try FleetOrder(command, blueprints)
        network = command.network
        progress = FleetProgress(isQuiet: command.output.json && isatty(STDERR_FILENO) == 0)
    }

    /// Has all phones of a folder leave their server.
    init(cleaning folder: String, _ owner: FleetFolder.Owner, _ command: FleetCleanCommand) throws {
        blueprints = FleetBlueprints()
        order = try FleetOrder(cleaning: folder, owner, command, blueprints)
        network = command.network
        progress = FleetProgress(isQuiet: command.output.json && isatty(STDERR_FILENO) == 0)
    }

    func run() async throws -> FleetReport {
        let folder = try order.state.map(open)
        var kept: [(number: Int, phone: Phone)] = []
        if let folder { kept = try await phones(of: folder) }
        let now = SystemClock().now()
        // Who cleans up counts no further on what a run has begun.
        let opened = try (order.settings.isCleaning ? nil : folder).map { folder in
            try Self.translating { () throws(StoreError) in try folder.openRun(kept, now: now) }
        }
        let notes = opened?.notes ?? FleetFolder.Notes()
        let keys = try await keys(enrolled: kept.count { $0.phone.enrolled != nil })
        let figures = FleetFigures(notes.counts)
        let isOpen = WebAddress(order.owner.fleet.server)?.isSecure == false
        let transport = try network.reach.transport(allowingHTTP: isOpen && order.settings.isCleaning)
        return try await FleetWire.with(transport, sources: order.sources, figures: figures) { wire in
            let run = FleetRun(
                order.plan, order.settings, wire: wire, keys: keys, database: folder?.database, figures: figures,
                logger: logger)
            for (number, phone) in kept {
                await run.take(phone, number: number, sessions: opened?.run.sessions(of: phone, number) ?? 0)
            }
            let begun = opened.flatMap { Instant(text: $0.run.begun) } ?? now
            let watch = FleetWatch(run, folder: folder, notes: notes, begun: begun)
            await carryOut(run, watch, folder: folder?.path)
            let report = await watch.report(program: "understudy \(Understudy.version)", order.owner)
            if let failure = await watch.notesFailure {
                Console.error("understudy: what the run has counted is not all kept: \(failure)")
            }
            return report
        }
    }

    private var logger: Logger { AgentAtHand.logger("understudy.fleet", network.logLevel) }

    /// Keys for the phones that are not enrolled yet.
    private func keys(enrolled: Int) async throws -> KeyPool {
        guard let options = order.keys else { return KeyPool() }
        let (pool, isNew) = try options.pool()
        guard isNew else { return pool }
        let missing = order.plan.numbers.count - enrolled
        try await pool.make(missing) { [progress] in progress.keys($0, of: missing) }
        try options.keep(pool)
        return pool
    }

    /// Runs the fleet; somebody watches, and may stop it.
    private func carryOut(_ run: FleetRun, _ watch: FleetWatch, folder: String?) async {
        defer { progress.end() }
        await withTaskGroup(of: Void.self) { tasks in
            if let folder {
                let control = control(of: run, in: folder)
                tasks.addTask { [progress] in
                    do {
                        try await control.serve()
                    } catch  where !Task.isCancelled {
                        progress.say("the control API cannot be had: \(error)")
                    } catch {}
                }
            }
            tasks.addTask { [progress] in await watch.watch { progress.show($0) } }
            tasks.addTask { [progress] in
                var isSecond = false
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    progress.say(
                        isSecond ? "breaking off" : "no phone begins anything more; those at work come to their end")
                    await run.stop(within: isSecond ? .zero : .seconds(10))
                    isSecond = true
                }
            }
            await run.run()
            tasks.cancelAll()
        }
    }

    private func control(of run: FleetRun, in folder: String) -> FleetControl {
        FleetControl(
            run, folder: folder, port: order.controlPort, logger: logger,
            readScenario: { [blueprints] data in
                do {
                    return try ScenarioText.read(data, name: "scenario", blueprint: blueprints.named)
                } catch let refusal as ScenarioText.Unreadable {
                    throw Failure.data(refusal.message)
                }
            },
            onStart: { [progress] file in
                progress.say("figures at \(file.address)/metrics, with the token in \(folder)/control.token")
            })
    }

    private func open(_ path: String) throws -> FleetFolder {
        let folder = try Self.translating { () throws(StoreError) in try FleetFolder(path, order.owner) }
        if let note = folder.note { Console.error("understudy: \(note)") }
        return folder
    }

    private func phones(of folder: FleetFolder) async throws -> [(number: Int, phone: Phone)] {
        do throws(StoreError) {
            return try await folder.phones(blueprints.of)
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
