import Foundation

/// A folder for the length of a test.
enum TemporaryFolder {
    static func with<Value: Sendable>(_ work: @Sendable (String) async throws -> Value) async throws -> Value {
        let folder = NSTemporaryDirectory() + "understudy-conversation-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await work(folder)
    }
}
