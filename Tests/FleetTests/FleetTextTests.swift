import Agent
import Fleet
import Foundation
import Testing

@Suite("Reports of a fleet")
struct FleetTextTests {
    private static func report() throws -> FleetReport {
        var counts = FleetCounts()
        counts.seconds = 60
        counts.sessions = ["completed": 120, "failed": 2]
        counts.enrollments = ["enrolled": 10]
        counts.errors = ["<script>": 2]
        for value in 1...120 { counts.sessionTime.record(.milliseconds(value)) }
        return FleetReport(
            program: "understudy",
            fleet: FleetIdentity(
                phones: 10, seed: 1, shards: 1, server: "https://mdm.example.test/<b>",
                device: "lumia-950-1703"),
            shards: [.whole], begun: "2026-01-01T00:00:00Z", ended: "2026-01-01T00:01:00Z",
            isComplete: true,
            phonesEnrolled: 10, sessionsPerSecond: 2, peakSessionsPerSecond: 4, counts: counts,
            timeline: FleetTimeline())
    }

    @Test("The page loads nothing, runs nothing, and takes no text of others for mark-up")
    func page() throws {
        let report = try Self.report()
        let verdicts = ["p99>1ms", "errors>50%"].compactMap { FleetLimit($0)?.verdict(on: report) }
        let page = FleetHTML.page(report, verdicts)
        #expect(
            page.contains("default-src 'none'") && !page.contains("<script") && !page.contains("<b>"))
        #expect(
            page.contains("1 of 2 limits are broken") && page.contains("10 of 10 phones are enrolled"))
        #expect(!page.contains("src=") && !page.contains("http://"))
    }

    @Test("Each limit is a case of the tests that build servers read")
    func junit() throws {
        let report = try Self.report()
        let verdicts = ["p99>1ms", "errors>50%"].compactMap { FleetLimit($0)?.verdict(on: report) }
        let text = FleetJUnit.text(report, verdicts)
        #expect(text.contains("tests=\"3\" failures=\"1\"") && text.contains("name=\"not p99&gt;1ms\""))
    }

    @Test(
        "Numbers are told as people read them",
        arguments: [
            (0.00085, "850 µs"), (0.0123, "12.3 ms"), (2.05, "2.05 s"), (200, "3 min 20 s"),
            (0.25, "250 ms"),
        ])
    func times(seconds: Double, text: String) {
        #expect(FleetText.time(.seconds(seconds)) == text)
    }

    @Test("Thousands have commas")
    func numbers() {
        #expect(FleetText.whole(1_234_567) == "1,234,567" && FleetText.whole(-999) == "-999")
        #expect(FleetText.number(0.126) == "0.13" && FleetText.number(1234.4) == "1,234")
        #expect(FleetText.counts(["b": 2, "a": 2, "c": 1000]) == "c 1,000, a 2, b 2")
    }
}
