import Notation
package import SimulatedPhone

/// Who does what when: all of a run that can be known before it begins. The same plan gives the same phones at the same times.
package struct FleetPlan: Equatable, Sendable {
    /// How many phones the whole fleet has.
    package var phones: Int
    /// The part that is run here.
    package var shard = FleetShard.whole
    /// What ids, PINs and chances of all phones follow from.
    package var seed: UInt64 = 1
    /// Phones of the whole fleet that begin to enrol in a second; nil for as many as may talk at once.
    package var enrollmentRate: Double?
    /// Each phone begins up to so much later than its turn, by chance.
    package var jitter = Duration.zero
    /// The time between sessions, in place of what the server's poll schedule says. Zero: the next follows at once.
    package var poll: Duration?

    package init(phones: Int) {
        self.phones = phones
    }

    /// The phones of this shard.
    package var numbers: [Int] { shard.numbers(of: phones) }

    /// How many they are.
    package var size: Int { shard.size(of: phones) }

    /// What a phone's ids and PINs follow from: its number and the fleet's seed, and nothing else.
    package func seed(of number: Int) -> UInt64 {
        var generator = SeededGenerator(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(number) &* 0xD1B5_4A32_D192_ED03)
        return generator.next()
    }

    /// Chances of a phone in a run, which nothing else draws from.
    package func chances(of number: Int, for purpose: String) -> SeededGenerator {
        SeededGenerator(seed: purpose.utf8.reduce(seed(of: number)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
    }

    /// When a phone begins to enrol, counted from the start of the run. With a rate it is the same whatever the server does.
    package func enrollment(of number: Int) -> Duration {
        let turn = enrollmentRate.map { Duration.seconds(Double(number - 1) / $0) } ?? .zero
        return turn + jitter * share(of: number, for: "enrol")
    }

    /// The part of a second, or of the poll interval, by which a phone is later than others whose sessions are due in the same
    /// second: schedules count seconds, and a fleet must not come all at once.
    package func offset(of number: Int) -> Duration { .seconds(share(of: number, for: "second")) }

    /// From 0 up to 1, evenly spread over the phones.
    package func share(of number: Int, for purpose: String) -> Double {
        var generator = chances(of: number, for: purpose)
        return Double.random(in: 0..<1, using: &generator)
    }
}
