import Agent
import Logging
import ServiceLifecycle
import Testing
import Transport
import Wire

/// The control API of an agent over a real socket, for as long as a scope lasts.
struct LiveControl: Sendable {
    let file: ControlFile
    let exchange: HTTPExchange
    fileprivate let group: ServiceGroup

    var client: ControlClient { ControlClient(file, over: exchange) }

    var base: String { "http://127.0.0.1:\(file.port)" }

    static func with(
        _ agent: DeviceAgent, folder: String, beside services: [any Service] = [],
        logger: Logger = Sample.quiet, connections: Int = 64, requestSeconds: Int64 = 10,
        _ work: @Sendable (LiveControl) async throws -> Void
    ) async throws {
        let (files, file) = AsyncStream.makeStream(of: ControlFile.self)
        let server = ControlServer(
            agent, folder: folder, connections: connections, requestSeconds: requestSeconds, logger: logger
        ) { file.yield($0) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: services + [server], logger: Sample.quiet))
        try await HTTPExchange.withExchange(TransportConfiguration(allowsInsecureHTTP: true)) { exchange in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    defer { file.finish() }
                    try await group.run()
                }
                let found = try #require(await files.first { _ in true })
                do {
                    try await work(LiveControl(file: found, exchange: exchange, group: group))
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }
}

extension LiveControl {
    /// Tells the phone to stop, as a signal does.
    func stop() async { await group.triggerGracefulShutdown() }

    /// A request by hand, with the token.
    func send(_ method: WireRequest.Method, _ path: String, _ body: String = "") async throws -> WireResponse {
        try await exchange.send(
            WireRequest(
                method, base + path, headers: ["Authorization": "Bearer \(file.token)"], body: Array(body.utf8)))
    }
}
