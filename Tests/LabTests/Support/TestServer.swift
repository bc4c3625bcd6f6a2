import Lab
import Logging

/// A server for the length of a test; all share one authority, because making its key takes a moment.
enum TestServer {
    static let authority = Result { try LabAuthority.make(now: LabSources.system.now()) }

    static func run(
        _ configuration: LabConfiguration, _ work: @Sendable (RunningLab) async throws -> Void
    ) async throws {
        try await LabServer.withServer(configuration, authority: try authority.get(), logger: .quiet, work)
    }

    /// Without TLS.
    static func plain(_ oddities: LabOddities = LabOddities()) -> LabConfiguration {
        LabConfiguration(usesTLS: false, management: LabManagementSettings(oddities: oddities))
    }
}
