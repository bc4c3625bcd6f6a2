/// A point in time: whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Nothing below the agent reads a clock: whoever runs a phone passes in what time it is.
package struct Instant: Hashable, Sendable {
    /// Seconds since 1970 UTC. Negative before.
    package let seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// The start of 1970 UTC.
    package static let epoch = Instant(seconds: 0)

    /// This many seconds later, or earlier where negative. Stops at the ends of what an instant can hold.
    package func adding(seconds: Int64) -> Instant {
        let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
        guard overflow else { return Instant(seconds: sum) }
        return Instant(seconds: seconds < 0 ? .min : .max)
    }

    /// This many minutes later, or earlier where negative.
    package func adding(minutes: Int) -> Instant {
        adding(count: minutes, of: 60)
    }

    /// This many days of 86,400 seconds later, or earlier where negative.
    package func adding(days: Int) -> Instant {
        adding(count: days, of: Self.secondsPerDay)
    }

    private func adding(count: Int, of unit: Int64) -> Instant {
        let (product, overflow) = Int64(count).multipliedReportingOverflow(by: unit)
        guard overflow else { return adding(seconds: product) }
        return Instant(seconds: count < 0 ? .min : .max)
    }

    static let secondsPerDay: Int64 = 86_400
}

extension Instant: Comparable {
    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
}

extension Instant: Codable {
    /// Reads the bare number of seconds.
    package init(from decoder: any Decoder) throws {
        self.init(seconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Writes the bare number of seconds.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }
}

extension Instant: CustomStringConvertible {
    /// The same as `text`.
    package var description: String { text }
}
