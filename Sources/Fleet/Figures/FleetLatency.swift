import Histogram

/// How long something took, many times: every value with three significant digits, so that reports of many machines add up
/// to what one machine would have measured.
package struct FleetLatency: Sendable, Equatable {
    /// Microseconds. An hour is the longest; whatever takes longer counts as that.
    private var histogram: Histogram<UInt64>

    private static let longest: UInt64 = 3_600_000_000

    package init() {
        histogram = Histogram(highestTrackableValue: Self.longest)
    }

    /// How many values were noted.
    package var count: UInt64 { histogram.totalCount }

    /// Notes a value.
    /// - Parameter interval: how often it should have happened. While one thing took longer than that, others were kept from
    ///   beginning; what they would have waited is noted too (coordinated omission).
    package mutating func record(_ duration: Duration, every interval: Duration? = nil) {
        let value = Self.microseconds(duration)
        let expected = interval.map(Self.microseconds) ?? 0
        guard expected > 0 else {
            histogram.record(value)
            return
        }
        histogram.recordCorrectedValue(value, expectedInterval: expected)
    }

    private static func microseconds(_ duration: Duration) -> UInt64 {
        UInt64(min(Swift.max(0, duration / .microseconds(1)), Double(longest)))
    }

    /// The time that so many of a hundred took at most; zero where there is no value.
    package func percentile(_ percentile: Double) -> Duration {
        count == 0 ? .zero : .microseconds(Int64(histogram.valueAtPercentile(percentile)))
    }

    /// The longest; zero where there is no value.
    package var max: Duration { count == 0 ? .zero : .microseconds(Int64(histogram.max)) }

    /// The mean of all; zero where there is no value.
    package var mean: Duration { count == 0 ? .zero : .microseconds(Int64(histogram.mean)) }

    /// Adds all values of another, exactly.
    package mutating func add(_ other: FleetLatency) { histogram.add(other.histogram) }

    /// How many values were not above some durations, and their sum in seconds, as Prometheus wants them.
    func cumulated(_ bounds: [Double]) -> (counts: [UInt64], sum: Double) {
        var counts = [UInt64](repeating: 0, count: bounds.count)
        var sum = 0.0
        for step in histogram.recordedValues() {
            let seconds = Double(histogram.medianEquivalentForValue(step.value)) / 1e6
            sum += seconds * Double(step.count)
            for index in bounds.indices where seconds <= bounds[index] { counts[index] += step.count }
        }
        return (counts, sum)
    }
}

extension FleetLatency: Codable {
    private enum CodingKeys: String, CodingKey {
        case count, meanSeconds, p50Seconds, p90Seconds, p99Seconds, p999Seconds, maxSeconds, microseconds
    }

    /// The figures are for who reads the report; `microseconds` holds all, as pairs of a value and how often it was noted.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count, forKey: .count)
        try container.encode(mean.inSeconds, forKey: .meanSeconds)
        let percents: [(CodingKeys, Double)] = [
            (.p50Seconds, 50), (.p90Seconds, 90), (.p99Seconds, 99), (.p999Seconds, 99.9),
        ]
        for (key, percent) in percents {
            try container.encode(percentile(percent).inSeconds, forKey: key)
        }
        try container.encode(max.inSeconds, forKey: .maxSeconds)
        try container.encode(histogram.recordedValues().map { [$0.value, $0.count] }, forKey: .microseconds)
    }

    package init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: CodingKeys.self)
        for pair in try container.decode([[UInt64]].self, forKey: .microseconds) {
            guard pair.count == 2, pair[0] <= 2 * Self.longest, pair[1] <= 1 << 40 else {
                throw DecodingError.dataCorruptedError(
                    forKey: .microseconds, in: container, debugDescription: "no pair of a value and a count")
            }
            histogram.record(min(pair[0], Self.longest), count: pair[1])
        }
    }
}

extension Duration {
    /// The whole of it, as a number of seconds.
    package var inSeconds: Double { self / .seconds(1) }
}
