import Synchronization

/// A line: one at a time, in the order in which they came.
package final class Turns: Sendable {
    private struct State {
        var isTaken = false
        var last = 0
        var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// How many wait.
    package var waiting: Int { state.withLock { $0.waiting.count } }

    /// Waits until it is one's turn; `give` has to follow.
    /// - Throws: `.cancelled` where the waiting was given up. It is then nobody's turn by this.
    package func take() async throws(AgentError) {
        let id = newID()
        let isMine = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in wait(id, continuation) }
        } onCancel: {
            let gone = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                guard let place = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
                return state.waiting.remove(at: place).continuation
            }
            gone?.resume(returning: false)
        }
        guard isMine else { throw AgentError(.cancelled, "the agent was told to stop") }
    }

    /// The same for what has to be done also by who is told to stop.
    package func takeEvenIfCancelled() async {
        let id = newID()
        _ = await withCheckedContinuation { continuation in wait(id, continuation, evenIfCancelled: true) }
    }

    private func newID() -> Int {
        state.withLock { state in
            state.last += 1
            return state.last
        }
    }

    private func wait(_ id: Int, _ continuation: CheckedContinuation<Bool, Never>, evenIfCancelled: Bool = false) {
        let isMine = state.withLock { state -> Bool? in
            // Who was cancelled before it came here is not looked for in the line any more.
            if Task.isCancelled, !evenIfCancelled { return false }
            if !state.isTaken {
                state.isTaken = true
                return true
            }
            state.waiting.append((id, continuation))
            return nil
        }
        if let isMine { continuation.resume(returning: isMine) }
    }

    /// Ends one's turn. It goes to who has waited longest, before anybody who comes now.
    package func give() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
