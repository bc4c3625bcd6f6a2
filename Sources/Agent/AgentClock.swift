import Foundation
package import SimulatedPhone

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
