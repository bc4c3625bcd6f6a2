import Notation
import Testing

@Suite("Times and durations as they are written")
struct TimeTests {
    @Test(
        "A time is read with its zone",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T02:00:00+02:00", 0), ("1970-01-01T02:00:00+0200", 0),
            ("1969-12-31T18:30:00-05:30", 0), ("1970-01-01T00:01Z", 60), ("1970-01-01T00:00:05.999Z", 5),
        ] as [(String, Int64)])
    func zone(_ text: String, _ seconds: Int64) {
        for zone in [Instant.Zone.needed, .optional] {
            #expect(Instant(iso8601: text, zone: zone) == Instant(seconds: seconds))
        }
    }

    @Test(
        "One without a zone is UTC where it may be without one", arguments: ["1970-01-01T00:01:00", "1970-01-01T00:01"])
    func withoutZone(_ text: String) {
        #expect(Instant(iso8601: text, zone: .optional) == Instant(seconds: 60))
        #expect(Instant(iso8601: text, zone: .needed) == nil)
    }

    @Test(
        "Nothing else is a time",
        arguments: [
            "", "1970-01-01", "1970-01-01 00:00:00Z", "1970-02-30T00:00:00Z", "1970-01-01T24:00:00Z",
            "1970-01-01T00:00:60Z",
            "1970-01-01T00:00:00+24:00", "1970-01-01T00:00:00+02:60", "1970-01-01T00:00:00+2",
            "1970-01-01T00:00:00Z+02:00",
            "70-01-01T00:00:00Z", "1970-01-01T00:00:00.Z",
        ])
    func noTime(_ text: String) {
        #expect(Instant(iso8601: text, zone: .optional) == nil)
    }

    @Test(
        "A duration is a whole number and its unit",
        arguments: [
            ("250ms", .milliseconds(250)), ("0s", .zero), ("90s", .seconds(90)), ("15m", .seconds(900)),
            ("3h", .seconds(10_800)), ("14d", .seconds(1_209_600)),
        ] as [(String, Duration)])
    func duration(_ text: String, _ duration: Duration) {
        #expect(Duration(written: text) == duration)
    }

    @Test(
        "Nothing else is a duration",
        arguments: [
            "", "5", "s", "-1s", "+1s", "1.5s", "1 s", "1S", "1w", "٣s", "99999999999999999d", "99999999999999999999s",
        ])
    func noDuration(_ text: String) {
        #expect(Duration(written: text) == nil)
    }
}
