import Notation
import SimulatedPhone
import Testing

@Suite("An instant")
struct InstantTests {
    @Test(
        "has ISO 8601 text and is read from it",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"), (1_491_346_800, "2017-04-04T23:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"),
        ] as [(Int64, String)]
    )
    func text(seconds: Int64, text: String) {
        #expect(Instant(seconds: seconds).text == text)
        #expect(Instant(text: text) == Instant(seconds: seconds))
    }

    @Test(
        "is not read from anything else",
        arguments: [
            "", "1970-01-01", "1970-02-30T00:00:00Z", "1900-02-29T00:00:00Z", "1970-13-01T00:00:00Z",
            "1970-00-01T00:00:00Z", "1970-01-00T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
            "1970-01-01T00:00:60Z", "1970-01-01 00:00:00Z", "1970-01-01T00:00:00z", "+970-01-01T00:00:00Z",
        ]
    )
    func noText(text: String) {
        #expect(Instant(text: text) == nil)
    }

    @Test("adds seconds, minutes and days, and stops at its ends")
    func adding() {
        let instant = Instant(seconds: 100)
        #expect(instant.adding(seconds: -101).seconds == -1)
        #expect(instant.adding(minutes: 2).seconds == 220)
        #expect(instant.adding(days: 1).seconds == 86_500)
        #expect(instant.adding(days: .max).seconds == .max)
        #expect(instant.adding(days: .min).seconds == .min)
        #expect(instant.adding(seconds: .max).seconds == .max)
        #expect(Instant(seconds: -2).adding(seconds: .min).seconds == .min)
        #expect(Instant(seconds: 1) < Instant(seconds: 2))
    }

    @Test("has text even at its ends", arguments: [Int64.min, Int64.max])
    func ends(seconds: Int64) {
        #expect(Instant(seconds: seconds).text.hasSuffix("Z"))
    }

    @Test("has text that reads back equal, for ten thousand random seconds of the years 0 to 9999")
    func roundTrip() {
        var generator = SeededGenerator(seed: 20_170_405)
        for _ in 0..<10_000 {
            let instant = Instant(seconds: .random(in: -62_167_219_200...253_402_300_799, using: &generator))
            #expect(Instant(text: instant.text) == instant)
        }
    }
}

@Suite("The seeded generator")
struct SeededGeneratorTests {
    @Test("gives the published numbers of SplitMix64")
    func published() {
        var generator = SeededGenerator(seed: 1_234_567)
        let numbers = (0..<3).map { _ in generator.next() }
        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test("gives GUIDs of version 4 in lower case, the same for the same seed")
    func uuid() {
        var one = SeededGenerator(seed: 7)
        var other = SeededGenerator(seed: 7)
        var seen: Set<String> = []
        for _ in 0..<1_000 {
            let text = one.uuid()
            #expect(text == other.uuid())
            #expect(text.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
            #expect(text.allSatisfy { "0123456789abcdef-".contains($0) })
            let characters = Array(text)
            #expect(characters[14] == "4")
            #expect("89ab".contains(characters[19]))
            seen.insert(text)
        }
        #expect(seen.count == 1_000)
        #expect(one == other)
    }
}
