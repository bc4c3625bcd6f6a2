import Administration

/// A store that can refuse changes, as a full disk does, and let them wait.
actor StubbornStore: AdministrationStore {
    private let store = MemoryStore()
    private var refuses = false
    private var isHolding = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func refuse(_ refuses: Bool) { self.refuses = refuses }

    /// Lets the next changes wait.
    func hold() { isHolding = true }

    /// Waits until a change waits.
    func held() async {
        guard waiting.isEmpty else { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func release() {
        isHolding = false
        for change in waiting { change.resume() }
        waiting = []
    }

    var tenantIDs: [ObjectID] {
        get async { await store.tenantIDs }
    }

    func tenant(_ id: ObjectID) async -> Tenant? { await store.tenant(id) }

    func add(_ tenant: Tenant) async throws(AdministrationError) { try await store.add(tenant) }

    func change<Value: Sendable>(
        _ id: ObjectID, _ body: @Sendable (inout Tenant) throws(AdministrationError) -> Value
    ) async throws(AdministrationError) -> Value {
        if isHolding {
            await withCheckedContinuation { continuation in
                waiting.append(continuation)
                for watcher in watchers { watcher.resume() }
                watchers = []
            }
        }
        guard !refuses else { throw AdministrationError(.notKept, "The disk is full.") }
        return try await store.change(id, body)
    }
}
