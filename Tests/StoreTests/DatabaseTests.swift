import Foundation
import GRDB
import ManagementTree
import Notation
import SimulatedPhone
import Store
import Testing

@Suite("The database of a phone")
struct DatabaseTests {
    @Test("Only the rows that differ are written")
    func changedRowsOnly() async throws {
        try await TemporaryFolder.with { path in
            var nodes = (0..<50).map { index in
                StoredNode(
                    scope: .device, names: [NodeName("node \(index)")], value: .int(index), ordinal: UInt64(index + 1))
            }
            let fresh = try SamplePhone.fresh()
            let store = try PhoneStore(StateFolder(path))
            try await store.save(Phone(fresh.state, nodes: nodes, blueprint: fresh.blueprint))
            let database = try OldForm.database(path)
            try await database.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE log (what TEXT, path TEXT);
                        CREATE TRIGGER i AFTER INSERT ON node BEGIN INSERT INTO log VALUES ('insert', NEW.path); END;
                        CREATE TRIGGER u AFTER UPDATE ON node BEGIN INSERT INTO log VALUES ('update', NEW.path); END;
                        CREATE TRIGGER d AFTER DELETE ON node BEGIN INSERT INTO log VALUES ('delete', OLD.path); END;
                        """)
            }
            func log() async throws -> [String] {
                try await database.write { database in
                    defer { try? database.execute(sql: "DELETE FROM log") }
                    return try String.fetchAll(database, sql: "SELECT what || ' ' || path FROM log ORDER BY 1")
                }
            }
            try await store.save(Phone(fresh.state, nodes: nodes, blueprint: fresh.blueprint))
            #expect(try await log() == [])
            nodes[7].value = .int(700)
            nodes.remove(at: 9)
            nodes.append(StoredNode(scope: .user, names: ["node 1"], value: nil, ordinal: 99))
            try await store.save(Phone(fresh.state, nodes: nodes, blueprint: fresh.blueprint))
            #expect(try await log() == ["delete node%209", "insert node%201", "update node%207"])
        }
    }

    @Test("What sessions change stands in rows and columns of its own, and the long texts are not written for it")
    func columnsOnly() async throws {
        try await TemporaryFolder.with { path in
            var phone = try SamplePhone.enrolled()
            let store = try PhoneStore(StateFolder(path))
            try await store.save(phone)
            let database = try OldForm.database(path)
            try await database.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE log (what TEXT);
                        CREATE TRIGGER n AFTER UPDATE ON session BEGIN INSERT INTO log VALUES ('session'); END;
                        CREATE TRIGGER c AFTER UPDATE OF random ON phone BEGIN INSERT INTO log VALUES ('columns'); END;
                        CREATE TRIGGER s AFTER UPDATE OF state ON phone BEGIN INSERT INTO log VALUES ('state'); END;
                        CREATE TRIGGER e AFTER UPDATE OF enrolment ON phone BEGIN INSERT INTO log VALUES ('enrolment'); END;
                        """)
            }
            func log(_ change: (inout Phone) throws -> Void) async throws -> [String] {
                try change(&phone)
                try await store.save(phone)
                #expect(try await store.load(phone.blueprint) == phone)
                return try await database.write { database in
                    defer { try? database.execute(sql: "DELETE FROM log") }
                    return try String.fetchAll(database, sql: "SELECT what FROM log ORDER BY 1")
                }
            }
            #expect(try await log { _ in } == [])
            #expect(try await log { $0.enrolled?.sessionNumber += 1 } == ["session"])
            #expect(try await log { $0.enrolled?.polls.count += 1 } == ["session"])
            #expect(try await log { try $0.setPIN(PIN("271828"), now: RandomPhone.now) } == ["columns"])
            #expect(try await log { _ = $0.newGUID() } == ["columns"])
            #expect(try await log { $0.enrolled?.account.addressIndex = 1 } == ["enrolment"])
            #expect(try await log { $0.setLoginStatus(.others) } == ["state"])
            #expect(try await log { $0.enrolled = nil } == ["enrolment", "session"])
        }
    }

    @Test("Everything is readable for the owner only")
    func mode() async throws {
        try await TemporaryFolder.with { base in
            let path = "\(base)/phone"
            try await PhoneStore(StateFolder(path)).save(SamplePhone.fresh())
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
            #expect(try FileManager.default.contentsOfDirectory(atPath: path).contains("phone.sqlite"))
        }
    }

    @Test("A file that is no database gives an error that says what to do")
    func noDatabase() async throws {
        try await TemporaryFolder.with { path in
            try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: "\(path)/phone.sqlite"))
            let error = #expect(throws: StoreError.self) { try PhoneStore(StateFolder(path)) }
            #expect(error?.code == .unusableDatabase)
            #expect(error?.folder == path)
            #expect(error?.message.contains("--state") == true)
        }
    }

    @Test("A database that is cut off or torn gives an error, not another phone")
    func torn() async throws {
        for damage in [
            "UPDATE phone SET state = '{'", "UPDATE phone SET state = '{}'", "UPDATE phone SET profile = ''",
        ] {
            try await expectUnusable(after: damage)
        }
        for damage in [
            "UPDATE node SET format = 'song' WHERE format IS NOT NULL", "UPDATE node SET scope = 'galaxy'",
            "UPDATE node SET path = path || '/%FF'", "UPDATE node SET ordinal = -1",
            "UPDATE phone SET profile = x'FFFE'",
        ] {
            try await expectUnusable(after: damage)
        }
        try await expectUnusable(after: "DROP TABLE node")
    }

    private func expectUnusable(after damage: String) async throws {
        try await TemporaryFolder.with { path in
            try await PhoneStore(StateFolder(path)).save(SamplePhone.fresh())
            try await OldForm.database(path).write { try $0.execute(sql: damage) }
            let error = await #expect(throws: StoreError.self, "\(damage)") {
                let store = try PhoneStore(StateFolder(path))
                let profile = try #require(try await store.profile())
                _ = try await store.load(RandomPhone.blueprint(profile))
            }
            #expect(error?.code == .unusableDatabase, "\(damage)")
        }
    }

    @Test("A database of a later version is refused and left as it is")
    func laterVersion() async throws {
        try await TemporaryFolder.with { path in
            try await PhoneStore(StateFolder(path)).save(SamplePhone.fresh())
            try await OldForm.database(path).write { database in
                try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('9: something new')")
            }
            let error = #expect(throws: StoreError.self) { try PhoneStore(StateFolder(path)) }
            #expect(error?.code == .unusableDatabase)
            #expect(error?.message.contains("later version") == true)
            let count = try await OldForm.database(path).read {
                try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM phone")
            }
            #expect(count == 1)
        }
    }
}
