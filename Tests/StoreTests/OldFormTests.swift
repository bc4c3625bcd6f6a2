import Foundation
import GRDB
import ManagementTree
import Notation
import SimulatedPhone
import Store
import TestSupport
import Testing

@Suite("A folder of an older version")
struct OldFormTests {
    @Test("Of the first form, which knew neither account nor certificates, nothing of the phone is lost")
    func first() async throws {
        try await TemporaryFolder.with { path in
            let expected = try SamplePhone.fresh()
            try await OldForm.writeSecond(expected, to: path)
            try await OldForm.database(path).write { database in
                try database.alter(table: "phone") { $0.drop(column: "enrolment") }
                try database.execute(
                    sql: "DROP TABLE certificate; DELETE FROM grdb_migrations WHERE identifier LIKE '2:%';")
            }
            let phone = try #require(try await PhoneStore(StateFolder(path)).load(expected.blueprint))
            #expect(phone.deviceID == expected.deviceID && phone.join == expected.join && phone.tree == expected.tree)
            #expect(phone.random == OldForm.random && phone.lockScreen == OldForm.lockScreen)
            #expect(phone.enrolled == nil && phone.certificates.entries.isEmpty)
        }
    }

    @Test("Of the second form nothing of the phone is lost")
    func second() async throws {
        try await TemporaryFolder.with { path in
            let expected = try SamplePhone.fresh()
            try await OldForm.writeSecond(expected, to: path)
            try await OldForm.database(path).write { database in
                try database.execute(
                    sql: """
                        UPDATE phone SET
                            enrolment = '{"account":{"providerID":"Lab","name":"","addresses":["https://mdm.example.test/"],
                                "addressIndex":0,"version":"1.2","encoding":"xml","retry":{"count":3,"initialBackOff":1,
                                "maximumBackOff":2},"backCompatRetryDisabled":false,"usesHardwareDeviceID":false,
                                "certificateCriteria":[],"usesNonceUndecoded":false,"sendsCredentialFirst":false,
                                "sessionNumber":41,"hasApplicationVersion2":true,"user":"adele",
                                "enrollmentType":"Full","discoveryURL":""},"renewal":{"period":42,"retryInterval":7,
                                "status":0,"errorCode":0},"since":9,"polls":{"count":3,"last":11},"isUnenrolling":false}';
                        """)
            }
            let phone = try #require(try await PhoneStore(StateFolder(path)).load(expected.blueprint))
            #expect(phone.deviceID == expected.deviceID && phone.tree == expected.tree)
            #expect(phone.random == OldForm.random && phone.lockScreen == OldForm.lockScreen)
            let enrolled = try #require(phone.enrolled)
            #expect(enrolled.sessionNumber == 41 && enrolled.account.hasApplicationVersion2)
            #expect(enrolled.polls.count == 3 && enrolled.polls.last == Instant(seconds: 11))
        }
    }

    @Test("Of the third form nothing of the session is lost")
    func third() async throws {
        try await TemporaryFolder.with { path in
            var phone = try SamplePhone.enrolled()
            try await OldForm.writeFourth(phone, to: path)
            try await OldForm.database(path).write { database in
                try database.execute(
                    sql: """
                        DROP TABLE session;
                        ALTER TABLE phone ADD COLUMN session INTEGER NOT NULL DEFAULT 41;
                        ALTER TABLE phone ADD COLUMN polls INTEGER NOT NULL DEFAULT 3;
                        ALTER TABLE phone ADD COLUMN lastPoll INTEGER DEFAULT 11;
                        DELETE FROM grdb_migrations WHERE identifier LIKE '4:%';
                        """)
            }
            phone.enrolled?.sessionNumber = 41
            phone.enrolled?.polls.count = 3
            phone.enrolled?.polls.last = Instant(seconds: 11)
            #expect(try await PhoneStore(StateFolder(path)).load(phone.blueprint) == phone)
        }
    }

    @Test("Of the fourth form everything comes back equal", arguments: Array(1...20) as [UInt64])
    func fourth(_ seed: UInt64) async throws {
        try await TemporaryFolder.with { path in
            var phone = try RandomPhone.make(seed: seed)
            // What CSPs remember was not kept.
            phone[RandomPhone.Note.self].text = ""
            // It did not say who put a certificate in: all came by enrolment.
            phone.certificates = CertificateStore(
                restoring: phone.certificates.entries.map { entry in
                    CertificateStore.Entry(
                        location: entry.location, thumbprint: entry.thumbprint, certificate: entry.certificate,
                        privateKey: entry.privateKey, notAfter: entry.notAfter, origin: .enrollment, place: entry.place)
                })
            try await OldForm.writeFourth(phone, to: path)
            let store = try PhoneStore(StateFolder(path))
            let loaded = try #require(try await store.load(phone.blueprint))
            #expect(loaded == phone, "seed \(seed)")
            #expect(PhoneStoreTests.bytes(loaded) == PhoneStoreTests.bytes(phone), "seed \(seed)")
            // And it can be changed.
            var changed = loaded
            changed.reset(now: RandomPhone.now)
            changed.beginMessage()
            try await store.save(changed)
            #expect(try await store.load(phone.blueprint) == changed, "seed \(seed)")
        }
    }
}

