import GRDB
import Notation
import SimulatedPhone

/// What of a phone changes with every session: a table with one small row, so that keeping it costs little.
struct SessionRow {
    /// The number of the last session; 0 where the phone is not enrolled.
    private var number: UInt16
    private var polls: Int
    private var lastPoll: Instant?

    /// - Parameter enrolled: the phone's.
    init(_ enrolled: Enrolled?) {
        number = enrolled?.sessionNumber ?? 0
        polls = enrolled?.polls.count ?? 0
        lastPoll = enrolled?.polls.last
    }

    init(_ row: Row) throws {
        guard let number = UInt16(exactly: try row.decode(Int64.self, forColumn: "number")) else {
            throw DatabaseError(message: "the number of the last session is out of range")
        }
        self.number = number
        polls = try row.decode(Int.self, forColumn: "polls")
        lastPoll = try row.instant("lastPoll")
    }

    /// - Parameter phone: its number.
    static func fetch(_ database: Database, of phone: Int64) throws -> SessionRow {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM session WHERE phone = ?", arguments: [phone])
        else { throw DatabaseError(message: "the table session holds nothing of the phone \(phone)") }
        return try SessionRow(row)
    }

    func write(to database: Database, of phone: Int64) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO session (phone, number, polls, lastPoll) VALUES (?, ?, ?, ?) ON CONFLICT (phone)
                    DO UPDATE SET number = excluded.number, polls = excluded.polls, lastPoll = excluded.lastPoll
                """)
        try statement.execute(arguments: [phone, Int(number), polls, lastPoll?.seconds])
    }

    /// Puts what stands in the row into the enrolment, if there is one.
    func apply(to enrolled: inout Enrolled?) {
        enrolled?.sessionNumber = number
        enrolled?.polls.count = polls
        enrolled?.polls.last = lastPoll
    }
}

extension Row {
    func instant(_ column: String) throws -> Instant? {
        try decode(Int64?.self, forColumn: column).map { Instant(seconds: $0) }
    }
}
