/// Keeps tenants for as long as the process runs.
package actor MemoryStore: AdministrationStore {
    private var order: [ObjectID] = []
    private var tenants: [ObjectID: Tenant] = [:]

    package init() {}

    package var tenantIDs: [ObjectID] { order }

    package func tenant(_ id: ObjectID) -> Tenant? { tenants[id] }

    package func add(_ tenant: Tenant) throws(AdministrationError) {
        guard tenants[tenant.id] == nil else { throw .known(tenant: tenant.id) }
        order.append(tenant.id)
        tenants[tenant.id] = tenant
    }

    package func change<Value: Sendable>(
        _ id: ObjectID, _ body: @Sendable (inout Tenant) throws(AdministrationError) -> Value
    ) throws(AdministrationError) -> Value {
        guard var tenant = tenants[id] else { throw .unknown(tenant: id) }
        let value = try body(&tenant)
        tenants[id] = tenant
        return value
    }
}
