import Foundation
import GRDB
import ManagementTree
import SimulatedPhone
import Store
import Testing

@Suite("The database of a phone")
struct DatabaseTests {
    /// Another connection to the database, as a person's tool has one.
    private static func database(_ folder: String) throws -> DatabaseQueue {
        try DatabaseQueue(path: "\(folder)/phone.sqlite")
    }

    private static func phone() throws -> Phone {
        Phone(fresh: try RandomPhone.blueprint(), seed: 1, now: RandomPhone.now)
    }

    private static func enrolledPhone() throws -> Phone {
        var phone = try phone()
        let account = ManagementAccount(
            providerID: "Lab", addresses: ["https://mdm.example.test/"], user: "adele", enrollmentType: .full,
            discoveryURL: "")
        phone.enroll(Enrolled(account: account, certificates: CertificateStore(), since: RandomPhone.now))
        return phone
    }

    @Test("Only the rows that differ are written")
    func changedRowsOnly() throws {
        try TemporaryFolder.with { path in
            var nodes = (0..<50).map { index in
                StoredNode(
                    scope: .device, names: [NodeName("node \(index)")], value: .int(index), ordinal: UInt64(index + 1))
            }
            let fresh = try Self.phone()
            let store = try PhoneStore(StateFolder(path))
            try store.save(Phone(fresh.state, nodes: nodes, blueprint: fresh.blueprint))
            let database = try Self.database(path)
            try database.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE log (what TEXT, path TEXT);
                        CREATE TRIGGER i AFTER INSERT ON node BEGIN INSERT INTO log VALUES ('insert', NEW.path); END;
                        CREATE TRIGGER u AFTER UPDATE ON node BEGIN INSERT INTO log VALUES ('update', NEW.path); END;
                        CREATE TRIGGER d AFTER DELETE ON node BEGIN INSERT INTO log VALUES ('delete', OLD.path); END;
                        """)
            }
            func log() throws -> [String] {
                try database.write { database in
                    defer { try? database.execute(sql: "DELETE FROM log") }
                    return try String.fetchAll(database, sql: "SELECT what || ' ' || path FROM log ORDER BY 1")
                }
            }
            try store.save(Phone(fresh.state, nodes: nodes, blueprint: fresh.blueprint))
            #expect(try log() == [])
            nodes[7].value = .int(700)
            nodes.remove(at: 9)
            nodes.append(StoredNode(scope: .user, names: ["node 1"], value: nil, ordinal: 99))
            try store.save(Phone(fresh.state, nodes: nodes, blueprint: fresh.blueprint))
            #expect(try log() == ["delete node%209", "insert node%201", "update node%207"])
        }
    }

    @Test("What sessions change stands in rows and columns of its own, and the long texts are not written for it")
    func columnsOnly() throws {
        try TemporaryFolder.with { path in
            var phone = try Self.enrolledPhone()
            let store = try PhoneStore(StateFolder(path))
            try store.save(phone)
            let database = try Self.database(path)
            try database.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE log (what TEXT);
                        CREATE TRIGGER n AFTER UPDATE ON session BEGIN INSERT INTO log VALUES ('session'); END;
                        CREATE TRIGGER c AFTER UPDATE OF random ON phone BEGIN INSERT INTO log VALUES ('columns'); END;
                        CREATE TRIGGER s AFTER UPDATE OF state ON phone BEGIN INSERT INTO log VALUES ('state'); END;
                        CREATE TRIGGER e AFTER UPDATE OF enrolment ON phone BEGIN INSERT INTO log VALUES ('enrolment'); END;
                        """)
            }
            func log(_ change: (inout Phone) throws -> Void) throws -> [String] {
                try change(&phone)
                try store.save(phone)
                #expect(try store.load(phone.blueprint) == phone)
                return try database.write { database in
                    defer { try? database.execute(sql: "DELETE FROM log") }
                    return try String.fetchAll(database, sql: "SELECT what FROM log ORDER BY 1")
                }
            }
            #expect(try log { _ in } == [])
            #expect(try log { $0.enrolled?.sessionNumber += 1 } == ["session"])
            #expect(try log { $0.enrolled?.polls.count += 1 } == ["session"])
            #expect(try log { try $0.setPIN(PIN("271828"), now: RandomPhone.now) } == ["columns"])
            #expect(try log { _ = $0.newGUID() } == ["columns"])
            #expect(try log { $0.enrolled?.account.addressIndex = 1 } == ["enrolment"])
            #expect(try log { $0.setLoginStatus(.others) } == ["state"])
            #expect(try log { $0.enrolled = nil } == ["enrolment", "session"])
        }
    }

    @Test("A database of the second form is brought to the present one, and nothing of the phone is lost")
    func secondForm() throws {
        try TemporaryFolder.with { path in
            let expected = try Self.phone()
            try PhoneStore(StateFolder(path)).save(expected)
            let database = try Self.database(path)
            try database.write { database in
                for column in [
                    "random", "isLocked", "pin", "pinSetAt", "pinHistory", "failedAttempts", "lastActivity",
                ] {
                    try database.alter(table: "phone") { $0.drop(column: column) }
                }
                try database.execute(
                    sql: """
                        DROP TABLE session;
                        DELETE FROM grdb_migrations WHERE identifier LIKE '3:%' OR identifier LIKE '4:%';
                        UPDATE phone SET state = json_set(state, '$.random', json('{"state":18446744073709551615}'),
                            '$.lockScreen', json('{"isLocked":true,"pin":"0471","pinSetAt":5,"history":["815","007"],
                                "failedAttempts":2,"lastActivity":7}')),
                            enrolment = '{"account":{"providerID":"Lab","name":"","addresses":["https://mdm.example.test/"],
                                "addressIndex":0,"version":"1.2","encoding":"xml","retry":{"count":3,"initialBackOff":1,
                                "maximumBackOff":2},"backCompatRetryDisabled":false,"usesHardwareDeviceID":false,
                                "certificateCriteria":[],"usesNonceUndecoded":false,"sendsCredentialFirst":false,
                                "sessionNumber":41,"hasApplicationVersion2":true,"user":"adele",
                                "enrollmentType":"Full","discoveryURL":""},"renewal":{"period":42,"retryInterval":7,
                                "status":0,"errorCode":0},"since":9,"polls":{"count":3,"last":11},"isUnenrolling":false}';
                        """)
            }
            let phone = try #require(try PhoneStore(StateFolder(path)).load(expected.blueprint))
            #expect(phone.deviceID == expected.deviceID && phone.tree == expected.tree)
            #expect(phone.random == SeededGenerator(seed: .max))
            let screen = LockScreen(
                isLocked: true, pin: PIN("0471"), pinSetAt: Instant(seconds: 5), history: [PIN("815"), PIN("007")],
                failedAttempts: 2, lastActivity: Instant(seconds: 7))
            #expect(phone.lockScreen == screen)
            let enrolled = try #require(phone.enrolled)
            #expect(enrolled.sessionNumber == 41 && enrolled.account.hasApplicationVersion2)
            #expect(enrolled.polls.count == 3 && enrolled.polls.last == Instant(seconds: 11))
        }
    }

    @Test("A database of the third form is brought to the present one, and nothing of the session is lost")
    func thirdForm() throws {
        try TemporaryFolder.with { path in
            var phone = try Self.enrolledPhone()
            try PhoneStore(StateFolder(path)).save(phone)
            try Self.database(path).write { database in
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
            #expect(try PhoneStore(StateFolder(path)).load(phone.blueprint) == phone)
        }
    }

    @Test("Everything is readable for the owner only")
    func mode() throws {
        try TemporaryFolder.with { base in
            let path = "\(base)/phone"
            try PhoneStore(StateFolder(path)).save(Self.phone())
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
            #expect(try FileManager.default.contentsOfDirectory(atPath: path).contains("phone.sqlite"))
        }
    }

    @Test("A file that is no database gives an error that says what to do")
    func noDatabase() throws {
        try TemporaryFolder.with { path in
            try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: "\(path)/phone.sqlite"))
            let error = #expect(throws: StoreError.self) { try PhoneStore(StateFolder(path)) }
            #expect(error?.code == .unusableDatabase)
            #expect(error?.folder == path)
            #expect(error?.message.contains("--state") == true)
        }
    }

    @Test("A database that is cut off or torn gives an error, not another phone")
    func torn() throws {
        for damage in [
            "UPDATE phone SET state = '{'", "UPDATE phone SET state = '{}'", "UPDATE phone SET profile = ''",
        ] {
            try expectUnusable(after: damage)
        }
        for damage in [
            "UPDATE node SET format = 'song' WHERE format IS NOT NULL", "UPDATE node SET scope = 'galaxy'",
            "UPDATE node SET path = path || '/%FF'", "UPDATE node SET ordinal = -1",
            "UPDATE phone SET profile = x'FFFE'",
        ] {
            try expectUnusable(after: damage)
        }
        try expectUnusable(after: "DROP TABLE node")
    }

    private func expectUnusable(after damage: String) throws {
        try TemporaryFolder.with { path in
            try PhoneStore(StateFolder(path)).save(Self.phone())
            try Self.database(path).write { try $0.execute(sql: damage) }
            let error = #expect(throws: StoreError.self, "\(damage)") {
                let store = try PhoneStore(StateFolder(path))
                let profile = try #require(try store.profile())
                _ = try store.load(RandomPhone.blueprint(profile))
            }
            #expect(error?.code == .unusableDatabase, "\(damage)")
        }
    }

    @Test("A database of a later version is refused and left as it is")
    func laterVersion() throws {
        try TemporaryFolder.with { path in
            try PhoneStore(StateFolder(path)).save(Self.phone())
            try Self.database(path).write { database in
                try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('2: something new')")
            }
            let error = #expect(throws: StoreError.self) { try PhoneStore(StateFolder(path)) }
            #expect(error?.code == .unusableDatabase)
            #expect(error?.message.contains("later version") == true)
            let count = try Self.database(path).read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM phone") }
            #expect(count == 1)
        }
    }
}
