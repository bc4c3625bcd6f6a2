import Agent
import Session
import SyncML
import Synchronization

/// What a run has counted so far, for all its threads.
package final class FleetFigures: Sendable {
    private let state: Mutex<FleetCounts>
    /// Of the sessions that have ended since somebody looked last.
    private let recent = Mutex(FleetLatency())

    /// - Parameter counts: what an earlier process of the same run has counted.
    package init(_ counts: FleetCounts = FleetCounts()) {
        state = Mutex(counts)
    }

    /// All that was counted so far.
    package var counts: FleetCounts { state.withLock { $0 } }

    /// Changes what is counted, all of it or nothing at once.
    func note(_ change: (inout FleetCounts) -> Void) { state.withLock { change(&$0) } }

    /// Notes how long a session took from when it was due.
    func noteSession(_ time: Duration, every interval: Duration?) {
        note { $0.sessionTime.record(time, every: interval) }
        recent.withLock { $0.record(time) }
    }

    /// The latencies of the sessions that have ended since this was asked last.
    func takeRecent() -> FleetLatency {
        recent.withLock { recent in
            guard recent.count > 0 else { return recent }
            defer { recent = FleetLatency() }
            return recent
        }
    }
}

/// Counts and latencies of a run: a value, which adds up.
package struct FleetCounts: Codable, Equatable, Sendable {
    /// Seconds that phones of the run were at work, over all its processes.
    package var seconds = 0.0
    /// What became of enrolments: `enrolled`, or the kind of error.
    package var enrollments: [String: Int] = [:]
    /// What became of sessions: `completed`, or how else they ended.
    package var sessions: [String: Int] = [:]
    /// Answered commands by the status that the phone gave.
    package var commands: [String: Int] = [:]
    /// What went wrong, by kind.
    package var errors: [String: Int] = [:]
    /// Messages that were answered.
    package var messages = 0
    /// Connections that came to stand, and how many of them with TLS.
    package var connections = 0
    package var handshakes = 0
    /// Phones that a push has reached, each time.
    package var pushes = 0
    /// PINs that the server has made anew.
    package var pinsReset = 0
    /// Accounts that phones have given up.
    package var unenrolled = 0
    /// From the moment a phone was to begin until it was enrolled.
    package var enrollmentTime = FleetLatency()
    /// From the moment a session was due until its end.
    package var sessionTime = FleetLatency()
    /// From a message to its answer.
    package var messageTime = FleetLatency()
    /// Of connections with TLS: until it was agreed on.
    package var handshakeTime = FleetLatency()

    package init() {}

    /// Sessions that have ended, however.
    package var sessionCount: Int { sessions.values.reduce(0, +) }

    /// Errors of all kinds.
    package var errorCount: Int { errors.values.reduce(0, +) }

    /// What was tried: errors count as parts of it.
    package var attempts: Int { sessionCount + enrollments.values.reduce(0, +) }

    /// Enrolments that succeeded.
    package var enrolled: Int { enrollments[Self.enrolledName, default: 0] }

    static let enrolledName = "enrolled"

    /// Adds what others have counted, exactly.
    package mutating func add(_ other: FleetCounts) {
        seconds = max(seconds, other.seconds)
        for path in Self.tables { self[keyPath: path].merge(other[keyPath: path]) { $0 + $1 } }
        for path in Self.numbers { self[keyPath: path] += other[keyPath: path] }
        for path in Self.latencies { self[keyPath: path].add(other[keyPath: path]) }
    }

    /// Whether sums of many such are numbers still.
    var isSound: Bool {
        let counted = Self.tables.flatMap { Array(self[keyPath: $0].values) } + Self.numbers.map { self[keyPath: $0] }
        return counted.allSatisfy { (0...(1 << 48)).contains($0) }
    }

    private static var tables: [WritableKeyPath<FleetCounts, [String: Int]>] {
        [\.enrollments, \.sessions, \.commands, \.errors]
    }

    private static var numbers: [WritableKeyPath<FleetCounts, Int>] {
        [\.messages, \.connections, \.handshakes, \.pushes, \.pinsReset, \.unenrolled]
    }

    private static var latencies: [WritableKeyPath<FleetCounts, FleetLatency>] {
        [\.enrollmentTime, \.sessionTime, \.messageTime, \.handshakeTime]
    }

    /// Notes a session that came to an end.
    mutating func add(_ report: DeviceAgent.SessionReport) {
        sessions[report.outcome.label, default: 0] += 1
        for status in report.statuses { commands["\(status.rawValue)", default: 0] += 1 }
    }
}
