import Administration
import Lab
import Testing

/// The people of the lab's tenant, as the lab is set up with them.
@Suite("The lab's directory")
struct DirectoryTests {
    private static func prepared(
        _ store: MemoryStore, users: [String: String] = [:], administrators: [String: String] = [:]
    ) async throws -> Tenant {
        let tenancy = LabTenancy(
            store: store, tenant: ObjectID(LabConfiguration.usualTenant), provider: "Lab", sources: .counting())
        var configuration = LabConfiguration(users: users)
        configuration.administrators = administrators
        try await tenancy.prepare(configuration)
        return try #require(await tenancy.current())
    }

    @Test("Its users and administrators are in the tenant; of their passwords only a hash is kept that costs")
    func passwords() async throws {
        let tenant = try await Self.prepared(
            MemoryStore(), users: ["ann@contoso.example": "secret-1"],
            administrators: ["boss@contoso.example": "secret-2"])
        let ann = try #require(tenant.user(named: "ANN@contoso.example"))
        let boss = try #require(tenant.user(named: "boss@contoso.example"))
        #expect(!ann.isAdministrator && boss.isAdministrator)
        #expect(tenant.organization.verifiedDomains == ["lab.example", "contoso.example"])
        for user in [ann, boss] {
            let hash = try #require(user.password)
            #expect(hash.rounds >= 1 << 15 && hash.digest.count == 32 && hash.salt.count == 16)
            #expect(!"\(user)".contains("secret"))
        }
        #expect(ann.password?.digest != boss.password?.digest)
    }

    @Test("A lab that begins again keeps a hash as it is, and takes another password; nobody is there twice")
    func again() async throws {
        let (store, name) = (MemoryStore(), "ann@contoso.example")
        let first = try await Self.prepared(store, users: [name: "one"])
        let same = try await Self.prepared(store, users: [name: "one"])
        #expect(same == first)
        let other = try await Self.prepared(store, users: [name: "two"])
        #expect(other.user(named: name)?.password != first.user(named: name)?.password)
        #expect(other.users.count == first.users.count)
    }

    @Test("An administrator who was blocked, or is no longer one, is and may sign in when the lab begins again")
    func administratorAgain() async throws {
        let (store, name) = (MemoryStore(), "boss@contoso.example")
        let first = try await Self.prepared(store, administrators: [name: "one"])
        try await store.change(first.id) { tenant throws(AdministrationError) in
            let boss = tenant.user(named: name)?.id ?? ""
            tenant.users[boss]?.isAdministrator = false
            tenant.users[boss]?.accountEnabled = false
        }
        let again = try await Self.prepared(store, administrators: [name: "one"])
        #expect(again.mayConsent(name) && again == first)
    }

    @Test("A lab for which nobody is named has an administrator without a password of their own")
    func usual() async throws {
        let tenant = try await Self.prepared(MemoryStore())
        let administrator = try #require(tenant.user(named: ConfiguredDirectory.administrator))
        #expect(administrator.isAdministrator && administrator.password == nil)
    }
}
