import Foundation
import GRDB
package import SimulatedPhone
import Wire

/// A phone as it was at one moment, in one file: the database of a state folder, with that phone alone and nothing beside it.
package struct PhoneSnapshot: Sendable {
    private let database: DatabaseQueue
    private let path: String

    /// A snapshot holds one phone, by the number that a state folder for one phone has.
    private static let number: Int64 = 1

    /// Writes a phone into a new file, its owner's only.
    /// - Throws: also where there is a file of that name already.
    package static func write(_ phone: Phone, to path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            // The file is of use only when it is whole, so nothing need stand beside it meanwhile.
            try database.execute(sql: "PRAGMA page_size = 1024; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
        }
        do {
            try PrivateFile.create(path, [])
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try PhoneSchema.migrator.migrate(database)
            let change = try PhoneChange(of: number, from: nil, to: phone, .all)
            try database.write { try change.write(to: $0) }
            try database.close()
        } catch {
            throw StoreError(
                code: .unusableDatabase, folder: path, message: "the phone cannot be written there (\(error))")
        }
    }

    /// Opens a file that `write` has written; it stays as it is.
    package init(reading path: String) throws(StoreError) {
        self.path = path
        var configuration = Configuration()
        configuration.readonly = true
        do {
            // What an older version has written is brought up to date in memory.
            let database = try DatabaseQueue()
            try DatabaseQueue(path: path, configuration: configuration).backup(to: database)
            guard try !database.read(PhoneSchema.migrator.hasBeenSuperseded) else {
                throw DatabaseError(message: "a later version of this program has written it")
            }
            try PhoneSchema.migrator.migrate(database)
            self.database = database
        } catch {
            throw Self.unreadable(path, error)
        }
    }

    /// The profile of the phone.
    package func profile() throws(StoreError) -> PhoneProfile {
        try read { database in
            let text = try String.fetchOne(
                database, sql: "SELECT profile FROM phone WHERE id = ?", arguments: [Self.number])
            return try text.map { try JSONDecoder().decode(PhoneProfile.self, from: Data($0.utf8)) }
        }
    }

    /// The phone.
    /// - Parameter blueprint: of its profile.
    package func phone(_ blueprint: Blueprint) throws(StoreError) -> Phone {
        try read { try PhoneReading.phone(Self.number, blueprint, $0) }
    }

    private func read<Value>(_ body: (Database) throws -> Value?) throws(StoreError) -> Value {
        do {
            guard let value = try database.read(body) else { throw DatabaseError(message: "it holds no phone") }
            return value
        } catch {
            throw Self.unreadable(path, error)
        }
    }

    private static func unreadable(_ path: String, _ error: any Error) -> StoreError {
        StoreError(
            code: .unusableDatabase, folder: path,
            message: "the phone in it cannot be read (\(error)); record again, or name another phone with --state")
    }
}
