import Synchronization

/// Hands every event to everyone who listens; who comes later gets the last ones first.
package final class EventHub: Sendable {
    private struct State {
        var last = 0
        var recent: [Batch] = []
        var recentCount = 0
        var listeners: [Int: AsyncStream<AgentEvent>.Continuation] = [:]
        var nextListener = 0
        var isFinished = false
    }

    /// Events that follow one another, not made before somebody wants to see them.
    private struct Batch {
        let first: Int
        let count: Int
        let make: @Sendable () -> [AgentEvent]

        func events(after number: Int) -> [AgentEvent] {
            guard first + count - 1 > number else { return [] }
            let numbered = make().prefix(count).enumerated().map { index, event in
                var event = event
                event.number = first + index
                return event
            }
            return numbered.filter { $0.number > number }
        }
    }

    private let state = Mutex(State())
    private let kept: Int
    /// How many events wait for a listener who is slow; of more the oldest are lost.
    private static let waiting = 10_000

    /// - Parameter kept: how many of the last events who comes later gets; none where nobody will come, and then what
    ///   nobody hears is never made.
    package init(keeping kept: Int = 1000) {
        self.kept = kept
    }

    /// Hands on an event, with its number.
    package func send(_ event: AgentEvent) {
        send(1) { [event] }
    }

    /// Hands on events that cost nothing where nobody listens: a session has dozens of them, most of them never seen.
    /// - Parameters:
    ///   - count: how many there are.
    ///   - make: makes them, once or several times or never.
    package func send(_ count: Int, _ make: @escaping @Sendable () -> [AgentEvent]) {
        guard count > 0 else { return }
        state.withLock { state in
            let batch = Batch(first: state.last + 1, count: count, make: make)
            state.last += count
            if kept > 0 {
                state.recent.append(batch)
                state.recentCount += count
                if state.recentCount > kept * 2 { forget(&state) }
            }
            guard !state.listeners.isEmpty else { return }
            for event in batch.events(after: 0) {
                for listener in state.listeners.values { listener.yield(event) }
            }
        }
    }

    /// Drops old events, as many as there are beyond those that are kept.
    private func forget(_ state: inout State) {
        var dropped = 0
        var left = state.recentCount
        while dropped < state.recent.count, left - state.recent[dropped].count >= kept {
            left -= state.recent[dropped].count
            dropped += 1
        }
        state.recent.removeFirst(dropped)
        state.recentCount = left
    }

    /// The events that are kept and came after the one with this number.
    package func recent(after number: Int) -> [AgentEvent] {
        let batches = state.withLock { state in state.recent }
        return batches.flatMap { $0.events(after: number) }
    }

    /// The number of the last event.
    package var last: Int { state.withLock(\.last) }

    /// All events from now on.
    /// - Parameter number: first those that are kept and came after the one with this number; nil for none of them.
    package func events(after number: Int? = nil) -> AsyncStream<AgentEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AgentEvent.self, bufferingPolicy: .bufferingNewest(Self.waiting))
        let id: Int? = state.withLock { state in
            if let number {
                for event in state.recent.flatMap({ $0.events(after: number) }) { continuation.yield(event) }
            }
            guard !state.isFinished else { return nil }
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in state.listeners[id] = nil }
        }
        return stream
    }

    /// Ends all streams, and those that are asked for later when they have told what is kept.
    package func finish() {
        let listeners = state.withLock { state in
            state.isFinished = true
            let listeners = Array(state.listeners.values)
            state.listeners = [:]
            return listeners
        }
        for listener in listeners { listener.finish() }
    }
}
