import Foundation
import GRDB
import SimulatedPhone

/// The tables of a phone's database.
enum PhoneSchema {
    /// The steps from one form of the database to the next; a form that this program does not know is refused.
    static var migrator: DatabaseMigrator {
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
        migrator.registerMigration("2: enrolment and certificates") { database in
            try database.alter(table: "phone") { table in table.add(column: "enrolment", .text) }
            try database.create(table: "certificate") { table in
                table.column("location", .text).notNull()
                table.column("thumbprint", .text).notNull()
                table.column("place", .integer).notNull()
                table.column("certificate", .blob).notNull()
                table.column("privateKey", .blob)
                table.column("notAfter", .integer).notNull()
                table.primaryKey(["location", "thumbprint"])
            }
        }
        migrator.registerMigration("3: columns for what changes often", migrate: addColumns)
        // A row is written whole, so what every session changes must not stand beside long texts.
        migrator.registerMigration("4: a table for what every session changes") { database in
            try database.create(table: "session") { table in
                table.primaryKey("id", .integer).check { $0 == 1 }
                table.column("number", .integer).notNull()
                table.column("polls", .integer).notNull()
                table.column("lastPoll", .integer)
            }
            try database.execute(
                sql: """
                    INSERT INTO session VALUES (1, 0, 0, NULL);
                    UPDATE session SET (number, polls, lastPoll) = (SELECT session, polls, lastPoll FROM phone)
                        WHERE EXISTS (SELECT 1 FROM phone);
                    """)
            try database.alter(table: "phone") { table in
                table.drop(column: "session")
                table.drop(column: "polls")
                table.drop(column: "lastPoll")
            }
        }
        return migrator
    }

    private static func addColumns(_ database: Database) throws {
        try database.alter(table: "phone") { table in
            table.add(column: "session", .integer).notNull().defaults(to: 0)
            table.add(column: "polls", .integer).notNull().defaults(to: 0)
            table.add(column: "lastPoll", .integer)
            table.add(column: "random", .integer).notNull().defaults(to: 0)
            table.add(column: "isLocked", .boolean).notNull().defaults(to: false)
            table.add(column: "pin", .blob)
            table.add(column: "pinSetAt", .integer)
            table.add(column: "pinHistory", .text).notNull().defaults(to: "[]")
            table.add(column: "failedAttempts", .integer).notNull().defaults(to: 0)
            table.add(column: "lastActivity", .integer).notNull().defaults(to: 0)
        }
        try database.execute(
            sql: """
                UPDATE phone SET
                    isLocked = json_extract(state, '$.lockScreen.isLocked'),
                    pin = CAST(json_extract(state, '$.lockScreen.pin') AS BLOB),
                    pinSetAt = json_extract(state, '$.lockScreen.pinSetAt'),
                    pinHistory = json_extract(state, '$.lockScreen.history'),
                    failedAttempts = json_extract(state, '$.lockScreen.failedAttempts'),
                    lastActivity = json_extract(state, '$.lockScreen.lastActivity');
                UPDATE phone SET
                    session = json_extract(enrolment, '$.account.sessionNumber'),
                    polls = json_extract(enrolment, '$.polls.count'),
                    lastPoll = json_extract(enrolment, '$.polls.last')
                WHERE enrolment IS NOT NULL;
                """)
        // SQLite reads a number above 63 bits as a fraction.
        for text in try String.fetchAll(database, sql: "SELECT state FROM phone") {
            let old = try JSONDecoder().decode(OldState.self, from: Data(text.utf8))
            try database.execute(
                sql: "UPDATE phone SET random = ?", arguments: [Int64(bitPattern: old.random.position)])
        }
    }

    /// What the text of the second form held of the random numbers.
    private struct OldState: Decodable {
        var random: SeededGenerator
    }
}
