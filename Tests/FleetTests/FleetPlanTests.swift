import Fleet
import Notation
import Testing

@Suite("The plan of a fleet")
struct FleetPlanTests {
    @Test(
        "A shard is one of so many, from 1 on",
        arguments: [
            ("1/1", true), ("4/4", true), ("0/4", false), ("5/4", false), ("2", false), ("2/", false), ("a/4", false),
            ("1/0", false), ("-1/4", false), ("1/4/2", false),
        ])
    func shards(text: String, isOne: Bool) {
        #expect((FleetShard(text) != nil) == isOne)
        #expect(FleetShard(text).map(\.description) == (isOne ? text : nil))
    }

    @Test("Every phone is in one shard and no other", arguments: [(10, 3), (1, 4), (1000, 7), (4, 4)])
    func parts(phones: Int, count: Int) throws {
        let shards = try (1...count).map { try #require(FleetShard("\($0)/\(count)")) }
        let parts = shards.map { $0.numbers(of: phones) }
        #expect(shards.map { $0.size(of: phones) } == parts.map(\.count))
        #expect(parts.flatMap(\.self).sorted() == Array(1...phones))
    }

    @Test("A phone's ids follow from its number and the fleet's seed, whichever shard it is in")
    func seeds() throws {
        var plan = FleetPlan(phones: 1000)
        let seeds = plan.numbers.map { plan.seed(of: $0) }
        #expect(Set(seeds).count == 1000)
        plan.shard = try #require(FleetShard("3/4"))
        #expect(plan.numbers.allSatisfy { plan.seed(of: $0) == seeds[$0 - 1] })
        plan.seed = 2
        #expect(plan.numbers.allSatisfy { plan.seed(of: $0) != seeds[$0 - 1] })
    }

    @Test("With a rate, phones of all shards take their turns as those of the whole fleet do")
    func rate() throws {
        var plan = FleetPlan(phones: 100)
        plan.enrollmentRate = 10
        #expect(plan.enrollment(of: 1) == .zero)
        #expect(plan.enrollment(of: 11) == .seconds(1))
        plan.shard = try #require(FleetShard("2/4"))
        #expect(plan.enrollment(of: 51) == .seconds(5))
        plan.jitter = .seconds(2)
        let late = plan.numbers.map { plan.enrollment(of: $0) - .seconds(Double($0 - 1) / 10) }
        #expect(late.allSatisfy { (.zero ..< .seconds(2)).contains($0) } && Set(late).count > 20)
    }

    @Test("Chances for one purpose say nothing of those for another, and are the same in the next run")
    func chances() {
        let plan = FleetPlan(phones: 2000)
        let shares = plan.numbers.map { plan.share(of: $0, for: "one") }
        #expect(shares == plan.numbers.map { plan.share(of: $0, for: "one") })
        #expect(shares != plan.numbers.map { plan.share(of: $0, for: "two") })
        let mean = shares.reduce(0, +) / 2000
        #expect((0.45...0.55).contains(mean))
    }
}
