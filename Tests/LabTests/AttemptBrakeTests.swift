import Lab
import Testing

@Suite("Who does something too often waits")
struct AttemptBrakeTests {
    @Test("Twenty times in a minute an address may, others are not held up, and what was right does not count")
    func window() {
        var brake = AttemptBrake()
        for second in 0..<20 { #expect(brake.tries("a", now: Int64(second))) }
        #expect(!brake.tries("a", now: 20) && brake.tries("b", now: 20))
        #expect(brake.tries("a", now: 60), "the first is a minute ago")
        #expect(!brake.tries("a", now: 60))
        brake.forgive("a")
        #expect(brake.tries("a", now: 60))
    }

    @Test("It remembers no more addresses than it may, and forgets those whose minute is over")
    func bound() {
        var brake = AttemptBrake()
        for number in 0..<AttemptBrake.addresses { #expect(brake.tries("\(number)", now: 0)) }
        #expect(!brake.tries("one more", now: 59) && brake.tries("0", now: 59))
        #expect(brake.tries("one more", now: 60) && brake.tries("two more", now: 60))
    }
}
