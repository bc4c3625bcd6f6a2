internal import Administration
internal import Serving

/// Who somebody is that has signed in.
package struct LabPerson: Equatable, Sendable {
    /// The user principal name.
    package var name: String
    /// The id of the directory that they belong to.
    package var tenant: String
    package var isAdministrator: Bool
    /// Of the hash of their password as it was then; nil where the directory has none.
    package var passwordDigest: [UInt8]?

    package init(name: String, tenant: String, isAdministrator: Bool, passwordDigest: [UInt8]? = nil) {
        self.name = name
        self.tenant = tenant
        self.isAdministrator = isAdministrator
        self.passwordDigest = passwordDigest
    }
}

/// Those who can sign in: the seam to a store of users.
package protocol LabDirectory: Sendable {
    /// - Returns: nil for a name that nobody has, and for a wrong password.
    func person(name: String, password: String) async -> LabPerson?
}

/// The users of the lab's tenant. A lab for which no administrator is named has one all the same.
struct TenantDirectory: LabDirectory {
    private let tenancy: LabTenancy
    /// What lets the administrator in that nobody has named; nil where somebody is named.
    private let token: String?

    /// - Parameter token: what opens the lab's interface.
    init(_ tenancy: LabTenancy, _ configuration: LabConfiguration, token: String) {
        self.tenancy = tenancy
        self.token = configuration.administrators.isEmpty ? token : nil
    }

    func person(name: String, password: String) async -> LabPerson? {
        guard let tenant = await tenancy.current() else { return nil }
        let found = tenant.user(named: name)
        // It takes the same time for a name that nobody has: names are not to be told by it.
        let isPassword = (found?.password ?? PasswordHash.nobodys).holds(password)
        guard let user = found, user.accountEnabled else { return nil }
        let isOwner = name.lowercased() == ConfiguredDirectory.administrator
        let holdsToken = isOwner && token.map { RandomToken.isEqual($0, password) } ?? false
        guard holdsToken || user.password != nil && isPassword else { return nil }
        return LabPerson(
            name: user.userPrincipalName, tenant: tenant.id.rawValue, isAdministrator: user.isAdministrator,
            passwordDigest: user.password?.digest)
    }
}

/// The administrator of a lab for which none is named.
package enum ConfiguredDirectory {
    /// The password is the token of the lab's interface.
    package static let administrator = "admin@lab.example"
}
