import Foundation
import GRDB
import SimulatedPhone
import Store

/// What a state folder holds at a moment, as a process that starts then would find it.
enum KeptPhone {
    /// Reads a copy of the folder: the folder itself is locked by the store that is tested.
    static func load(from folder: String, _ blueprint: Blueprint) async throws -> Phone? {
        let copy = NSTemporaryDirectory() + "understudy-copy-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix("phone.sqlite") {
            try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(copy)/\(name)")
        }
        return try await PhoneStore(StateFolder(copy)).load(blueprint)
    }

    /// Another program that holds the database, so that nothing can be written until it is done.
    static func block(_ folder: String) throws -> Blocker {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: "\(folder)/phone.sqlite", configuration: configuration)
        try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        return Blocker(database: other)
    }

    struct Blocker: Sendable {
        fileprivate let database: DatabaseQueue

        func release() throws {
            try database.inDatabase { try $0.execute(sql: "ROLLBACK") }
        }
    }
}
