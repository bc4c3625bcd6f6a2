import ManagementTree
import PINReset
import Session
import SimulatedPhone
import SyncML
import Testing

/// What must hold of every message, tried with random ones. A failure names the seed; put it alone into `seeds` to try
/// it again.
struct SessionPropertyTests {
    /// Each seed makes `rounds` messages and as many phones.
    static let seeds: [UInt64] = [1, 2, 3, 0xC0FFEE, 0x5EED, 20_170_405]
    static let rounds = 120
    private static let environment = PhoneEnvironment(now: Exchange.start)

    @Test("A failed Atomic leaves the phone equal to the one before", arguments: seeds)
    func failedAtomicChangesNothing(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = CommandGenerator(seed: seed)
        var failed = 0
        var rolledBack = 0
        for round in 0..<Self.rounds {
            let phone = try generator.phone(Self.environment)
            let reply = Exchange.answer(to: generator.atomicMessage(), phone: phone)
            guard reply.answer.statuses.dropFirst().first?.code == .atomicFailed else { continue }
            failed += 1
            if reply.answer.statuses.contains(where: { $0.code == .atomicRollBackOK }) { rolledBack += 1 }
            #expect(reply.phone == phone, "seed \(seed), round \(round)")
            #expect(reply.answer.results.isEmpty, "seed \(seed), round \(round)")
        }
        // Otherwise the generator would not try what it is for.
        #expect(failed > Self.rounds / 4 && failed < Self.rounds && rolledBack > Self.rounds / 10)
    }

    @Test("The same message on the same phone gives the same bytes and equal phones", arguments: seeds)
    func sameTwice(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = CommandGenerator(seed: seed)
        for round in 0..<Self.rounds {
            let phone = try generator.phone(Self.environment)
            let message = generator.message()
            let first = Exchange.answer(to: message, phone: phone)
            let second = Exchange.answer(to: message, phone: phone)
            #expect(Exchange.write(first.message) == Exchange.write(second.message), "seed \(seed), round \(round)")
            #expect(first.phone == second.phone, "seed \(seed), round \(round)")
        }
    }

    @Test("A reply that is written reads back equal", arguments: seeds)
    func readsBack(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = CommandGenerator(seed: seed)
        for round in 0..<Self.rounds {
            let phone = try generator.phone(Self.environment)
            let reply = Exchange.answer(to: generator.message(), phone: phone).message
            let read = try Exchange.read(Exchange.write(reply))
            #expect(read == reply, "seed \(seed), round \(round)")
        }
    }

    @Test("Every command has its status, in document order, and all statuses precede the results", arguments: seeds)
    func statuses(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = CommandGenerator(seed: seed)
        for round in 0..<Self.rounds {
            let phone = try generator.phone(Self.environment)
            let message = generator.message()
            let reply = Exchange.answer(to: message, phone: phone).message
            let objection = StatusOrder.objection(to: reply, answering: message)
            #expect(objection == nil, "seed \(seed), round \(round)")
        }
    }
}
