import Administration
import Foundation
import Notation
import TenantStore

/// What a process of its own does whose files may not grow: as on a disk that is full.
enum FullDisk {
    struct Unexpected: Error {
        var what: String
    }

    private static func require(_ condition: Bool, _ what: String) throws {
        guard condition else { throw Unexpected(what: what) }
    }

    /// From now on no file of this process grows over so many octets; nil for all that the system lets it.
    private static func limit(_ octets: Int?) {
        signal(SIGXFSZ, SIG_IGN)
        var limits = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
        limits.rlim_cur = octets.map { rlim_t($0) } ?? limits.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
    }

    private static func size(_ file: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    }

    /// A database with the passcode 471123 and so many users, all of it in its file and nothing in its log.
    private static func database(in path: String, users: Int) async throws -> TenantDatabase {
        let database = try TenantDatabase(folder: path, now: FilledTenant.start)
        try await database.add(FilledTenant.empty())
        try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
            try FilledTenant.fill(&tenant, passcode: "1")
            try add(users: 0..<users, to: &tenant)
        }
        try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
            try FilledTenant.reset(&tenant, "471123", FilledTenant.occasion(after: 60))
        }
        return database
    }

    private static func add(users: Range<Int>, to tenant: inout Tenant) throws(AdministrationError) {
        for number in users {
            try tenant.add(
                DirectoryUser(
                    id: ObjectID("n\(number)"), displayName: String(repeating: "n", count: 4000),
                    userPrincipalName: "\(number)@lab.example"))
        }
    }

    /// The log can be written and the database cannot grow: the change is kept, its log is emptied once there is room.
    static func changeWithAFullDatabase(in path: String) async throws {
        let database = try await database(in: path, users: 200)
        limit(try size("\(path)/tenants.sqlite"))
        try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
            try FilledTenant.reset(&tenant, "2222", FilledTenant.occasion(after: 120))
            try add(users: 200..<220, to: &tenant)
        }
        let tenant = await database.tenant(FilledTenant.id)
        try require(tenant?.passcodes.rows.map(\.value) == ["2222"], "the change was not kept")
        try require(try size("\(path)/tenants.sqlite-wal") > 0, "the log was emptied although there was no room")
        limit(nil)
        try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
            try add(users: 220..<221, to: &tenant)
        }
        try require(try size("\(path)/tenants.sqlite-wal") == 0, "the log was not emptied")
    }

    /// Not even the log can grow.
    static func changeWithoutRoom(in path: String) async throws {
        let database = try await database(in: path, users: 1)
        let before = await database.tenant(FilledTenant.id)
        limit(1)
        do {
            try await database.change(FilledTenant.id) { tenant throws(AdministrationError) in
                try add(users: 1..<50, to: &tenant)
            }
            throw Unexpected(what: "it was written")
        } catch let error as AdministrationError {
            try require(error.code == .notKept, "\(error)")
            for word in [path, "SQLite", "INSERT", "sqlite"] {
                try require(!error.message.contains(word), error.message)
            }
        }
        limit(nil)
        try require(await database.tenant(FilledTenant.id) == before, "the tenant is not as it was")
    }
}
