package import Logging
import ServiceLifecycle

/// The control API of a phone that runs: JSON over HTTP, on this machine only, for who can read the state folder.
package struct ControlServer: Service {
    private let handlers: ControlHandlers
    private let folder: String
    private let host: ControlHost

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
        host = ControlHost(
            folder: folder, port: port, connections: connections, requestSeconds: requestSeconds, logger: logger,
            onStart: onStart)
    }

    /// Serves until it is told to stop.
    /// - Throws: also `ListeningError`, and `ControlError` where nobody could find the server because its file cannot be
    ///   written.
    package func run() async throws {
        // What a phone may have left behind that was killed.
        DeviceAgent.endLoans(in: folder)
        defer { DeviceAgent.endLoans(in: folder) }
        let routes = ControlRoutes.all.map { operation in
            ControlHost.Route(operation.method, operation.path) { [handlers] request in
                try await operation.run(handlers, request)
            }
        }
        try await host.run(routes, showsPage: true)
    }
}

/// Who logs the server logs no token: `ServiceLifecycle` prints the services that it runs.
extension ControlServer: CustomStringConvertible, CustomReflectable {
    package var description: String { "the control API" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
