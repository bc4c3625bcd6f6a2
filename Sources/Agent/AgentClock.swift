import Foundation
package import Notation
import Synchronization

/// The agent's clock, and the only one: everything below is told what time it is.
package protocol AgentClock: Sendable {
    func now() -> Instant

    /// - Throws: `CancellationError` where the waiting is given up.
    func sleep(for duration: Duration) async throws
}

/// The clock of the machine. Swift's own clocks begin anywhere; certificates and schedules need the calendar.
package struct SystemClock: AgentClock {
    package init() {}

    package func now() -> Instant {
        Instant(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }

    package func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}

/// A clock that stands still, but for what somebody waits by it: with it the same happens at the same times in each run.
package final class StandingClock: AgentClock {
    private let time: Mutex<(start: Instant, waited: Duration)>

    package init(_ start: Instant) {
        time = Mutex((start, .zero))
    }

    package func now() -> Instant {
        time.withLock { $0.start.adding(seconds: $0.waited.components.seconds) }
    }

    package func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
        time.withLock { $0.waited += duration }
    }
}
