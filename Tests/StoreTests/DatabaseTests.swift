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
