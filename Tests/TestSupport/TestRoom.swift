/// Room for so many tests at once. Swift Testing begins all of them together; those that hold files, sockets and programs wait
/// here: Foundation's `Process` fails in a process that has more than some 1,300 files open, and a browser on a machine that
/// runs twenty of them takes longer to begin than anybody waits.
package actor TestRoom {
    private static let tests = TestRoom(places: 32)
    private static let browsers = TestRoom(places: 2)

    /// Whether this task, or one that it is part of, has its place already.
    @TaskLocal private static var isInside = false

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private init(places: Int) {
        free = places
    }

    /// Does some work when there is room. Work inside other work needs no room of its own.
    package static func with<Value>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async throws -> Value {
        try await with(tests, work)
    }

    /// The same for work with a browser.
    package static func withBrowser<Value>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async throws -> Value {
        try await with(browsers, work)
    }

    private static func with<Value>(
        _ room: TestRoom, isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async throws -> Value {
        guard !isInside else { return try await work() }
        await room.enter()
        do {
            let value = try await $isInside.withValue(true, operation: work)
            await room.leave()
            return value
        } catch {
            await room.leave()
            throw error
        }
    }

    private func enter() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        guard waiting.isEmpty else { return waiting.removeFirst().resume() }
        free += 1
    }
}
