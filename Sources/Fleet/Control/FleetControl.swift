package import Agent
package import Foundation
package import Logging
import SimulatedPhone
import Wire

/// What can be asked of a fleet that runs: its figures, pushes, another scenario, an end.
package struct FleetControl: Sendable {
    private let run: FleetRun
    private let host: ControlHost
    private let readScenario: @Sendable (Data) throws -> FleetScenario

    /// What a fleet says of itself.
    private struct Status: Encodable, Sendable {
        var planned: Int
        var enrolled: Int
        var atWork: Int
        /// Phones whose person has forgotten the PIN, by the ids that the server knows; at most a thousand.
        var forgotten: [String]
        var scenario: [String]
        var counts: FleetCounts
    }

    private struct Reached: Encodable, Sendable {
        /// How many phones there are that heard.
        var phones: Int
    }

    /// - Parameters:
    ///   - folder: where `control.json` is kept.
    ///   - readScenario: reads the text of a scenario; what it throws is told to who sent it.
    package init(
        _ run: FleetRun, folder: String, port: Int, logger: Logger,
        readScenario: @escaping @Sendable (Data) throws -> FleetScenario,
        onStart: @escaping @Sendable (ControlFile) async -> Void
    ) {
        self.run = run
        self.readScenario = readScenario
        // A client that keeps its connection when the run ends is no news to anybody.
        var logger = logger
        logger.logLevel = .critical
        host = ControlHost(folder: folder, port: port, logger: logger, onStart: onStart)
    }

    /// Serves until the task is cancelled.
    package func serve() async throws {
        try await host.run([
            ControlHost.Route(.get, "/metrics") { [run] _ in
                .text(await run.metricsText, mediaType: PrometheusText.mediaType)
            },
            ControlHost.Route(.get, "/status") { [run] _ in .json(await Self.status(run)) },
            ControlHost.Route(.post, "/push") { [run] request in
                let reached = await run.push(request.query["device"])
                guard reached > 0 || request.query["device"] == nil else {
                    throw ControlError(.badRequest, "device: no phone of this fleet has that id")
                }
                return .json(Reached(phones: reached))
            },
            ControlHost.Route(.put, "/scenario") { [run, readScenario] request in
                do {
                    await run.play(try readScenario(Data(request.body)))
                } catch {
                    throw ControlError(.badRequest, "\(error)")
                }
                return .json(await Self.status(run))
            },
            ControlHost.Route(.post, "/stop") { [run] _ in
                await run.stop()
                return .json(Reached(phones: await run.busy))
            },
        ])
    }

    private static func status(_ run: FleetRun) async -> Status {
        Status(
            planned: run.plan.size, enrolled: await run.enrolledCount, atWork: await run.busy,
            forgotten: await run.forgotten, scenario: await run.scenario.groups.map(\.name), counts: run.figures.counts)
    }
}

extension FleetRun {
    /// All figures in Prometheus' text form.
    var metricsText: String {
        FleetPrometheus.text(
            figures.counts,
            phones: [
                ("planned", phones.count), ("enrolled", enrolledCount), ("at_work", busy),
                ("forgotten", phones.count(where: \.hasForgotten)),
            ]) + metrics.text()
    }

    /// Phones whose person has forgotten the PIN, by the ids that the server knows.
    var forgotten: [String] {
        phones.lazy.filter(\.hasForgotten).prefix(1000).compactMap { $0.phone?.reportedDeviceID }
    }
}
