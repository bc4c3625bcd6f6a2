import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
import Serving
import Store
package import Wire

/// Serves a control API on this machine only, for who can read its folder: where it listens and the token that it wants
/// stand in `control.json`.
package struct ControlHost: Sendable {
    /// Something that can be asked.
    package struct Route: Sendable {
        package let method: WireRequest.Method
        package let path: String
        package let answer: @Sendable (ControlRequest) async throws -> ControlAnswer

        package init(
            _ method: WireRequest.Method, _ path: String,
            answer: @escaping @Sendable (ControlRequest) async throws -> ControlAnswer
        ) {
            self.method = method
            self.path = path
            self.answer = answer
        }
    }

    /// This machine only.
    private static let address = "127.0.0.1"
    /// The most that a body may have; the longest ones hold rules.
    private static let longestBody = 64 << 10

    private let folder: String
    private let port: Int
    private let identity = ControlIdentity()
    private let clock: RequestClock.Limits
    private let roster: ConnectionRoster
    private let logger: Logger
    private let onStart: @Sendable (ControlFile) async -> Void

    /// - Parameters:
    ///   - folder: where `control.json` is kept while it serves.
    ///   - port: 0 for any that is free.
    ///   - connections: at most so many at once; the one that has kept the server waiting longest goes for a new one.
    ///   - requestSeconds: how long the head of a request may take; its body may take twice that.
    ///   - onStart: told where it is when it listens.
    package init(
        folder: String, port: Int = 0, connections: Int = 64, requestSeconds: Int64 = 10, logger: Logger,
        onStart: @escaping @Sendable (ControlFile) async -> Void = { _ in }
    ) {
        self.folder = folder
        self.port = port
        clock = RequestClock.Limits(head: .seconds(requestSeconds), body: .seconds(2 * requestSeconds))
        roster = ConnectionRoster(limit: connections)
        self.logger = logger
        self.onStart = onStart
    }

    /// Serves until it is told to stop.
    /// - Parameter showsPage: whether the files of the phone's page are served beside the routes.
    /// - Throws: also `ListeningError`, and `ControlError` where nobody could find the server because its file cannot be
    ///   written.
    package func run(_ routes: [Route], showsPage: Bool = false) async throws {
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router(routes, showsPage), server: .plain(clock, roster),
            configuration: ApplicationConfiguration(
                address: .hostname(Self.address, port: port), serverName: "understudy"),
            onServerRunning: { channel in listening.yield(channel.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { listening.finish() }
                do {
                    try await application.run()
                } catch {
                    throw ListeningError(error, host: Self.address, port: port) ?? error
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

    private func router(_ routes: [Route], _ showsPage: Bool) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(
            middleware: ControlGate(
                identity: identity, known: routes.map { ($0.method, $0.path) }, showsPage: showsPage))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method.http) { request, _ in
                let request = try await Self.read(request)
                // A session that waits to try again must not keep the program from stopping.
                let answer = try await cancelWhenGracefulShutdown { try await route.answer(request) }
                return try ControlResponse.make(answer)
            }
        }
        return router
    }

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
extension ControlHost: CustomStringConvertible, CustomReflectable {
    package var description: String { "a control API" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
