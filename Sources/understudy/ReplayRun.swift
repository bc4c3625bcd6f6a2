import Captures
import Foundation

/// Reads a capture, plays it to a phone, and tells what comes of it while it goes on.
struct ReplayRun {
    private let input: CaptureInput
    private var replay: PhoneReplay
    private let phones: RecordedPhones?
    private var shows: [any ReplayShow]
    private var progress = ReplayProgress()
    /// Those that wait for the first session.
    private var warnings: [CaptureWarning] = []
    private static let mostWaiting = 1000
    private(set) var summary = ReplaySummary()

    /// - Parameter phones: those that a recording of our own has kept, each as it was before a session.
    init(_ input: CaptureInput, _ replay: PhoneReplay, _ phones: RecordedPhones?, _ shows: [any ReplayShow]) {
        self.input = input
        self.replay = replay
        self.phones = phones
        self.shows = shows
    }

    /// The profile of the phone that answered.
    var profile: String? { replay.profile }

    /// - Throws: `Failure` where there is nothing to replay, or a file is broken; what was played before is told by then.
    mutating func run(_ heading: ReplayHeading) throws {
        for index in shows.indices { shows[index].begin(heading) }
        do {
            try play()
        } catch {
            for index in shows.indices { shows[index].fail("\(error)", summary) }
            throw error
        }
        for index in shows.indices { shows[index].finish(summary) }
    }

    private mutating func play() throws {
        var stream = CaptureStream()
        let input = input
        do {
            try input.read(into: &stream) { try take(from: &$0) }
        } catch {
            warn()
            throw error
        }
        let rest = try finish(&stream)
        summary.add(rest.others)
        for session in rest.sessions { try play(session) }
        if let damage = stream.damage { throw Failure.data("\(damage)") }
        guard summary.sessions > 0 else {
            throw Failure.data(
                "there is no session in it to play, only enrolment; record on until the phone talks with its management "
                    + "server")
        }
    }

    private mutating func take(from stream: inout CaptureStream) throws {
        warnings += stream.takeWarnings()
        summary.add(stream.takeOthers())
        let sessions = stream.takeSessions()
        if !sessions.isEmpty || warnings.count > Self.mostWaiting { warn() }
        for session in sessions { try play(session) }
    }

    /// Ends the capture. A message that is told as the reason why there is nothing to play is not told as a warning too.
    private mutating func finish(
        _ stream: inout CaptureStream
    ) throws -> (sessions: [RecordedSession], others: [RecordedExchange]) {
        do throws(CaptureError) {
            let rest = try stream.finish()
            warnings += stream.takeWarnings()
            warn()
            return rest
        } catch {
            warnings += stream.takeWarnings()
            warnings.removeAll { $0.place == error.place && error.code == .unreadable }
            warn()
            throw Failure.data("\(error)")
        }
    }

    private mutating func warn() {
        for index in shows.indices { shows[index].warn(warnings) }
        warnings = []
    }

    private mutating func play(_ session: RecordedSession) throws {
        summary.sessions += 1
        replay.replay(session, on: try phones?.phone(of: session)) { turn in
            summary.add(turn)
            for index in shows.indices { shows[index].add(turn) }
            progress.tell(summary)
        }
    }
}

/// Tells people how far a long replay is, on standard error.
private struct ReplayProgress {
    private let start = ContinuousClock.now
    private var told: ContinuousClock.Instant?
    private var turns = 0

    /// What takes less than two seconds needs no word; then one comes every five.
    mutating func tell(_ summary: ReplaySummary) {
        turns += 1
        // Asking for the time costs more than a turn may.
        guard turns.isMultiple(of: 64) else { return }
        let now = ContinuousClock.now
        guard told.map({ now - $0 >= .seconds(5) }) ?? (now - start >= .seconds(2)) else { return }
        told = now
        Console.error(
            "replay: \(summary.played) messages in \(summary.sessions) sessions, \(summary.differences) differences")
    }
}
