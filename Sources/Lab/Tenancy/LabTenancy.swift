package import Administration
internal import Notation
internal import PINReset

/// The directory of the lab, in a store of which the lab knows the protocol only.
package struct LabTenancy: Sendable {
    package let store: any AdministrationStore
    /// The directory's id.
    package let tenant: ObjectID
    let provider: String
    let sources: LabSources

    /// - Parameter provider: the id under which phones know the server.
    package init(store: any AdministrationStore, tenant: ObjectID, provider: String, sources: LabSources) {
        self.store = store
        self.tenant = tenant
        self.provider = provider
        self.sources = sources
    }

    var now: @Sendable () -> Instant {
        { [sources] in Instant(seconds: sources.now()) }
    }

    /// The actor of what the lab does by itself.
    static let lab = "understudy lab"

    func occasion(_ actor: String) -> Occasion { Occasion(now: now(), actor: actor, random: sources.octets) }

    /// The tenant as it is now.
    package func current() async -> Tenant? { await store.tenant(tenant) }

    /// Changes the tenant.
    @discardableResult
    package func change<Value: Sendable>(
        _ body: @Sendable (inout Tenant) throws(AdministrationError) -> Value
    ) async throws(AdministrationError) -> Value {
        try await store.change(tenant, body)
    }

    /// Sees to it that the tenant is there, with the people and the consent that the lab was set up with.
    package func prepare(_ configuration: LabConfiguration) async throws(AdministrationError) {
        let occasion = occasion(Self.lab)
        let names = (configuration.administratorNames, configuration.users.keys.sorted())
        if await current() == nil {
            var domains = ["lab.example"]
            for domain in (names.0 + names.1).compactMap(Self.domain) where !domains.contains(domain) {
                domains.append(domain)
            }
            try await store.add(
                Tenant(
                    Organization(
                        id: tenant, displayName: "Understudy lab", verifiedDomains: domains,
                        createdDateTime: occasion.now)))
        }
        let consented = configuration.consented
        let passwords = await hashes(configuration)
        try await change { tenant throws(AdministrationError) in
            for name in names.0 { try tenant.admit(name, isAdministrator: true, occasion) }
            for name in names.1 { try tenant.admit(name, isAdministrator: false, occasion) }
            for (name, hash) in passwords { tenant.setPassword(hash, of: name) }
            for application in PINResetApplication.allCases where consented.contains(application) {
                tenant.consent(to: application, occasion)
            }
        }
    }

    /// The hashes of the passwords that are not kept yet.
    private func hashes(_ configuration: LabConfiguration) async -> [String: PasswordHash] {
        let tenant = await current()
        let given = configuration.users.merging(configuration.administrators) { $1 }
        var hashes: [String: PasswordHash] = [:]
        for (name, password) in given where tenant?.user(named: name)?.password?.holds(password) != true {
            hashes[name] = PasswordHash(of: password, salt: sources.octets(16))
        }
        return hashes
    }

    private static func domain(_ name: String) -> String? {
        name.split(separator: "@").dropFirst().last.map { $0.lowercased() }
    }
}

extension Tenant {
    /// The user of a principal name, who is taken in where they are missing. An administrator has the role again, and may sign in
    /// again: whoever starts the lab can help themself so.
    @discardableResult
    mutating func admit(
        _ name: String, isAdministrator: Bool, _ occasion: Occasion
    ) throws(AdministrationError) -> DirectoryUser {
        if let known = user(named: name) {
            guard isAdministrator else { return known }
            users[known.id]?.isAdministrator = true
            users[known.id]?.accountEnabled = true
            return user(named: name) ?? known
        }
        let user = DirectoryUser(
            id: occasion.newID(), displayName: String(name.prefix { $0 != "@" }), userPrincipalName: name,
            isAdministrator: isAdministrator)
        try add(user)
        return user
    }

    fileprivate mutating func setPassword(_ hash: PasswordHash, of name: String) {
        guard let user = user(named: name) else { return }
        users[user.id]?.password = hash
    }
}
