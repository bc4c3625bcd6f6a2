import ManagementTree
import Testing

@Suite("Which of several sources wins")
struct ConflictResolutionTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var rule: ConflictResolution
        var numbers: [Int]
        var winner: Int?

        var testDescription: String { "\(rule.rawValue) of \(numbers)" }
    }

    @Test(
        "The number in force follows the rule",
        arguments: [
            Row(rule: .noMerge, numbers: [3, 1, 2], winner: 2),
            Row(rule: .lastWrite, numbers: [3, 1, 2], winner: 2),
            Row(rule: .lowestValueMostSecure, numbers: [3, 1, 2], winner: 1),
            Row(rule: .lowestValueMostSecure, numbers: [3, 0, 2], winner: 0),
            Row(rule: .highestValueMostSecure, numbers: [3, 1, 2], winner: 3),
            Row(rule: .highestValueMostSecure, numbers: [-3, -1], winner: -1),
            Row(rule: .lowestValueMostSecureZeroHasNoLimits, numbers: [0, 5, 9], winner: 5),
            Row(rule: .lowestValueMostSecureZeroHasNoLimits, numbers: [0], winner: 0),
            Row(rule: .lowestValueMostSecureZeroHasNoLimits, numbers: [0, 0], winner: 0),
            Row(rule: .highestValueMostSecureZeroHasNoLimits, numbers: [5, 0, 9], winner: 9),
            Row(rule: .highestValueMostSecureZeroHasNoLimits, numbers: [0], winner: 0),
        ])
    func resolved(_ row: Row) {
        #expect(row.rule.resolve(row.numbers) == row.winner)
    }

    @Test("Without a source there is no number", arguments: ConflictResolution.allCases)
    func none(_ rule: ConflictResolution) {
        #expect(rule.resolve([]) == nil)
    }

    @Test("One source is in force whatever the rule", arguments: ConflictResolution.allCases)
    func one(_ rule: ConflictResolution) {
        #expect([0, 1, 7].allSatisfy { rule.resolve([$0]) == $0 })
    }
}