/// Databases as older versions have left them.
enum OldForm {
    static func database(_ folder: String) throws -> DatabaseQueue {
        try DatabaseQueue(path: "\(folder)/phone.sqlite")
    }

    /// What the state of phones of the first two forms says here.
    static let random = SeededGenerator(seed: .max)
    static let lockScreen = LockScreen(
        isLocked: true, pin: PIN("0471"), pinSetAt: Instant(seconds: 5), history: [PIN("815"), PIN("007")],
        failedAttempts: 2, lastActivity: Instant(seconds: 7))

    /// The second form: what changes often stands in the text of the state.
    static func writeSecond(_ phone: Phone, to folder: String) async throws {
        try await writeFourth(phone, to: folder)
        try await database(folder).write { database in
            for column in ["random", "isLocked", "pin", "pinSetAt", "pinHistory", "failedAttempts", "lastActivity"] {
                try database.alter(table: "phone") { $0.drop(column: column) }
            }
            try database.execute(
                sql: """
                    DROP TABLE session;
                    DELETE FROM grdb_migrations WHERE identifier LIKE '3:%' OR identifier LIKE '4:%';
                    UPDATE phone SET state = json_set(state, '$.random', json('{"state":18446744073709551615}'),
                        '$.lockScreen', json('{"isLocked":true,"pin":"0471","pinSetAt":5,"history":["815","007"],
                            "failedAttempts":2,"lastActivity":7}'));
                    """)
        }
    }

    /// The fourth form: one phone, and no table is keyed by it; one row for each node, with its way from the root.
    static func writeFourth(_ phone: Phone, to folder: String) async throws {
        try await PhoneStore(StateFolder(folder)).save(phone)
        try await database(folder).write { database in
            try database.execute(
                sql: """
                    ALTER TABLE phone RENAME TO newPhone;
                    CREATE TABLE phone (id INTEGER PRIMARY KEY CHECK (id = 1), profile TEXT NOT NULL, state TEXT NOT NULL,
                        enrolment TEXT, random INTEGER NOT NULL DEFAULT 0, isLocked BOOLEAN NOT NULL DEFAULT 0, pin BLOB,
                        pinSetAt INTEGER, pinHistory TEXT NOT NULL DEFAULT '[]', failedAttempts INTEGER NOT NULL DEFAULT 0,
                        lastActivity INTEGER NOT NULL DEFAULT 0);
                    INSERT INTO phone SELECT id, profile, state, enrolment, random, isLocked, pin, pinSetAt, pinHistory,
                        failedAttempts, lastActivity FROM newPhone;
                    DROP TABLE newPhone;
                    ALTER TABLE session RENAME TO newSession;
                    CREATE TABLE session (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL,
                        polls INTEGER NOT NULL, lastPoll INTEGER);
                    INSERT INTO session SELECT phone, number, polls, lastPoll FROM newSession;
                    DROP TABLE newSession;
                    ALTER TABLE certificate RENAME TO newCertificate;
                    CREATE TABLE certificate (location TEXT NOT NULL, thumbprint TEXT NOT NULL, place INTEGER NOT NULL,
                        certificate BLOB NOT NULL, privateKey BLOB, notAfter INTEGER NOT NULL,
                        PRIMARY KEY (location, thumbprint));
                    INSERT INTO certificate SELECT location, thumbprint, place, certificate, privateKey, notAfter
                        FROM newCertificate;
                    DROP TABLE newCertificate;
                    DROP TABLE page;
                    DROP TABLE memory;
                    CREATE TABLE node (scope TEXT NOT NULL, path TEXT NOT NULL, ordinal INTEGER NOT NULL, format TEXT,
                        type TEXT, text TEXT, bytes BLOB, PRIMARY KEY (scope, path));
                    DELETE FROM grdb_migrations WHERE identifier >= '5';
                    """)
            for node in phone.tree.storedNodes { try insert(node, database) }
        }
    }

    /// Texts were bound as texts, but for those with a NUL.
    private static func insert(_ node: StoredNode, _ database: Database) throws {
        func column(_ text: String?) -> (any DatabaseValueConvertible)? {
            guard let text else { return nil }
            return text.utf8.contains(0) ? Data(text.utf8) : text
        }
        var text: String?
        var bytes: Data?
        switch node.value?.content {
        case .text(let content): text = content
        case .bytes(let content): bytes = Data(content)
        case nil: break
        }
        try database.execute(
            sql: "INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                node.scope.rawValue, node.names.map(\.encoded).joined(separator: "/"), Int64(node.ordinal),
                node.value?.format.rawValue, column(node.value?.type), column(text), bytes,
            ])
    }
}
