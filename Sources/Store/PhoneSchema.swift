import Foundation
import GRDB
import ManagementTree
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
        // The first four forms held one phone, which keeps the number 1.
        migrator.registerMigration("5: every table by phone", migrate: keyByPhone)
        // Until now all came by enrolment.
        migrator.registerMigration("6: who put a certificate into its store") { database in
            try database.alter(table: "certificate") { table in
                table.add(column: "origin", .text).notNull().defaults(to: CertificateStore.Origin.enrollment.rawValue)
            }
        }
        // Of a row for each node all had to be read before the phone could do anything.
        migrator.registerMigration("7: nodes in pages", migrate: makePages)
        migrator.registerMigration("8: what CSPs remember") { database in
            try database.create(table: "memory") { table in
                table.column("phone", .integer).notNull()
                table.column("key", .text).notNull()
                table.column("value", .text).notNull()
                table.primaryKey(["phone", "key"])
            }
        }
        return migrator
    }

    private static func keyByPhone(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE keyedPhone (
                    id INTEGER PRIMARY KEY, profile TEXT NOT NULL, state TEXT NOT NULL, enrolment TEXT,
                    random INTEGER NOT NULL DEFAULT 0, isLocked BOOLEAN NOT NULL DEFAULT 0, pin BLOB, pinSetAt INTEGER,
                    pinHistory TEXT NOT NULL DEFAULT '[]', failedAttempts INTEGER NOT NULL DEFAULT 0,
                    lastActivity INTEGER NOT NULL DEFAULT 0);
                INSERT INTO keyedPhone SELECT id, profile, state, enrolment, random, isLocked, pin, pinSetAt, pinHistory,
                    failedAttempts, lastActivity FROM phone;
                CREATE TABLE keyedSession (
                    phone INTEGER PRIMARY KEY, number INTEGER NOT NULL, polls INTEGER NOT NULL, lastPoll INTEGER);
                INSERT INTO keyedSession SELECT id, number, polls, lastPoll FROM session;
                CREATE TABLE keyedCertificate (
                    phone INTEGER NOT NULL, location TEXT NOT NULL, thumbprint TEXT NOT NULL, place INTEGER NOT NULL,
                    certificate BLOB NOT NULL, privateKey BLOB, notAfter INTEGER NOT NULL,
                    PRIMARY KEY (phone, location, thumbprint));
                INSERT INTO keyedCertificate
                    SELECT 1, location, thumbprint, place, certificate, privateKey, notAfter FROM certificate;
                CREATE TABLE keyedNode (
                    phone INTEGER NOT NULL, scope TEXT NOT NULL, path TEXT NOT NULL, ordinal INTEGER NOT NULL, format TEXT,
                    type TEXT, text TEXT, bytes BLOB, PRIMARY KEY (phone, scope, path));
                INSERT INTO keyedNode SELECT 1, scope, path, ordinal, format, type, text, bytes FROM node;
                """)
        for table in ["Phone", "Session", "Certificate", "Node"] {
            try database.drop(table: table.lowercased())
            try database.rename(table: "keyed" + table, to: table.lowercased())
        }
    }

    private static func makePages(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE page (
                    phone INTEGER NOT NULL, scope TEXT NOT NULL, part INTEGER NOT NULL, number INTEGER NOT NULL,
                    nodes BLOB NOT NULL, PRIMARY KEY (phone, scope, part, number))
                """)
        for phone in try Int64.fetchAll(database, sql: "SELECT DISTINCT phone FROM node") {
            let rows = try NodeRow.fetchAll(database, sql: "SELECT * FROM node WHERE phone = ?", arguments: [phone])
            let tree = Tree(restoring: try rows.map { try $0.node() })
            try PageRow.write(tree.changes(since: nil), to: database, of: phone)
        }
        try database.drop(table: "node")
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
