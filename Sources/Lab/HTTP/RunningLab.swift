package import Administration
package import Logging
internal import ServiceLifecycle
internal import Serving

/// A server that listens, for as long as a scope lasts.
package struct RunningLab: Sendable {
    package let server: LabServer
    package let port: Int

    package var management: LabManagement { server.management }
    package var authority: LabAuthority { server.authority }
    package var token: String { server.token }
    package var tenancy: LabTenancy { server.tenancy }

    /// What the application of the Graph-shaped API shows.
    package var clientSecret: String { server.clientSecret }

    /// The server's address without a path.
    package var baseURL: String { server.configuration.url(port: port) }

    package var discoveryURL: String { baseURL + LabEnrollment.Path.discovery }
    package var pinResetURL: String { baseURL + PINResetRoutes.path }
}

extension LabServer {
    /// Starts a server, does some work with it, and stops it.
    /// - Parameters:
    ///   - authority: a new one is made where none is given.
    ///   - token: likewise.
    ///   - store: where tenants are kept.
    ///   - push: tells a phone that its server wants a session; whether it was there.
    ///   - tick: how often the clock is looked at.
    ///   - records: where phones are kept; only in memory if nil.
    package static func withServer<Value: Sendable>(
        _ configuration: LabConfiguration = LabConfiguration(), authority: LabAuthority? = nil,
        token: String? = nil, signingKey: String = RandomToken.make(), store: any AdministrationStore = MemoryStore(),
        records: (any RecordStore)? = nil, sources: LabSources = .system,
        push: @escaping @Sendable (String) async -> Bool = { _ in false }, tick: Duration = .seconds(1),
        connections: Int? = nil, requestSeconds: Int64 = 30, logger: Logger = Logger(label: "lab"),
        _ work: @Sendable (RunningLab) async throws -> Value
    ) async throws -> Value {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = LabServer(
            configuration: configuration, authority: try authority ?? LabAuthority.make(now: sources.sharedNow()),
            token: token ?? RandomToken.make(), signingKey: signingKey, store: store, records: records,
            sources: sources, push: push, tick: tick,
            connections: connections, requestSeconds: requestSeconds, logger: logger,
            onStart: { port.yield($0) })
        var group = ServiceGroupConfiguration(services: [server], logger: logger)
        // A client that keeps its connection must not keep the server.
        group.maximumGracefulShutdownDuration = .seconds(1)
        let services = ServiceGroup(configuration: group)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await services.run()
            }
            guard let number = await ports.first(where: { _ in true }) else {
                try await tasks.waitForAll()
                throw LabError(.notStarted, "The server stopped before it listened.")
            }
            let result: Result<Value, any Error>
            do {
                result = .success(try await work(RunningLab(server: server, port: number)))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }
}
