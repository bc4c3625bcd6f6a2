import Synchronization

/// Hands every event to everyone who listens; who comes later gets the last ones first.
package final class EventHub: Sendable {
    private struct State {
        var last = 0
        var recent: [AgentEvent] = []
        var listeners: [Int: AsyncStream<AgentEvent>.Continuation] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())
    private static let kept = 1000
    /// How many events wait for a listener who is slow; of more the oldest are lost.
    private static let waiting = 10_000

    package init() {}

    /// Hands on an event, with its number.
    package func send(_ event: AgentEvent) {
        state.withLock { state in
            var event = event
            state.last += 1
            event.number = state.last
            state.recent.append(event)
            if state.recent.count > Self.kept * 2 { state.recent.removeFirst(Self.kept) }
            for listener in state.listeners.values { listener.yield(event) }
        }
    }

    /// The events that are kept and came after the one with this number.
    package func recent(after number: Int) -> [AgentEvent] {
        state.withLock { state in state.recent.filter { $0.number > number } }
    }

    /// The number of the last event.
    package var last: Int { state.withLock(\.last) }

    /// All events from now on.
    /// - Parameter number: first those that are kept and came after the one with this number; nil for none of them.
    package func events(after number: Int? = nil) -> AsyncStream<AgentEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AgentEvent.self, bufferingPolicy: .bufferingNewest(Self.waiting))
        let id = state.withLock { state in
            if let number { for event in state.recent where event.number > number { continuation.yield(event) } }
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in state.listeners[id] = nil }
        }
        return stream
    }

    /// Ends all streams.
    package func finish() {
        let listeners = state.withLock { state in
            let listeners = Array(state.listeners.values)
            state.listeners = [:]
            return listeners
        }
        for listener in listeners { listener.finish() }
    }
}
