import Lab
import Testing

@Suite("Who does something too often waits")
struct AttemptBrakeTests {
    @Test("Twenty times in a minute an address may, others are not held up, and what was right does not count")
    func window() {
        var brake = AttemptBrake()
        let first = (0..<20).map { brake.tries("a", now: $0) }
        #expect(first == Array(repeating: true, count: 20))
        let steps: [(address: String, second: Int64, may: Bool)] = [
            ("a", 20, false), ("b", 20, true),
            // The first is a minute ago.
            ("a", 60, true), ("a", 60, false),
        ]
        for step in steps {
            let may = brake.tries(step.address, now: step.second)
            #expect(may == step.may, "\(step)")
        }
        brake.forgive("a")
        let again = brake.tries("a", now: 60)
        #expect(again)
    }

    @Test("It remembers no more addresses than it may, and forgets those whose minute is over")
    func bound() {
        var brake = AttemptBrake()
        let filled = (0..<AttemptBrake.addresses).map { brake.tries("\($0)", now: 0) }
        #expect(!filled.contains(false))
        let steps: [(address: String, second: Int64, may: Bool)] = [
            ("one more", 59, false), ("0", 59, true), ("one more", 60, true), ("two more", 60, true),
        ]
        for step in steps {
            let may = brake.tries(step.address, now: step.second)
            #expect(may == step.may, "\(step)")
        }
    }
}
