import Foundation
import GRDB
import ManagementTree
package import SimulatedPhone
import Synchronization

/// One phone on disk: `phone.sqlite` in a state folder, written in one transaction each time.
///
/// The store knows what it has kept, so a save writes what has changed since and nothing else.
package final class PhoneStore: Sendable {
    private let folder: StateFolder
    private let database: DatabaseQueue
    /// The phone as it is on disk; nil where that is not known yet.
    private let kept = Mutex<Phone?>(nil)

    /// Opens the state in a folder, or makes an empty one.
    /// - Throws: `StoreError`, also where another process uses the folder.
    package init(_ folder: StateFolder) throws(StoreError) {
        self.folder = folder
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            // Whatever is committed survives the end of the process, however it ends; that the disk has it at once would
            // only matter to a machine that loses its power. Most messages change one small row, so pages are small.
            try database.execute(
                sql: "PRAGMA page_size = 1024; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        }
        do {
            // Before SQLite writes anything: it gives the files beside the database the same mode.
            try folder.makeDatabasePrivate()
            database = try DatabaseQueue(path: folder.database, configuration: configuration)
            guard try !database.read(PhoneSchema.migrator.hasBeenSuperseded) else {
                throw DatabaseError(message: "a later version of this program has written it")
            }
            try PhoneSchema.migrator.migrate(database)
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
        let phone: Phone? = try read { database in
            guard let row = try Row.fetchOne(database, sql: "SELECT * FROM phone") else { return nil }
            let text = try row.decode(String.self, forColumn: "state")
            var state = try JSONDecoder().decode(KeptState.self, from: Data(text.utf8)).state
            var enrolled = try Self.enrolment(row, database)
            try PhoneColumns(row).apply(to: &state)
            try SessionRow.fetch(database).apply(to: &enrolled)
            let nodes = try NodeRow.fetchAll(database).map { try $0.node() }
            return Phone(state, enrolled: enrolled, nodes: nodes, blueprint: blueprint)
        }
        kept.withLock { $0 = phone }
        return phone
    }

    private static func enrolment(_ row: Row, _ database: Database) throws -> Enrolled? {
        guard let text = try row.decode(String?.self, forColumn: "enrolment") else { return nil }
        var enrolled = try JSONDecoder().decode(Enrolled.self, from: Data(text.utf8))
        enrolled.certificates = CertificateStore(try CertificateRow.fetchAll(database).map { try $0.entry() })
        return enrolled
    }

    /// Keeps a phone: all of it or, where anything fails, nothing.
    package func save(_ phone: Phone) throws(StoreError) {
        do {
            let (differences, tree) = kept.withLock { kept -> (PhoneDifferences, Tree?) in
                guard let kept else { return (.all, nil) }
                return (phone.differences(from: kept), kept.tree)
            }
            guard !differences.isEmpty else { return }
            let change = try PhoneChange(from: tree, to: phone, differences)
            // One statement is a transaction by itself.
            if differences == .session || differences == .lockScreen {
                try database.writeWithoutTransaction { database in try change.write(to: database) }
            } else {
                try database.write { database in try change.write(to: database) }
            }
        } catch {
            // What is on disk now is not known; the next save writes all of it.
            kept.withLock { $0 = nil }
            throw PhoneStore.unusable(folder, error)
        }
        kept.withLock { $0 = phone }
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

    private static func unusable(_ folder: StateFolder, _ error: any Error) -> StoreError {
        StoreError(
            code: .unusableDatabase, folder: folder.path,
            message: "phone.sqlite cannot be used (\(error)); name another folder with --state, or remove this one")
    }
}
