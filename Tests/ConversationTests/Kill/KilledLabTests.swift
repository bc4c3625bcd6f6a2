import Agent
import Foundation
import Lab
import Notation
import SimulatedPhone
import Synchronization
import TestSupport
import Testing
import Transport
import Wire

/// `kill -9` of the lab at random moments, while a phone has sessions and an administrator asks for resets.
///
/// `UNDERSTUDY_KILLS` says how many rounds the phone goes (20); `UNDERSTUDY_SEED` repeats a run's delays.
@Suite("Killed labs", .serialized, .timeLimit(.minutes(30)))
struct KilledLabTests {
    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    /// Whether the phone has gone all its rounds.
    private final class End: Sendable {
        private let flag = Mutex(false)

        var isThere: Bool { flag.withLock { $0 } }

        func come() { flag.withLock { $0 = true } }
    }

    private static func address(_ number: Int) -> String { "./DevDetail/Unique\(number)" }

    @Test("Queue, states and passcode are as they were, and no command runs twice on a phone that had answered it")
    func killed() async throws {
        let rounds = Int(Self.number("UNDERSTUDY_KILLS") ?? 20)
        let seed = Self.number("UNDERSTUDY_SEED") ?? .random(in: 1...UInt64(UInt32.max))
        try await TemporaryFolder.with { folder in
            try await HTTPExchange.withExchange(TransportConfiguration(allowsInsecureHTTP: true)) { exchange in
                let bench = try await LabKillBench.begin(in: folder, exchange)
                let end = End()
                async let queued = Self.live(bench, rounds, end)
                var random = SeededGenerator(seed: seed)
                var kills = 0
                while !end.isThere {
                    let delay = Duration.milliseconds(Int.random(in: 300...3000, using: &random))
                    if try await bench.serve(killedAfter: delay) == .killed { kills += 1 }
                }
                let known = try await queued
                print("Killed labs: \(kills) kills, \(known.count) commands of \(rounds) known, seed \(seed)")
                #expect(kills > 0 && !known.isEmpty)
                try await bench.serve { try await Self.judge(bench, known) }
            }
        }
    }

    /// Queues commands, asks for resets and lets the phone have sessions, whatever becomes of the server.
    /// - Returns: the commands of which the server has said that they are queued.
    private static func live(
        _ bench: LabKillBench, _ rounds: Int, _ end: End
    ) async throws -> [Int] {
        defer { end.come() }
        var known: [Int] = []
        for round in 1...rounds {
            let get =
                "<Get><CmdID>1</CmdID><Item><Target><LocURI>\(address(round))</LocURI></Target></Item></Get>"
            if await bench.queue(get) { known.append(round) }
            await bench.reset()
            _ = try? await bench.agent.sync()
        }
        return known
    }

    private static func judge(_ bench: LabKillBench, _ known: [Int]) async throws {
        for _ in 0..<2 { _ = try await bench.agent.sync() }
        let commands = try #require(try await bench.get("/commands") as? [[String: Any]])
        for round in known {
            let found = commands.filter { $0["address"] as? String == address(round) }
            #expect(found.count == 1, "\(address(round))")
            #expect(found.first?["state"] as? String == "done")
            let codes = (found.first?["statuses"] as? [[String: Any]])?.map { $0["code"] as? Int }
            #expect(codes == [404])
        }
        let device = try #require(try await bench.get() as? [String: Any])
        #expect(device["state"] as? String == "enrolled")
        #expect(device["passcode"] as? String == (await bench.agent.phone.lockScreen.pin?.text))
        for round in known { expectOnce(address(round), bench) }
    }

    /// A command whose answer the server has taken never comes again.
    private static func expectOnce(_ address: String, _ bench: LabKillBench) {
        let mark = "<LocURI>\(address)</LocURI>"
        var (isAsked, isTaken) = (false, false)
        for passage in bench.tap.messages {
            let isFirst = passage.text.contains("<MsgID>1</MsgID>")
            if isAsked, !isFirst, passage.response?.status == 200 { isTaken = true }
            let answer = String(decoding: passage.response?.body ?? [], as: UTF8.self)
            isAsked = answer.contains(mark)
            #expect(!(isTaken && isAsked), "\(address) was asked again after its answer was taken")
        }
    }
}
