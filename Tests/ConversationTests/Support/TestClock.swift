import Agent
import Notation
import SimulatedPhone
import Synchronization

/// A clock that begins with the machine's, stands still, and on which nobody waits: sleeping puts it forward.
final class TestClock: AgentClock {
    private let time = Mutex(SystemClock().now())

    func now() -> Instant {
        time.withLock { $0 }
    }

    func sleep(for duration: Duration) async throws {
        advance(seconds: duration.components.seconds)
        await Task.yield()
        try Task.checkCancellation()
    }

    func advance(seconds: Int64) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    func advance(days: Int64) {
        advance(seconds: days * 86_400)
    }
}
