import Enrollment
import Testing

@Suite("The poll schedule (MS-MDE2 2.2.9.3, protocol.md 6.7)")
struct PollScheduleTests {
    private static func settings(_ values: [String: String]) throws(SettingError) -> PollSettings {
        try PollSettings { values[$0] }
    }

    /// Counts and intervals in the order of the documents.
    private static func settings(_ numbers: [Int]) throws(SettingError) -> PollSettings {
        let names = [
            "NumberOfFirstRetries", "IntervalForFirstSetOfRetries", "NumberOfSecondRetries",
            "IntervalForSecondSetOfRetries", "NumberOfRemainingScheduledRetries",
            "IntervalForRemainingScheduledRetries",
        ]
        return try settings(Dictionary(uniqueKeysWithValues: zip(names, numbers.map(String.init))))
    }

    @Test("what is not given has its default: ten sessions at 15 minutes")
    func defaults() throws {
        let settings = try Self.settings([:])
        #expect(settings == PollSettings())
        #expect(settings.first == PollSettings.Round(count: 10, interval: 15))
        #expect(!settings.pollOnLogin && !settings.allUsersPollOnFirstLogin)
    }

    @Test(
        "truth values are read in any case", arguments: [("true", true), ("True", true), ("1", true), ("false", false)])
    func truth(text: String, isTrue: Bool) throws {
        let settings = try Self.settings(["PollOnLogin": text, "AllUsersPollOnFirstLogin": text])
        #expect(settings.pollOnLogin == isTrue)
        #expect(settings.allUsersPollOnFirstLogin == isTrue)
    }

    static let schedules: [(String, [Int], [PollSchedule.Stage], Bool)] = [
        (
            "the recommended one ends in a round without an end", [5, 15, 10, 60, 0, 1440],
            [.init(count: 5, interval: 15), .init(count: 10, interval: 60), .init(count: nil, interval: 1440)], false
        ),
        (
            "ENR-14: without such a round a daily session in the maintenance window follows", [8, 15, 5, 3, 2, 60],
            [.init(count: 8, interval: 15), .init(count: 5, interval: 3), .init(count: 2, interval: 60)], true
        ),
        (
            "a round without an end switches the later ones off", [0, 15, 5, 60, 3, 1440],
            [.init(count: nil, interval: 15)], false
        ),
        ("an interval of 0 switches its round off", [5, 0, 3, 60, 0, 0], [.init(count: 3, interval: 60)], true),
        ("intervals of 0 leave the daily session alone", [5, 0, 3, 0, 2, 0], [], true),
    ]

    @Test("rounds become stages", arguments: schedules.indices)
    func stages(index: Int) throws {
        let (rule, numbers, stages, endsInMaintenance) = Self.schedules[index]
        let schedule = try Self.settings(numbers).schedule()
        #expect(schedule.stages == stages, "\(rule)")
        #expect((schedule.wait(after: 1_000_000) == .maintenance) == endsInMaintenance, "\(rule)")
    }

    @Test("POL-01: eight sessions at 15 minutes, then the second round, then the remaining one for ever")
    func waits() throws {
        let schedule = try Self.settings([8, 15, 2, 60, 0, 1440]).schedule()
        for polls in 0..<8 { #expect(schedule.wait(after: polls) == .minutes(15)) }
        for polls in 8..<10 { #expect(schedule.wait(after: polls) == .minutes(60)) }
        for polls in [10, 11, 1_000_000] { #expect(schedule.wait(after: polls) == .minutes(1440)) }
    }

    @Test("ENR-14: after the last round the phone waits for the maintenance window")
    func maintenance() throws {
        let schedule = try PollSettings().schedule()
        #expect(schedule.wait(after: 9) == .minutes(15))
        #expect(schedule.wait(after: 10) == .maintenance)
    }

    @Test("ENR-12: nothing but zeros is an error")
    func contradictions() throws {
        let settings = try Self.settings([0, 0, 0, 0, 0, 0])
        #expect(throws: SettingError(.contradiction, name: "", message: "")) { try settings.schedule() }
    }

    static let withoutEnd: [(given: [Int], corrected: [Int])] = [
        ([0, 1, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]), ([0, 15, 0, 60, 0, 1440], [0, 15, 0, 0, 0, 0]),
        ([0, 0, 0, 0, 0, 1440], [0, 0, 0, 0, 0, 1440]), ([5, 15, 0, 60, 3, 1440], [5, 15, 0, 60, 0, 0]),
        ([8, 15, 5, 3, 0, 1560], [8, 15, 5, 3, 0, 1560]), ([0, 0, 0, 60, 7, 0], [0, 0, 0, 60, 0, 0]),
    ]

    @Test(
        "A count of 0 with an interval is without an end, whatever the other counts are, and what follows is off",
        arguments: withoutEnd.indices)
    func endless(index: Int) throws {
        let (given, corrected) = Self.withoutEnd[index]
        let settings = try Self.settings(given)
        #expect(try settings.schedule().wait(after: 1_000_000) != .maintenance)
        #expect(settings.corrected.numbers.map(\.value) == corrected)
        #expect(try settings.corrected.schedule() == settings.schedule())
    }

    @Test("Fleet's schedule is a minute, without end")
    func minute() throws {
        let schedule = try Self.settings([0, 1, 0, 0, 0, 0]).schedule()
        for polls in [0, 1, 1000] { #expect(schedule.wait(after: polls) == .minutes(1)) }
    }

    @Test(
        "values that are none are refused by name",
        arguments: [
            ("NumberOfFirstRetries", "often", .unreadable), ("IntervalForSecondSetOfRetries", "-1", .outOfRange),
            ("NumberOfSecondRetries", "4294967296", .outOfRange), ("PollOnLogin", "yes", .unreadable),
        ] as [(String, String, SettingError.Code)])
    func badValues(name: String, text: String, code: SettingError.Code) {
        let error = #expect(throws: SettingError.self) { try Self.settings([name: text]) }
        #expect(error?.code == code)
        #expect(error?.name == name)
        #expect(error?.message.contains(name) == true)
    }
}
