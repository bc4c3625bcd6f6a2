import Foundation

/// A folder that is there for the length of a test.
package enum TemporaryFolder {
    /// Makes a folder when there is room for a test that uses one.
    package static func with<Value>(
        isolation: isolated (any Actor)? = #isolation, _ work: (String) async throws -> Value
    ) async throws -> Value {
        try await TestRoom.with {
            let path = NSTemporaryDirectory() + "understudy-test-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: path) }
            return try await work(path)
        }
    }
}
