internal import Graph

/// Tells phones that their server wants a session, without who asks for it waiting for them.
struct LabPush: Sendable {
    private let management: LabManagement
    private let send: @Sendable (String) async -> Bool
    /// The names of phones that are to be told.
    private let names: AsyncStream<String>
    private let wanted: AsyncStream<String>.Continuation

    /// So many at once: each takes connections, and telling a phone takes as long as its session.
    private static let atOnce = 32

    /// - Parameter send: tells a phone; whether it was there to be told.
    init(management: LabManagement, send: @escaping @Sendable (String) async -> Bool) {
        self.management = management
        self.send = send
        (names, wanted) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(management.bounds.devices))
    }

    /// - Parameter name: the phone's, as its messages have it.
    func notify(_ name: String) { wanted.yield(name) }

    /// Does what follows a request outside of the tenant.
    func carryOut(_ effects: [GraphEffect]) {
        // A phone that is meant several times comes once.
        for case .push(let name) in Set(effects) { notify(name) }
    }

    /// Tells phones until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            var count = 0
            for await name in names {
                if count == Self.atOnce {
                    _ = await tasks.next()
                    count -= 1
                }
                count += 1
                tasks.addTask {
                    if await send(name) { await management.record(.pushed, device: name) }
                }
            }
        }
    }
}
