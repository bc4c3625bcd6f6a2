import Foundation
import Lab
import Logging
import TestSupport

extension Program {
    /// The program in a folder of its own, in which the authority of a lab that runs meanwhile stands as `ca.pem`.
    static func withLab(
        _ configuration: LabConfiguration = LabConfiguration(users: [Phones.user: "secret"]),
        _ work: @Sendable (RunningLab, Program) async throws -> Void
    ) async throws {
        // These tests tell of their own commands alone.
        var configuration = configuration
        configuration.management.asksNewDevices = false
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await LabServer.withServer(configuration, authority: try Conversation.authority.get(), logger: quiet) {
            lab in
            try await TemporaryFolder.with { folder in
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try lab.authority.pem.write(toFile: "\(folder)/ca.pem", atomically: true, encoding: .utf8)
                try await work(lab, try Program(folder: folder))
            }
        }
    }
}
