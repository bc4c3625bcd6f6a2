import Foundation
import GRDB
import ManagementTree
import Notation
import SimulatedPhone
import Store
import TestSupport
import Testing

@Suite("The database of a phone")
struct DatabaseTests {
    /// Notes which pages are written and taken away, each by its scope and number.
    private static func watchPages(_ path: String) async throws -> () async throws -> [String] {
        let database = try OldForm.database(path)
        try await database.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE log (what TEXT);
                    CREATE TRIGGER i AFTER INSERT ON page BEGIN
                        INSERT INTO log VALUES ('insert ' || NEW.scope || NEW.number); END;
                    CREATE TRIGGER u AFTER UPDATE ON page BEGIN
                        INSERT INTO log VALUES ('update ' || NEW.scope || NEW.number); END;
                    CREATE TRIGGER d AFTER DELETE ON page BEGIN
                        INSERT INTO log VALUES ('delete ' || OLD.scope || OLD.number); END;
                    """)
        }
        return {
            try await database.write { database in
                defer { try? database.execute(sql: "DELETE FROM log") }
                return try String.fetchAll(database, sql: "SELECT what FROM log ORDER BY 1")
            }
        }
    }

    @Test("Only the pages of nodes that differ are written")
    func changedPagesOnly() async throws {
        try await TemporaryFolder.with { path in
            var nodes = (0..<50).map { index in
                StoredNode(
                    scope: .device, names: [NodeName("node \(index)")], value: .int(index), ordinal: UInt64(index + 1))
            }
            let fresh = try SamplePhone.fresh()
            let store = try PhoneStore(StateFolder(path))
            func save() async throws {
                try await store.save(Phone(fresh.state, tree: Tree(restoring: nodes), blueprint: fresh.blueprint))
            }
            try await save()
            let log = try await Self.watchPages(path)
            try await save()
            #expect(try await log() == [])
            nodes[7].value = .int(700)
            nodes.removeLast(3)
            nodes.append(StoredNode(scope: .user, names: ["node 1"], value: nil, ordinal: 99))
            try await save()
            #expect(try await log() == ["delete device3", "insert user6", "update device0"])
        }
    }

    @Test("A start reads none of the CSPs that a command does not touch, and a save leaves them as they are")
    func untouchedParts() async throws {
        try await TemporaryFolder.with { path in
            var tree = Tree()
            let policies: [NodeName] = ["Vendor", "MSFT", "PassportForWork"]
            let tenants: [NodeName] = (0..<500).map { NodeName("tenant \($0)") }
            for name in tenants { tree.set(.bool(true), at: policies + [name, "Policies", "X"], in: .user) }
            for name in ["WiFi", "DMAcc"] as [NodeName] {
                tree.set(nil, at: ["Vendor", "MSFT", name, "x"], in: .device)
            }
            let fresh = try SamplePhone.fresh()
            try await PhoneStore(StateFolder(path)).save(Phone(fresh.state, tree: tree, blueprint: fresh.blueprint))
            let log = try await Self.watchPages(path)

            let store = try PhoneStore(StateFolder(path))
            var phone = try #require(try await store.load(fresh.blueprint))
            let environment = PhoneEnvironment(now: RandomPhone.now.adding(days: 1))
            #expect(phone.tree.untouchedParts == 3)
            phone.lockIfIdle(now: environment.now)
            var room = ReplyRoom()
            let found = try phone.get(phone.blueprint.address("./DevDetail/SwV"), environment, &room)
            #expect(found.first?.content == .text("10.0.15063.297"))
            try await store.save(phone)
            #expect(phone.tree.untouchedParts == 3)
            #expect(try await log() == [])

            let camera = try phone.blueprint.address("./Vendor/MSFT/Policy/Config/Camera/AllowCamera")
            _ = try phone.add(camera, IncomingValue(text: "0"), environment)
            try await store.save(phone)
            #expect(phone.tree.untouchedParts == 3)
            #expect(try await log().allSatisfy { $0.contains("device") })
            let kept = try #require(try await store.load(fresh.blueprint))
            #expect(kept.tree.node(at: policies + [tenants[499], "Policies", "X"], in: .user)?.value == .bool(true))
            #expect(kept.tree.storedNodes.count == tree.storedNodes.count + 4)
            #expect(kept.tree == phone.tree)
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

    @Test("What CSPs remember is a row for each, and only those that differ are written")
    func memory() async throws {
        try await TemporaryFolder.with { path in
            var phone = try SamplePhone.fresh()
            let store = try PhoneStore(StateFolder(path))
            try await store.save(phone)
            func rows() async throws -> [String] {
                try await OldForm.database(path).read { database in
                    try String.fetchAll(database, sql: "SELECT key || ' ' || value FROM memory ORDER BY 1")
                }
            }
            try await OldForm.database(path).write { database in
                try database.execute(
                    sql: "INSERT INTO memory (phone, key, value) VALUES (1, 'untouched', '{}'), (2, 'DevInfo', '{}')")
            }
            phone[RandomPhone.Note.self].text = "ü"
            try await store.save(phone)
            #expect(try await rows() == [#"DevInfo {"text":"ü"}"#, "DevInfo {}", "untouched {}"])
            phone[RandomPhone.Note.self].text = ""
            try await store.save(phone)
            #expect(try await rows() == ["DevInfo {}", "untouched {}"])
        }
    }

    @Test("Of many certificates only those that differ are written")
    func certificates() async throws {
        try await TemporaryFolder.with { path in
            var phone = try SamplePhone.fresh()
            func entry(_ name: String, _ content: UInt8 = 1) -> CertificateStore.Entry {
                CertificateStore.Entry(location: .root, thumbprint: name, certificate: [content], notAfter: 6)
            }
            for name in ["A", "B", "C"] { phone.certificates.install(entry(name)) }
            let store = try PhoneStore(StateFolder(path))
            try await store.save(phone)
            let database = try OldForm.database(path)
            try await database.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE log (what TEXT);
                        CREATE TRIGGER i AFTER INSERT ON certificate BEGIN
                            INSERT INTO log VALUES ('insert ' || NEW.thumbprint); END;
                        CREATE TRIGGER d AFTER DELETE ON certificate BEGIN
                            INSERT INTO log VALUES ('delete ' || OLD.thumbprint); END;
                        """)
            }
            func log(_ change: (inout Phone) -> Void) async throws -> [String] {
                change(&phone)
                try await store.save(phone)
                #expect(try await store.load(phone.blueprint) == phone)
                return try await database.write { database in
                    defer { try? database.execute(sql: "DELETE FROM log") }
                    return try String.fetchAll(database, sql: "SELECT what FROM log ORDER BY 1")
                }
            }
            #expect(try await log { $0.certificates.install(entry("D")) } == ["insert D"])
            #expect(try await log { $0.certificates.remove("B", from: .root) } == ["delete B"])
            #expect(try await log { $0.certificates.install(entry("C", 2)) } == ["insert C"])
            #expect(try await log { $0.certificates = CertificateStore() } == ["delete A", "delete C", "delete D"])
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
            "UPDATE page SET nodes = x'FF'", "UPDATE page SET nodes = substr(nodes, 2)",
            "UPDATE page SET scope = 'galaxy'",
            "UPDATE page SET number = number + 1", "UPDATE page SET part = part + 1",
            "UPDATE page SET part = -part WHERE part > 0",
            "DELETE FROM page WHERE part = 0", "UPDATE phone SET profile = x'FFFE'",
        ] {
            try await expectUnusable(after: damage)
        }
        try await expectUnusable(after: "DROP TABLE page")
    }

    private func expectUnusable(after damage: String) async throws {
        try await TemporaryFolder.with { path in
            try await PhoneStore(StateFolder(path)).save(SamplePhone.enrolled())
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
