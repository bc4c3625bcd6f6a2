/// When a phone asks its server, as it follows from the settings (MS-MDE2 2.2.9.3; protocol.md 6.7).
package struct PollSchedule: Equatable, Sendable {
    /// A number of sessions at equal distances.
    package struct Stage: Equatable, Sendable {
        /// Nil for one without an end.
        package var count: Int?
        /// Minutes.
        package var interval: Int

        package init(count: Int?, interval: Int) {
            self.count = count
            self.interval = interval
        }
    }

    /// How long the phone waits for its next session.
    package enum Wait: Equatable, Sendable {
        case minutes(Int)
        /// Until the next maintenance window: a session every 24 hours.
        case maintenance
    }

    package let stages: [Stage]

    /// - Parameter rounds: first, second and remaining. One without an interval is left out; whatever stands behind one
    ///   without an end never comes.
    init(_ rounds: [PollSettings.Round]) {
        var stages: [Stage] = []
        for round in rounds where round.interval > 0 {
            stages.append(Stage(count: round.isEndless ? nil : round.count, interval: round.interval))
            if round.isEndless { break }
        }
        self.stages = stages
    }

    /// - Parameter polls: how many scheduled sessions there were since the schedule began.
    package func wait(after polls: Int) -> Wait {
        var left = polls
        for stage in stages {
            guard let count = stage.count, left >= count else { return .minutes(stage.interval) }
            left -= count
        }
        return .maintenance
    }
}
