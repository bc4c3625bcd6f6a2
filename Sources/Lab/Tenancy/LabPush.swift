internal import Graph

/// Tells phones that their server wants a session, without waiting for them.
struct LabPush: Sendable {
    let management: LabManagement
    let send: @Sendable (String) async -> Void

    /// - Parameter name: the phone's, as its messages have it.
    func notify(_ name: String) {
        Task {
            await management.record(.pushed, device: name)
            await send(name)
        }
    }

    /// Does what follows a request outside of the tenant.
    func carryOut(_ effects: [GraphEffect]) {
        // A phone that is meant several times comes once.
        for case .push(let name) in Set(effects) { notify(name) }
    }
}
