import Agent
import Logging
import ServiceLifecycle
import Serving
import UnixSignals

/// A phone that runs with its control API until somebody ends it.
enum PhoneService {
    /// - Parameters:
    ///   - port: of the control API; 0 for any that is free.
    ///   - onStart: told where the control API is when it listens.
    static func run(
        _ agent: DeviceAgent, folder: String, port: Int = 0, logger: Logger,
        onStart: @escaping @Sendable (ControlFile) async -> Void = { _ in }
    ) async throws {
        let control = ControlServer(agent, folder: folder, port: port, logger: logger, onStart: onStart)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [Daemon(agent), control], gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
        do {
            try await group.run()
        } catch let error as ListeningError {
            throw Failure(
                outcome: .failed,
                message:
                    "the control API cannot listen: \(error); give another --control-port, or none for any that is "
                    + "free")
        }
    }
}
