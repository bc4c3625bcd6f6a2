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
    /// What the next transaction writes.
    private var waiting: [Waiting] = []

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

    /// All of it is written or, where anything fails, nothing. It returns when it is on disk.
    ///
    /// Phones that are to be kept while others are being written wait, and share the next transaction: one for each would
    /// cost more than all that is written. One phone alone waits for nobody.
    func save(_ phone: Phone, as number: Int64) async throws(StoreError) {
        let isNew = kept[number].map { !phone.differences(from: $0).isEmpty } ?? true
        guard isNew || waiting.contains(where: { $0.number == number }) else { return }
        let result = await withCheckedContinuation { continuation in
            waiting.append(Waiting(phone: phone, number: number, continuation: continuation))
            guard waiting.count == 1 else { return }
            // It comes after all that asks already.
            Task { self.saveWaiting() }
        }
        try result.get()
    }

    /// A phone that is to be kept, and who waits for it.
    private struct Waiting {
        let phone: Phone
        let number: Int64
        let continuation: CheckedContinuation<Result<Void, StoreError>, Never>
    }

    private func saveWaiting() {
        let batch = waiting
        waiting = []
        do {
            try write(batch)
            for one in batch { one.continuation.resume(returning: .success(())) }
        } catch {
            // One that cannot be written must not take the others with it.
            for one in batch { one.continuation.resume(returning: writeAlone(one)) }
        }
    }

    private func writeAlone(_ one: Waiting) -> Result<Void, StoreError> {
        do {
            return .success(try write([one]))
        } catch {
            return .failure(StoreError.unusable(folder, error))
        }
    }

    /// Writes phones in one transaction.
    private func write(_ batch: [Waiting]) throws {
        var changes: [PhoneChange] = []
        var last: (differences: PhoneDifferences, phones: [Int64: Phone]) = ([], [:])
        for one in batch {
            let old = last.phones[one.number] ?? kept[one.number]
            last.differences = old.map { one.phone.differences(from: $0) } ?? .all
            changes.append(try PhoneChange(of: one.number, from: old, to: one.phone, last.differences))
            last.phones[one.number] = one.phone
        }
        // Where it fails, what is on disk is not known; the next save writes all of it.
        for number in last.phones.keys { kept[number] = nil }
        // One statement is a transaction by itself.
        if changes.count == 1, last.differences == .session || last.differences == .lockScreen {
            try connection.writeWithoutTransaction { database in try changes[0].write(to: database) }
        } else {
            try connection.write { database in for change in changes { try change.write(to: database) } }
        }
        kept.merge(last.phones) { _, new in new }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try connection.read(body)
        } catch {
            throw StoreError.unusable(folder, error)
        }
    }
}
