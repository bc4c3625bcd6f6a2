import Captures

/// Those who show a replay, and what they have shown so far. They begin when it is known who answers: with the first turn,
/// or where none comes, at the end.
struct ReplayStage {
    private var heading: ReplayHeading
    private var shows: [any ReplayShow]
    private var hasBegun = false
    private var progress = ReplayProgress()
    /// Those that wait for the next turn.
    private var warnings: [CaptureWarning] = []
    private static let mostWaiting = 1000
    var summary = ReplaySummary()

    init(_ heading: ReplayHeading, _ shows: [any ReplayShow]) {
        self.heading = heading
        self.shows = shows
    }

    mutating func add(_ warnings: [CaptureWarning]) {
        self.warnings += warnings
        if self.warnings.count > Self.mostWaiting { warn() }
    }

    mutating func add(_ turn: ReplayedTurn) {
        begin(turn.profile)
        warn()
        summary.add(turn)
        for index in shows.indices { shows[index].add(turn) }
        progress.tell(summary)
    }

    mutating func finish() {
        begin()
        warn()
        for index in shows.indices { shows[index].finish(summary) }
    }

    /// - Parameter place: what is told as the reason is not told as a warning too.
    mutating func fail(_ message: String, at place: CapturePlace? = nil) {
        warnings.removeAll { $0.place == place }
        begin()
        warn()
        for index in shows.indices { shows[index].fail(message, summary) }
    }

    /// - Parameter profile: of the phone that answers.
    private mutating func begin(_ profile: String? = nil) {
        guard !hasBegun else { return }
        hasBegun = true
        if case .phone(let known, let seed) = heading.counterpart {
            heading.counterpart = .phone(profile: profile ?? known, seed: seed)
        }
        for index in shows.indices { shows[index].begin(heading) }
    }

    private mutating func warn() {
        guard !warnings.isEmpty else { return }
        begin()
        for index in shows.indices { shows[index].warn(warnings) }
        warnings = []
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
