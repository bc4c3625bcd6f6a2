import Fleet
import Foundation
import Synchronization

/// What a person sees while a fleet runs: on a terminal one line that changes, elsewhere a line now and then.
final class FleetProgress: Sendable {
    private let isQuiet: Bool
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let shown = Mutex<(width: Int, seconds: Double)>((0, -.infinity))
    /// Seconds between lines where it is no terminal.
    private static let pause = 10.0

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
    }

    func show(_ glance: FleetWatch.Glance) {
        write(Self.line(glance), at: glance.seconds)
    }

    func keys(_ count: Int, of all: Int) {
        guard isTerminal else { return }
        write("making keys: \(FleetText.whole(count)) of \(FleetText.whole(all))", at: 0)
    }

    /// A line that stays.
    func say(_ text: String) {
        end()
        Console.error("understudy: \(text)")
    }

    /// What is shown stays, and the next line begins anew.
    func end() {
        let isOpen = shown.withLock { shown in
            defer { shown.width = 0 }
            return shown.width > 0
        }
        if isOpen, isTerminal { write(octets: "\n") }
    }

    private func write(_ line: String, at seconds: Double) {
        guard !isQuiet else { return }
        guard isTerminal else {
            let isDue = shown.withLock { shown in
                guard seconds - shown.seconds >= Self.pause else { return false }
                shown.seconds = seconds
                return true
            }
            if isDue { Console.error(line) }
            return
        }
        let padding = shown.withLock { shown in
            defer { shown.width = line.count }
            return max(0, shown.width - line.count)
        }
        write(octets: "\r" + line + String(repeating: " ", count: padding))
    }

    private func write(octets text: String) {
        // Nobody is left to tell where standard error cannot be written.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// `00:12 enrolled 850/1,000 · 212 sessions/s · p50 8.1 ms p99 41 ms · 0 errors · 37 at work`
    private static func line(_ glance: FleetWatch.Glance) -> String {
        let seconds = Int(glance.seconds)
        let clock = String(format: "%02d:%02d", seconds / 60, seconds % 60)
        let time = glance.counts.sessionTime
        return "\(clock)  enrolled \(FleetText.whole(glance.enrolled))/\(FleetText.whole(glance.planned))"
            + "  \(Int(glance.sessionsPerSecond.rounded())) sessions/s"
            + "  p50 \(FleetText.time(time.percentile(50))) p90 \(FleetText.time(time.percentile(90)))"
            + " p99 \(FleetText.time(time.percentile(99)))"
            + "  \(FleetText.whole(glance.counts.errorCount)) errors  \(glance.busy) at work"
    }
}
