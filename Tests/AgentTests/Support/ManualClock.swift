import Agent
import Notation
import SimulatedPhone
import Synchronization

/// A clock that runs only while somebody sleeps by it, and then at once.
final class ManualClock: AgentClock {
    private struct State {
        var milliseconds: Int64
        var slept: [Duration] = []
    }

    private let state: Mutex<State>
    private let end: Instant?

    /// - Parameter end: who sleeps past it is told to stop, which ends what would run for ever.
    init(_ start: Instant = Sample.now, until end: Instant? = nil) {
        state = Mutex(State(milliseconds: start.seconds * 1000))
        self.end = end
    }

    func now() -> Instant {
        Instant(seconds: state.withLock(\.milliseconds) / 1000)
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        let (seconds, fraction) = duration.components
        state.withLock { state in
            state.slept.append(duration)
            state.milliseconds += seconds * 1000 + fraction / 1_000_000_000_000_000
        }
        if let end, now() > end { throw CancellationError() }
    }

    /// How long was slept, one by one.
    var slept: [Duration] { state.withLock(\.slept) }
}
