import Foundation
import GRDB
import Notation
import SimulatedPhone

/// What of a phone changes with many sessions, as columns of their own: the rest stands in texts of JSON, which take long to
/// make and are written only where they differ.
struct PhoneColumns {
    private var lockScreen: LockScreen
    private var random: SeededGenerator

    init(_ phone: Phone) {
        lockScreen = phone.lockScreen
        random = phone.random
    }

    init(_ row: Row) throws {
        random = SeededGenerator(seed: UInt64(bitPattern: try row.decode(Int64.self, forColumn: "random")))
        lockScreen = LockScreen(
            isLocked: try row.decode(Bool.self, forColumn: "isLocked"),
            pin: try row.decode(Data?.self, forColumn: "pin").map { PIN(String(decoding: $0, as: UTF8.self)) },
            pinSetAt: try row.instant("pinSetAt"),
            history: try Self.pins(try row.decode(String.self, forColumn: "pinHistory")),
            failedAttempts: try row.decode(Int.self, forColumn: "failedAttempts"),
            lastActivity: Instant(seconds: try row.decode(Int64.self, forColumn: "lastActivity")))
    }

    /// - Parameter text: JSON, an array of texts.
    private static func pins(_ text: String) throws -> [PIN] {
        try JSONDecoder().decode([String].self, from: Data(text.utf8)).map { PIN($0) }
    }

    private static func text(_ pins: [PIN]) throws -> String {
        pins.isEmpty ? "[]" : String(decoding: try JSONEncoder().encode(pins.map(\.text)), as: UTF8.self)
    }

    func write(to database: Database, of phone: Int64) throws {
        let statement = try database.cachedStatement(
            sql: """
                UPDATE phone SET random = ?, isLocked = ?, pin = ?, pinSetAt = ?, pinHistory = ?, failedAttempts = ?,
                    lastActivity = ? WHERE id = ?
                """)
        try statement.execute(
            arguments: [
                Int64(bitPattern: random.position), lockScreen.isLocked, lockScreen.pin.map { Data($0.text.utf8) },
                lockScreen.pinSetAt?.seconds, try Self.text(lockScreen.history), lockScreen.failedAttempts,
                lockScreen.lastActivity.seconds, phone,
            ])
    }

    /// Puts what stands in the columns into a state.
    func apply(to state: inout PhoneState) {
        state.lockScreen = lockScreen
        state.random = random
    }
}
