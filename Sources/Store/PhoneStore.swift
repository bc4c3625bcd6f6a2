import Foundation
import GRDB
import ManagementTree
package import SimulatedPhone

/// One phone on disk: `phone.sqlite` in a state folder, written in one transaction each time.
package final class PhoneStore: Sendable {
    private let folder: StateFolder
    private let database: DatabaseQueue

    /// Opens the state in a folder, or makes an empty one.
    /// - Throws: `StoreError`, also where another process uses the folder.
    package init(_ folder: StateFolder) throws(StoreError) {
        self.folder = folder
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
        }
        do {
            database = try DatabaseQueue(path: folder.database, configuration: configuration)
            guard try !database.read(PhoneStore.migrator.hasBeenSuperseded) else {
                throw DatabaseError(message: "a later version of this program has written it")
            }
            // The PIN is in it. SQLite gives the files beside it the same mode.
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.database)
            try PhoneStore.migrator.migrate(database)
        } catch {
            throw PhoneStore.unusable(folder, error)
        }
    }

    /// The profile of the phone that is kept; nil where the folder is new.
    package func profile() throws(StoreError) -> PhoneProfile? {
        try read { database in
            guard let text = try String.fetchOne(database, sql: "SELECT profile FROM phone") else { return nil }
            return try JSONDecoder().decode(PhoneProfile.self, from: Data(text.utf8))
        }
    }

    /// The phone that is kept; nil where the folder is new.
    package func load(_ blueprint: Blueprint) throws(StoreError) -> Phone? {
        try read { database in
            guard let text = try String.fetchOne(database, sql: "SELECT state FROM phone") else { return nil }
            let state = try JSONDecoder().decode(PhoneState.self, from: Data(text.utf8))
            let nodes = try NodeRow.fetchAll(database).map { try $0.node() }
            return Phone(state, nodes: nodes, blueprint: blueprint)
        }
    }

    /// Keeps a phone: all of it or, where anything fails, nothing.
    package func save(_ phone: Phone) throws(StoreError) {
        do {
            let profile = try PhoneStore.text(phone.profile)
            let state = try PhoneStore.text(phone.state)
            let rows = phone.tree.storedNodes.map { NodeRow($0) }
            try database.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO phone (id, profile, state) VALUES (1, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET profile = excluded.profile, state = excluded.state
                        """,
                    arguments: [profile, state])
                try NodeRow.replaceAll(rows, in: database)
            }
        } catch {
            throw PhoneStore.unusable(folder, error)
        }
    }

    private func read<Value: Sendable>(
        _ body: @Sendable (Database) throws -> Value?
    ) throws(StoreError) -> Value? {
        do {
            return try database.read(body)
        } catch {
            throw PhoneStore.unusable(folder, error)
        }
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func unusable(_ folder: StateFolder, _ error: any Error) -> StoreError {
        StoreError(
            code: .unusableDatabase, folder: folder.path,
            message: "phone.sqlite cannot be used (\(error)); name another folder with --state, or remove this one")
    }

    /// The steps from one form of the database to the next; a form that this program does not know is refused.
    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: phone and nodes") { database in
            try database.create(table: "phone") { table in
                table.primaryKey("id", .integer).check { $0 == 1 }
                table.column("profile", .text).notNull()
                table.column("state", .text).notNull()
            }
            try database.create(table: "node") { table in
                table.column("scope", .text).notNull()
                table.column("path", .text).notNull()
                table.column("ordinal", .integer).notNull()
                table.column("format", .text)
                table.column("type", .text)
                table.column("text", .text)
                table.column("bytes", .blob)
                table.primaryKey(["scope", "path"])
            }
        }
        return migrator
    }
}
