import Foundation
import GRDB
import SimulatedPhone

/// What of a phone changes with nearly every session, as columns of their own: the rest stands in texts of JSON, which
/// take long to make and are written only where they differ.
struct PhoneColumns: Equatable {
    /// The number of the last session; 0 where the phone is not enrolled.
    private var session: UInt16
    private var polls: Int
    private var lastPoll: Instant?
    private var lockScreen: LockScreen
    private var random: SeededGenerator

    /// - Parameter enrolled: the phone's.
    init(_ phone: Phone, _ enrolled: Enrolled?) {
        session = enrolled?.sessionNumber ?? 0
        polls = enrolled?.polls.count ?? 0
        lastPoll = enrolled?.polls.last
        lockScreen = phone.lockScreen
        random = phone.random
    }

    init(_ row: Row) throws {
        guard let session = UInt16(exactly: try row.decode(Int64.self, forColumn: "session")) else {
            throw DatabaseError(message: "the number of the last session is out of range")
        }
        self.session = session
        polls = try row.decode(Int.self, forColumn: "polls")
        lastPoll = try Self.instant(row, "lastPoll")
        random = SeededGenerator(seed: UInt64(bitPattern: try row.decode(Int64.self, forColumn: "random")))
        lockScreen = LockScreen(
            isLocked: try row.decode(Bool.self, forColumn: "isLocked"),
            pin: try row.decode(Data?.self, forColumn: "pin").map { PIN(String(decoding: $0, as: UTF8.self)) },
            pinSetAt: try Self.instant(row, "pinSetAt"),
            history: try Self.pins(try row.decode(String.self, forColumn: "pinHistory")),
            failedAttempts: try row.decode(Int.self, forColumn: "failedAttempts"),
            lastActivity: Instant(seconds: try row.decode(Int64.self, forColumn: "lastActivity")))
    }

    private static func instant(_ row: Row, _ column: String) throws -> Instant? {
        try row.decode(Int64?.self, forColumn: column).map { Instant(seconds: $0) }
    }

    /// - Parameter text: JSON, an array of texts.
    private static func pins(_ text: String) throws -> [PIN] {
        try JSONDecoder().decode([String].self, from: Data(text.utf8)).map { PIN($0) }
    }

    private static func text(_ pins: [PIN]) throws -> String {
        pins.isEmpty ? "[]" : String(decoding: try JSONEncoder().encode(pins.map(\.text)), as: UTF8.self)
    }

    func write(to database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                UPDATE phone SET session = ?, polls = ?, lastPoll = ?, random = ?, isLocked = ?, pin = ?, pinSetAt = ?,
                    pinHistory = ?, failedAttempts = ?, lastActivity = ?
                """)
        try statement.execute(
            arguments: [
                Int(session), polls, lastPoll?.seconds, Int64(bitPattern: random.position), lockScreen.isLocked,
                lockScreen.pin.map { Data($0.text.utf8) }, lockScreen.pinSetAt?.seconds,
                try Self.text(lockScreen.history), lockScreen.failedAttempts, lockScreen.lastActivity.seconds,
            ])
    }

    /// Puts what stands in the columns into a state, and into the enrolment, if there is one.
    func apply(to state: inout PhoneState, _ enrolled: inout Enrolled?) {
        state.lockScreen = lockScreen
        state.random = random
        enrolled?.sessionNumber = session
        enrolled?.polls.count = polls
        enrolled?.polls.last = lastPoll
    }
}
