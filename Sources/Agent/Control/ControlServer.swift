import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
import Serving
import Store
import Wire

/// The control API of a phone that runs: JSON over HTTP, on this machine only, for who can read the state folder.
package struct ControlServer: Service {
    /// This machine only.
    private static let host = "127.0.0.1"

    private let handlers: ControlHandlers
    private let folder: String
    private let port: Int
    private let identity = ControlIdentity()
    private let clock: RequestClock.Limits
    private let roster: ConnectionRoster
    private let logger: Logger
    private let onStart: @Sendable (ControlFile) async -> Void

    /// - Parameters:
    ///   - folder: where `control.json` is kept while the server runs.
    ///   - port: 0 for any that is free.
    ///   - connections: at most so many at once; the one that has kept the server waiting longest goes for a new one.
    ///   - requestSeconds: how long the head of a request may take; its body may take twice that.
    ///   - onStart: told where the server is when it listens.
    package init(
        _ agent: DeviceAgent, folder: String, port: Int = 0, connections: Int = 64, requestSeconds: Int64 = 10,
        logger: Logger,
        onStart: @escaping @Sendable (ControlFile) async -> Void = { _ in }
    ) {
        handlers = ControlHandlers(agent, folder: folder)
        self.folder = folder
        self.port = port
        clock = RequestClock.Limits(head: .seconds(requestSeconds), body: .seconds(2 * requestSeconds))
        roster = ConnectionRoster(limit: connections)
        self.logger = logger
        self.onStart = onStart
    }

    /// Serves until it is told to stop.
    /// - Throws: also `ListeningError`, and `ControlError` where nobody could find the server because its file cannot be
    ///   written.
    package func run() async throws {
        // What a phone may have left behind that was killed.
        DeviceAgent.endLoans(in: folder)
        defer { DeviceAgent.endLoans(in: folder) }
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router(), server: .plain(clock, roster),
            configuration: ApplicationConfiguration(
                address: .hostname(Self.host, port: port), serverName: "understudy"),
            onServerRunning: { channel in listening.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { listening.finish() }
                do {
                    try await application.run()
                } catch {
                    throw ListeningError(error, host: Self.host, port: port) ?? error
                }
            }
            tasks.addTask { try await publish(ports) }
            // The first error ends the other task.
            while try await tasks.next() != nil {}
        }
    }

    /// Writes the file when the server listens, and takes it away when it does not any more.
    private func publish(_ ports: AsyncStream<Int>) async throws {
        for await port in ports {
            identity.port = port
            let file = ControlFile(port: port, token: identity.token, holder: StateFolder.holder(of: folder))
            try file.write(to: folder)
            await onStart(file)
        }
        ControlFile.read(from: folder).flatMap { $0.token == identity.token ? $0 : nil }?.remove(from: folder)
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ControlGate(identity: identity))
        for operation in ControlRoutes.all {
            router.on(RouterPath(operation.path), method: operation.method.http) { request, _ in
                let request = try await Self.read(request)
                // A session that waits to try again must not keep the phone from stopping.
                let answer = try await cancelWhenGracefulShutdown { try await operation.run(handlers, request) }
                return try ControlResponse.make(answer)
            }
        }
        return router
    }

    /// The most that a body may have; the longest one holds a PIN.
    private static let longestBody = 64 << 10

    private static func read(_ request: Request) async throws -> ControlRequest {
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
        return ControlRequest(
            query: query, body: Array(buffer: try await request.body.collect(upTo: longestBody)))
    }
}

extension WireRequest.Method {
    var http: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        }
    }
}

/// Who logs the server logs no token: `ServiceLifecycle` prints the services that it runs.
extension ControlServer: CustomStringConvertible, CustomReflectable {
    package var description: String { "the control API" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
