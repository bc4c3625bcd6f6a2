import Fleet
import Foundation
import Notation
import Testing

@Suite("Figures of a fleet")
struct FleetFiguresTests {
    private static func latency(_ milliseconds: some Sequence<Int>) -> FleetLatency {
        var latency = FleetLatency()
        for value in milliseconds { latency.record(.milliseconds(value)) }
        return latency
    }

    private static func near(_ value: Duration, _ expected: Duration) -> Bool {
        abs(value / expected - 1) < 0.002
    }

    @Test("Percentiles have three digits that count")
    func percentiles() {
        let latency = Self.latency(1...1000)
        #expect(latency.count == 1000)
        #expect(Self.near(latency.percentile(50), .milliseconds(500)))
        #expect(Self.near(latency.percentile(99), .milliseconds(990)))
        #expect(Self.near(latency.max, .seconds(1)))
        #expect(FleetLatency().percentile(99) == .zero && FleetLatency().max == .zero)
    }

    @Test("What others would have waited counts, where a session took longer than the time between two")
    func omission() {
        var latency = FleetLatency()
        for _ in 0..<99 { latency.record(.milliseconds(10), every: .seconds(1)) }
        latency.record(.seconds(100), every: .seconds(1))
        // The one that took 100 s kept 99 others from beginning.
        #expect(latency.count == 199)
        #expect(latency.percentile(99) > .seconds(95))
        #expect(latency.percentile(60) > .seconds(15))
    }

    @Test("Reports of many add up to what one would have measured, also through JSON")
    func adding() throws {
        let (odd, even) = (
            Self.latency(stride(from: 1, to: 5000, by: 2)), Self.latency(stride(from: 2, to: 5000, by: 2))
        )
        var sum = try JSONDecoder().decode(FleetLatency.self, from: JSONEncoder().encode(odd))
        #expect(sum == odd)
        sum.add(try JSONDecoder().decode(FleetLatency.self, from: JSONEncoder().encode(even)))
        #expect(sum == Self.latency(1..<5000))
    }

    private static func report(_ shard: String, sessions: Int = 10) throws -> FleetReport {
        let shard = try #require(FleetShard(shard))
        var counts = FleetCounts()
        counts.seconds = 10
        counts.sessions = ["completed": sessions]
        counts.enrollments = ["enrolled": 25]
        counts.sessionTime = latency(1...sessions)
        return FleetReport(
            program: "understudy",
            fleet: FleetIdentity(phones: 100, seed: 1, shards: shard.count, server: "s", device: "d"),
            shards: [shard], begun: "2026-01-01T00:00:0\(shard.part)Z", ended: "2026-01-01T00:01:0\(shard.part)Z",
            isComplete: true, phonesEnrolled: 25, sessionsPerSecond: 1, peakSessionsPerSecond: 3, counts: counts,
            timeline: FleetTimeline())
    }

    @Test("Shards are added, and the same shard is refused twice, as one of another fleet is")
    func merging() throws {
        let parts = try (1...4).map { (name: "\($0).json", report: try Self.report("\($0)/4", sessions: 10 * $0)) }
        let all = try FleetReport.merged(parts)
        #expect(all.counts.sessionCount == 100 && all.phonesEnrolled == 100 && all.sessionsPerSecond == 4)
        #expect(all.begun == "2026-01-01T00:00:01Z" && all.ended == "2026-01-01T00:01:04Z" && all.missingShards.isEmpty)
        #expect(all.counts.sessionTime.count == 100)
        #expect(try FleetReport.merged(Array(parts.prefix(2))).missingShards == [3, 4])
        #expect(throws: FleetMergeError.self) { try FleetReport.merged(parts + [parts[1]]) }
        #expect(throws: FleetMergeError.self) {
            try FleetReport.merged(parts + [(name: "other", report: try Self.report("1/5"))])
        }
        // What was merged can be merged again, but not with one of its parts.
        let half = try FleetReport.merged(Array(parts.prefix(2)))
        #expect(try FleetReport.merged([(name: "half", report: half)] + parts.suffix(2)).counts == all.counts)
        #expect(throws: FleetMergeError.self) { try FleetReport.merged([(name: "half", report: half), parts[0]]) }
    }

    @Test(
        "A file with numbers of no run is refused, and ends nothing",
        arguments: [
            (#""width":1"#, #""width":0"#), (#""phones":100"#, #""phones":0"#),
            (#""phones":100"#, #""phones":9223372036854775807"#),
            (#""completed":10"#, #""completed":9223372036854775807"#),
            (#""sessionsPerSecond":1"#, #""sessionsPerSecond":1e300"#), (#""seconds":10"#, #""seconds":-1"#),
            (#""phonesEnrolled":25"#, #""phonesEnrolled":101"#),
        ])
    func nonsense(good: String, bad: String) throws {
        let text = String(decoding: try JSONEncoder().encode(try Self.report("1/4")), as: UTF8.self)
        #expect(text.contains(good))
        let report = try JSONDecoder().decode(FleetReport.self, from: Data(text.replacing(good, with: bad).utf8))
        #expect(throws: FleetMergeError.self) { try FleetReport.merged([(name: "bad", report: report)]) }
    }

    @Test(
        "Limits are read, and judged",
        arguments: [
            ("p99>2s", false), ("p99>5ms", true), ("max >= 10ms", true), ("p50<1ms", false), ("errors>0.1%", true),
            ("errors>50%", false), ("errors>2", false), ("enrolled<100%", false), ("sessions/s<0.5", false),
            ("sessions < 11", true), ("enroll.p99>1ms", false), ("message.max>1m", false), ("p77>2s", false),
        ])
    func limits(text: String, isBroken: Bool) throws {
        var report = try Self.report("1/4")
        report.counts.errors = ["wire.timedOut": 2]
        let verdict = try #require(FleetLimit(text)).verdict(on: report)
        #expect(verdict.isBroken == isBroken, "\(verdict)")
    }

    @Test(
        "What is no limit is refused",
        arguments: [
            "", "p99", "p99>", "p99>2", "p101>2s", "errors>2s", "p99=2s", "speed>1", "handshakes.p99>1s", "sessions>5%",
        ])
    func noLimits(text: String) {
        #expect(FleetLimit(text) == nil)
    }
}
