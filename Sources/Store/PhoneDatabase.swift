import Foundation
import GRDB
import SimulatedPhone
import Wire

/// The database of a state folder: `phone.sqlite`, with any number of phones, each by its number; a folder for one phone
/// is the same thing with one.
///
/// It reads and writes on a queue of its own: who waits for it is suspended and holds no thread that other phones run on.
/// It knows what it has kept, so a save writes what has changed since and nothing else.
package actor PhoneDatabase {
    private let connection: DatabaseQueue
    private let folder: StateFolder
    private let executor = QueueExecutor(label: "understudy.store")
    /// The phones as they are on disk; a number without one is that of a phone of which it is not known yet.
    private var kept: [Int64: Phone] = [:]

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Opens the database of a folder, or makes an empty one.
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
            connection = try DatabaseQueue(path: folder.database, configuration: configuration)
            guard try !connection.read(PhoneSchema.migrator.hasBeenSuperseded) else {
                throw DatabaseError(message: "a later version of this program has written it")
            }
            try PhoneSchema.migrator.migrate(connection)
        } catch {
            throw StoreError.unusable(folder, error)
        }
    }

    /// One of the phones, which need not be there yet.
    package nonisolated func phone(_ number: Int64) -> PhoneStore { PhoneStore(self, number) }

    /// The numbers of all phones that are kept, ascending.
    package func numbers() throws(StoreError) -> [Int64] {
        try read { try Int64.fetchAll($0, sql: "SELECT id FROM phone ORDER BY id") }
    }

    func profile(of number: Int64) throws(StoreError) -> PhoneProfile? {
        try read { database in
            let text = try String.fetchOne(database, sql: "SELECT profile FROM phone WHERE id = ?", arguments: [number])
            return try text.map { try JSONDecoder().decode(PhoneProfile.self, from: Data($0.utf8)) }
        }
    }

    func load(_ number: Int64, _ blueprint: Blueprint) throws(StoreError) -> Phone? {
        let phone = try read { try PhoneReading.phone(number, blueprint, $0) }
        kept[number] = phone
        return phone
    }

    /// All of it is written or, where anything fails, nothing.
    func save(_ phone: Phone, as number: Int64) throws(StoreError) {
        let old = kept[number]
        let differences = old.map { phone.differences(from: $0) } ?? .all
        guard !differences.isEmpty else { return }
        // Where it fails, what is on disk is not known; the next save writes all of it.
        kept[number] = nil
        do {
            let change = try PhoneChange(of: number, from: old, to: phone, differences)
            // One statement is a transaction by itself.
            if differences == .session || differences == .lockScreen {
                try connection.writeWithoutTransaction { database in try change.write(to: database) }
            } else {
                try connection.write { database in try change.write(to: database) }
            }
        } catch {
            throw StoreError.unusable(folder, error)
        }
        kept[number] = phone
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try connection.read(body)
        } catch {
            throw StoreError.unusable(folder, error)
        }
    }
}
