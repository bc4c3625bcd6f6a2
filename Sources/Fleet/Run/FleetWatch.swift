import Foundation
package import Notation

/// Looks at a run each second: for the plot over time, for who watches, and for the state folder.
package actor FleetWatch {
    private let run: FleetRun
    private let folder: FleetFolder?
    private let begun: Instant
    /// Seconds of earlier processes of the same run.
    private let earlierSeconds: Double
    private var timeline: FleetTimeline
    private var last: FleetCounts
    private var peak = 0
    private let start = ContinuousClock.now
    private var lastTick = ContinuousClock.now
    private var isKeeping = false
    /// Why the notes could not be written the last time; nil where they were.
    package private(set) var notesFailure: String?

    /// What there is to see at a moment.
    package struct Glance: Sendable {
        /// Since the run began, all its processes together.
        package var seconds: Double
        /// Phones with an account, of how many, and those at work.
        package var enrolled: Int
        package var planned: Int
        package var busy: Int
        /// In the last second.
        package var sessionsPerSecond: Double
        /// All that was counted so far.
        package var counts: FleetCounts
    }

    package init(_ run: FleetRun, folder: FleetFolder?, notes: FleetFolder.Notes, begun: Instant) {
        self.run = run
        self.folder = folder
        self.begun = begun
        earlierSeconds = notes.counts.seconds
        timeline = notes.timeline
        last = notes.counts
        peak = notes.timeline.points.map(\.sessions).max() ?? 0
    }

    /// Looks each second until it is cancelled.
    package func watch(_ show: @Sendable (Glance) async -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(until: lastTick + .seconds(1), clock: .continuous)
            guard !Task.isCancelled else { return }
            await show(await tick())
        }
    }

    private func tick() async -> Glance {
        let now = ContinuousClock.now
        let passed = lastTick.duration(to: now).inSeconds
        lastTick = now
        let recent = run.figures.takeRecent()
        run.figures.note { $0.seconds = earlierSeconds + start.duration(to: now).inSeconds }
        let counts = run.figures.counts
        var point = FleetTimeline.Point(time: Int(Date().timeIntervalSince1970))
        point.sessions = counts.sessionCount - last.sessionCount
        point.enrolled = counts.enrolled - last.enrolled
        point.errors = counts.errorCount - last.errorCount
        point.phones = await run.enrolledCount
        point.p50 = recent.percentile(50).inSeconds
        point.p99 = recent.percentile(99).inSeconds
        timeline.add(point)
        let rate = Double(point.sessions) / max(passed, 0.001)
        if passed > 0.5 { peak = max(peak, Int(rate.rounded())) }
        last = counts
        await keep(counts)
        return Glance(
            seconds: counts.seconds, enrolled: point.phones, planned: run.plan.size, busy: await run.busy,
            sessionsPerSecond: rate, counts: counts)
    }

    /// Not in the way of the run: what cannot be written now is written the next time.
    private func keep(_ counts: FleetCounts) async {
        guard let folder, !isKeeping else { return }
        isKeeping = true
        var notes = FleetFolder.Notes()
        notes.counts = counts
        notes.timeline = timeline
        notesFailure = await Self.write(notes, folder)
        isKeeping = false
    }

    @concurrent private static func write(_ notes: FleetFolder.Notes, _ folder: FleetFolder) async -> String? {
        do {
            try folder.keep(notes)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What the run comes to, when it is over.
    package func report(program: String, _ owner: FleetFolder.Owner) async -> FleetReport {
        _ = await tick()
        let counts = run.figures.counts
        let rate = Double(counts.sessionCount) / max(counts.seconds, 0.001)
        let isComplete = await !run.wasBrokenOff
        if isComplete { folder?.endRun() }
        return FleetReport(
            program: program, fleet: owner.fleet, shards: [owner.shard], begun: begun.text,
            ended: Instant(seconds: Int64(Date().timeIntervalSince1970)).text, isComplete: isComplete,
            phonesEnrolled: await run.enrolledCount,
            sessionsPerSecond: rate,
            // A run that ends within its first second has had none to look at.
            peakSessionsPerSecond: max(peak, Int(rate.rounded())),
            counts: counts, timeline: timeline)
    }
}
