import Foundation
import GRDB
import SimulatedPhone

/// What one CSP remembers as a row: its key and JSON.
struct MemoryRow {
    private var key: String
    private var value: String

    /// What has to be written so that the table holds what a phone remembers.
    struct Change {
        fileprivate var written: [MemoryRow]
        /// The keys that go; nil for all that are there.
        fileprivate var removed: [String]?

        /// - Parameter kept: what the table holds; nil where that is not known.
        init(from kept: KeyedState?, to state: KeyedState) {
            written = state.values.filter { $0.value != kept?.values[$0.key] }
                .map { MemoryRow(key: $0.key, value: String(decoding: $0.value, as: UTF8.self)) }
            removed = kept.map { $0.values.keys.filter { state.values[$0] == nil } }
        }

        /// - Parameter number: the phone's.
        func write(to database: Database, of number: Int64) throws {
            if removed == nil {
                try database.execute(sql: "DELETE FROM memory WHERE phone = ?", arguments: [number])
            }
            for key in removed ?? [] {
                try database.cachedStatement(sql: "DELETE FROM memory WHERE phone = ? AND key = ?")
                    .execute(arguments: [number, key])
            }
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO memory (phone, key, value) VALUES (?, ?, ?)
                    ON CONFLICT (phone, key) DO UPDATE SET value = excluded.value
                    """)
            for row in written { try statement.execute(arguments: [number, row.key, row.value]) }
        }
    }

    static func fetch(_ database: Database, of number: Int64) throws -> KeyedState {
        var values: [String: [UInt8]] = [:]
        let rows = try Row.fetchAll(
            database, sql: "SELECT key, value FROM memory WHERE phone = ?", arguments: [number])
        for row in rows {
            let key = try row.decode(String.self, forColumn: "key")
            values[key] = Array(try row.decode(String.self, forColumn: "value").utf8)
        }
        return KeyedState(values)
    }
}
