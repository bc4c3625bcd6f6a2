import Administration
import Foundation
import GRDB
import Notation
import TenantStore
import TestSupport
import Testing

@Suite("Tenants on disk", .timeLimit(.minutes(30)))
struct DatabaseTests {
    private static func open(_ path: String) throws -> TenantDatabase {
        try TenantDatabase(folder: path, now: FilledTenant.start)
    }

    private static func filled(_ path: String, passcode: String = "471123") async throws -> TenantDatabase {
        let database = try open(path)
        try await database.add(FilledTenant.empty())
        try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
            try FilledTenant.fill(&tenant, passcode: passcode)
        }
        return database
    }

    /// What stands in the files of a folder, the key's too.
    private static func octets(_ path: String) throws -> [String: Data] {
        var found: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            found[name] = FileManager.default.contents(atPath: "\(path)/\(name)")
        }
        return found
    }

    @Test("What is opened again is what was kept, every table of it")
    func again() async throws {
        try await TemporaryFolder.with { path in
            let kept = try #require(try await Self.filled(path).tenant(FilledTenant.id))
            let opened = try #require(await Self.open(path).tenant(FilledTenant.id))
            #expect(opened == kept)
            let counts = [
                opened.users.count, opened.groups.count, opened.memberships.count, opened.servicePrincipals.count,
                opened.permissionGrants.count,
                opened.appRoleAssignments.count, opened.devices.count, opened.configurations.count,
                opened.reports.count, opened.deviceNodes.count, opened.actions.count, opened.passcodes.count,
            ]
            #expect(counts.allSatisfy { $0 > 0 }, "\(counts)")
            #expect(opened.audits.count > 0)
        }
    }

    @Test("The passcode stands nowhere as it is; the folder and each file are their owner's only")
    func sealed() async throws {
        try await TemporaryFolder.with { path in
            let passcode = "a passcode that is nowhere else"
            let database = try await Self.filled(path, passcode: passcode)
            #expect(await database.tenant(FilledTenant.id)?.passcodes.rows.map(\.value) == [passcode])
            for (name, octets) in try Self.octets(path) {
                #expect(octets.range(of: Data(passcode.utf8)) == nil, "\(name)")
                let mode = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions]
                #expect(mode as? Int == 0o600, "\(name)")
            }
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o700)
        }
    }

    enum End: CaseIterable, Sendable {
        case expired, replaced, deviceRemoved
    }

    @Test(
        "S10: a passcode that has gone is not in the files, sealed neither, log and free pages searched",
        arguments: End.allCases)
    func gone(end: End) async throws {
        try await TemporaryFolder.with { path in
            let database = try await Self.filled(path)
            let sealed = try await Self.sealed(in: path, database)
            switch end {
            case .expired: try await database.expirePasscodes(at: FilledTenant.start.adding(days: 7))
            case .replaced:
                try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
                    try FilledTenant.reset(&tenant, "2222", FilledTenant.occasion(after: 60))
                }
            case .deviceRemoved:
                try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
                    try tenant.removeDevice(FilledTenant.phone)
                }
            }
            for (name, octets) in try Self.octets(path) { #expect(octets.range(of: sealed) == nil, "\(name)") }
            #expect(await database.tenant(FilledTenant.id)?.passcodes.count == (end == .replaced ? 1 : 0))
        }
    }

    /// The octets of the sealed passcode, which are in the files now.
    private static func sealed(in path: String, _ database: TenantDatabase) async throws -> Data {
        let copy = NSTemporaryDirectory() + "understudy-copy-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        let sealed = try await DatabaseQueue(path: "\(copy)/tenants.sqlite").read { database in
            try Data.fetchOne(database, sql: "SELECT sealed FROM passcode")
        }
        let found = try #require(sealed)
        #expect(try octets(path).values.contains { $0.range(of: found) != nil })
        return found
    }

    @Test(
        "Without its key, or with another's, the database is not opened, and nothing of it is lost",
        arguments: [true, false])
    func key(isMissing: Bool) async throws {
        try await TemporaryFolder.with { path in
            let key = "\(path)/passcodes.key"
            let kept = try #require(try await Self.filled(path).tenant(FilledTenant.id))
            let octets = try #require(FileManager.default.contents(atPath: key))
            #expect(octets.count == 32)
            if isMissing {
                try FileManager.default.removeItem(atPath: key)
            } else {
                try Data(octets.reversed()).write(to: URL(fileURLWithPath: key))
            }
            let refusal = #expect(throws: TenantStoreError.self) { try Self.open(path) }
            let reason = isMissing ? "is missing" : "does not open the passcodes"
            #expect(refusal?.message.contains(reason) == true, "\(refusal?.message ?? "")")
            #expect(refusal?.message.contains("put the file back that belongs") == true)
            #expect(refusal?.message.contains("another lab") == false)
            #expect(FileManager.default.fileExists(atPath: key) == !isMissing)
            try octets.write(to: URL(fileURLWithPath: key))
            #expect(try await Self.open(path).tenant(FilledTenant.id) == kept)
        }
    }

    @Test("S10: what is over at the start is not opened: then neither the right key is needed nor any")
    func overAtStart() async throws {
        try await TemporaryFolder.with { path in
            let database = try await Self.filled(path)
            let sealed = try await Self.sealed(in: path, database)
            try FileManager.default.removeItem(atPath: "\(path)/passcodes.key")
            try await Self.copied(path) { copy in
                let opened = try TenantDatabase(folder: copy, now: FilledTenant.start.adding(days: 7))
                #expect(await opened.tenant(FilledTenant.id)?.passcodes.count == 0)
                #expect(await opened.tenant(FilledTenant.id)?.users.count == 1)
                for (name, octets) in try Self.octets(copy) { #expect(octets.range(of: sealed) == nil, "\(name)") }
            }
        }
    }

    /// A copy of a folder, which is gone afterwards.
    private static func copied(_ path: String, _ work: (String) async throws -> Void) async throws {
        let copy = NSTemporaryDirectory() + "understudy-copy-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try await work(copy)
    }

    @Test("What was written and cannot be taken out of the log is kept all the same, and goes with the next change")
    func logThatStays() async throws {
        try await TemporaryFolder.with { path in
            _ = await #expect(processExitsWith: .success) { [path = path as String] in
                try await FullDisk.changeWithAFullDatabase(in: path)
            }
        }
    }

    @Test("A client is not told what SQLite says and where the state is, and the tenant is as it was")
    func notWritten() async throws {
        try await TemporaryFolder.with { path in
            _ = await #expect(processExitsWith: .success) { [path = path as String] in
                try await FullDisk.changeWithoutRoom(in: path)
            }
        }
    }

    @Test(
        "What is wrong with a folder is told with what helps",
        arguments: [("no database at all, but long enough", "put a copy"), ("", "")])
    func damaged(octets: String, remedy: String) async throws {
        try await TemporaryFolder.with { path in
            let file = "\(path)/tenants.sqlite"
            try Data(String(repeating: octets, count: 100).utf8).write(to: URL(fileURLWithPath: file))
            guard !octets.isEmpty else {
                #expect(throws: Never.self) { try Self.open(path) }
                return
            }
            let refusal = #expect(throws: TenantStoreError.self) { try Self.open(path) }
            #expect(refusal?.message.contains(remedy) == true, "\(refusal?.message ?? "")")
        }
    }

    @Test("The key can be kept in another place")
    func elsewhere() async throws {
        try await TemporaryFolder.with { path in
            try await TemporaryFolder.with { other in
                let key = "\(other)/key"
                try await TenantDatabase(folder: path, keyFile: key).add(FilledTenant.empty())
                #expect(FileManager.default.contents(atPath: key)?.count == 32)
                #expect(!FileManager.default.fileExists(atPath: "\(path)/passcodes.key"))
            }
        }
    }

    @Test(
        "A row's octets open in no other row's place: changed by hand, it is refused",
        arguments: ["device", "until", "action"])
    func bound(column: String) async throws {
        try await TemporaryFolder.with { path in
            _ = try await Self.filled(path)
            let change = column == "until" ? "until = until + 86400" : "\(column) = 'x'"
            try await DatabaseQueue(path: "\(path)/tenants.sqlite").write { database in
                try database.execute(sql: "UPDATE passcode SET \(change)")
            }
            #expect(throws: TenantStoreError.self) { try Self.open(path) }
        }
    }

    @Test("A second one on the same folder is refused while the first is there")
    func inUse() async throws {
        try await TemporaryFolder.with { path in
            let first = try await Self.filled(path)
            let refusal = #expect(throws: TenantStoreError.self) { try Self.open(path) }
            #expect(refusal?.message.contains("another lab") == true)
            #expect(await first.tenant(FilledTenant.id) != nil)
        }
    }

    @Test("A database that a later version has written is refused")
    func later() async throws {
        try await TemporaryFolder.with { path in
            _ = try await Self.filled(path)
            try await DatabaseQueue(path: "\(path)/tenants.sqlite").write { database in
                try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('9: of tomorrow')")
            }
            let refusal = #expect(throws: TenantStoreError.self) { try Self.open(path) }
            #expect(refusal?.message.contains("later version") == true)
        }
    }

    @Test("Killed with SIGKILL between and in changes, it has every change that was told", arguments: [3, 40])
    func killed(after changes: Int) async throws {
        try await TemporaryFolder.with { path in
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, changes = changes as Int] in
                try await Killing.changeUntilKilled(in: path, after: changes)
            }
            let told = FileManager.default.contents(atPath: "\(path)/told")?.count ?? 0
            let tenant = try #require(try await Self.open(path).tenant(FilledTenant.id))
            #expect(told >= changes)
            let done = tenant.actions(of: FilledTenant.phone).count { $0.state == .done }
            // Of the change that was under way either all is there or nothing.
            #expect((told...told + 1).contains(done), "\(told) were told, \(done) are there")
            #expect(tenant.passcodes.rows.map(\.value) == ["\(done)"])
        }
    }
}
