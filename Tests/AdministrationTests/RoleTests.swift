import Administration
import Testing

/// Who is an administrator is said by administrators.
@Suite("The role of administrators")
struct RoleTests {
    private static let role = DirectoryRole.administrator

    @Test("Who is given it may consent, who is taken it may not, and both are in the audit list")
    func given() throws {
        var sample = try SampleTenant()
        #expect(!sample.tenant.mayConsent("adele@lab.example"))
        try sample.tenant.give(Self.role, to: SampleTenant.adele, SampleTenant.occasion())
        #expect(sample.tenant.mayConsent("adele@lab.example"))
        #expect(sample.tenant.members(of: Self.role).map(\.id) == [SampleTenant.adele, SampleTenant.admin])
        try sample.tenant.take(Self.role, from: SampleTenant.admin, SampleTenant.occasion(by: "adele@lab.example"))
        #expect(sample.tenant.members(of: Self.role).map(\.id) == [SampleTenant.adele])
        let audits = sample.tenant.audits.rows
        #expect(audits.map(\.activity) == [.roleGiven, .roleTaken])
        #expect(audits.map(\.target) == [SampleTenant.adele, SampleTenant.admin])
        #expect(audits.map(\.initiatedBy) == ["admin@lab.example", "adele@lab.example"])
        #expect(audits.map(\.detail) == ["adele@lab.example", "admin@lab.example"])
    }

    @Test("It is given once, taken from who has it, and only from who is not the last who can sign in")
    func refused() throws {
        var sample = try SampleTenant()
        let occasion = SampleTenant.occasion()
        try sample.tenant.add(
            DirectoryUser(
                id: "33333333-3333-4333-8333-333333333333", displayName: "Off", userPrincipalName: "off@lab.example",
                accountEnabled: false, isAdministrator: true))
        let before = sample.tenant
        func code(_ change: (inout Tenant) throws(AdministrationError) -> Void) -> AdministrationError.Code? {
            do throws(AdministrationError) {
                try change(&sample.tenant)
                return nil
            } catch {
                return error.code
            }
        }
        let codes = [
            code { tenant throws(AdministrationError) in try tenant.give(Self.role, to: SampleTenant.admin, occasion) },
            code { tenant throws(AdministrationError) in try tenant.give(Self.role, to: "nobody", occasion) },
            code { tenant throws(AdministrationError) in try tenant.take(Self.role, from: SampleTenant.adele, occasion)
            },
            code { tenant throws(AdministrationError) in try tenant.take(Self.role, from: SampleTenant.admin, occasion)
            },
        ]
        #expect(codes == [.badRequest, .notFound, .notFound, .badRequest])
        #expect(sample.tenant == before)
    }

    /// Who has the role beside the administrator from whom it is taken, who takes it, and whether it is taken.
    static let others: [(hasPassword: Bool, isEnabled: Bool, actor: String, isTaken: Bool)] = [
        (false, true, "admin@lab.example", false), (true, true, "admin@lab.example", true),
        (true, false, "admin@lab.example", false),
        // Who asks has come in, by the token of the lab; and an application goes on.
        (false, true, "Adele@lab.example", true), (false, true, "an application", true),
        (false, false, "an application", false),
    ]

    @Test("It is not taken where none is left who can sign in: who has no password cannot", arguments: others)
    func last(hasPassword: Bool, isEnabled: Bool, actor: String, isTaken: Bool) throws {
        var sample = try SampleTenant()
        try sample.tenant.updateUser(SampleTenant.adele, SampleTenant.occasion()) { adele in
            adele.isAdministrator = true
            adele.accountEnabled = isEnabled
            if hasPassword {
                adele.password = PasswordHash(salt: [], rounds: 1, blockSize: 1, parallelism: 1, digest: [1])
            }
        }
        do throws(AdministrationError) {
            try sample.tenant.take(Self.role, from: SampleTenant.admin, SampleTenant.occasion(by: actor))
        } catch {
            #expect(error.code == .badRequest && error.message.contains("who can sign in"))
        }
        #expect(sample.tenant.mayConsent("admin@lab.example") == !isTaken)
    }

    /// What else the role ends with.
    enum Ending: CaseIterable {
        case blocked, removed

        func happen(to id: ObjectID, in tenant: inout Tenant, _ occasion: Occasion) throws(AdministrationError) {
            switch self {
            case .blocked: try tenant.updateUser(id, occasion) { $0.accountEnabled = false }
            case .removed: try tenant.removeUser(id, occasion)
            }
        }
    }

    @Test("The last who can sign in is neither blocked nor removed; another one is", arguments: Ending.allCases)
    func kept(_ ending: Ending) throws {
        var sample = try SampleTenant()
        let before = sample.tenant
        let refusal = #expect(throws: AdministrationError.self) {
            try ending.happen(to: SampleTenant.admin, in: &sample.tenant, SampleTenant.occasion())
        }
        #expect(refusal?.code == .badRequest && refusal?.message.contains("who can sign in") == true)
        #expect(sample.tenant == before)
        // A user without the role is no matter of it.
        try ending.happen(to: SampleTenant.adele, in: &sample.tenant, SampleTenant.occasion())

        sample = try SampleTenant()
        try sample.tenant.give(Self.role, to: SampleTenant.adele, SampleTenant.occasion())
        let adele = SampleTenant.occasion(by: "adele@lab.example")
        try ending.happen(to: SampleTenant.admin, in: &sample.tenant, adele)
        #expect(!sample.tenant.mayConsent("admin@lab.example"))
        let audits = sample.tenant.audits.rows.map(\.activity)
        #expect(audits == (ending == .removed ? [.roleGiven, .roleTaken] : [.roleGiven]))
    }

    @Test("The last administrator gets another name as anybody does")
    func renamed() throws {
        var sample = try SampleTenant()
        try sample.tenant.updateUser(SampleTenant.admin, SampleTenant.occasion()) { $0.displayName = "Boss" }
        #expect(sample.tenant.users[SampleTenant.admin]?.displayName == "Boss")
        #expect(sample.tenant.mayConsent("admin@lab.example"))
    }
}
