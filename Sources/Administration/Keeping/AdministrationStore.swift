package import Notation

/// Where tenants are kept. What was changed is kept, whole, when the call returns; where anything fails, nothing is.
package protocol AdministrationStore: Sendable {
    /// The directory ids of all tenants, in the order in which they came.
    var tenantIDs: [ObjectID] { get async }

    /// A tenant as it is now: a copy, which nothing changes any more.
    func tenant(_ id: ObjectID) async -> Tenant?

    /// Takes in a tenant.
    /// - Throws: `.conflict` for one that is there already.
    func add(_ tenant: Tenant) async throws(AdministrationError)

    /// Changes a tenant, one change after the other. Who is told to stop meanwhile has changed it all the same.
    /// - Throws: what `body` throws, and then the tenant is as it was; `.notFound` for a tenant that there is not.
    func change<Value: Sendable>(
        _ id: ObjectID, _ body: @Sendable (inout Tenant) throws(AdministrationError) -> Value
    ) async throws(AdministrationError) -> Value
}

extension AdministrationStore {
    /// Takes away every passcode whose time is over.
    package func expirePasscodes(at now: Instant) async throws(AdministrationError) {
        for id in await tenantIDs {
            guard let end = await tenant(id)?.nextPasscodeEnd, end <= now else { continue }
            _ = try await change(id) { tenant throws(AdministrationError) in tenant.expirePasscodes(at: now) }
        }
    }
}

extension AdministrationError {
    /// There is no tenant of that directory id.
    package static func unknown(tenant id: ObjectID) -> AdministrationError {
        AdministrationError(.notFound, "There is no tenant '\(id)' here.")
    }

    /// There is a tenant of that directory id already.
    package static func known(tenant id: ObjectID) -> AdministrationError {
        AdministrationError(.conflict, "The tenant '\(id)' is here already.")
    }
}
