import Foundation
import Lab
import Notation
import SimulatedPhone
import Testing

/// `kill -9` at random moments of sessions that reset the PIN: a PIN that a server was told is the phone's.
///
/// `UNDERSTUDY_KILLS` says how many phones must really be killed (20), at least half of them after the server was told the
/// PIN; `UNDERSTUDY_SEED` repeats a run's delays; `Tests/Kill/run` kills 1,000.
@Suite("Killed phones", .serialized)
struct KillTests {
    /// How far the phones had come that were killed.
    private struct Summary {
        var before = 0
        var after = 0
        var notKilled = 0

        var killed: Int { before + after }

        var text: String {
            "\(before) killed before the server was told the PIN, \(after) after it, \(notKilled) had ended by themselves"
        }
    }

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    @Test("A phone that was killed opens, and with the PIN that its server was told")
    func killed() async throws {
        let wanted = Int(Self.number("UNDERSTUDY_KILLS") ?? 20)
        let seed = Self.number("UNDERSTUDY_SEED") ?? .random(in: 1...UInt64(UInt32.max))
        print("Killed phones: \(wanted) wanted, seed \(seed)")
        try await KillBench.with { bench in
            var random = SeededGenerator(seed: seed)
            var summary = Summary()
            var (whole, last) = try await Self.wholeSession(bench)
            var round = 0
            // Only real kills count; a machine under load may let some phones end by themselves.
            while summary.killed < wanted || summary.after * 2 < wanted, round < wanted * 4 + 20 {
                round += 1
                let old = try #require(try await bench.phone().lockScreen.pin)
                // Most of the time goes into the start of the program: of three phones one is killed at any moment, the
                // others when the server has just been told the PIN.
                let isTimed = round.isMultiple(of: 3)
                let delay = isTimed ? whole * Double.random(in: 0...1.1, using: &random) : nil
                let (end, _) = try await bench.session(killedAfter: delay, whenTold: !isTimed)
                let told = try await Self.judge(bench, old: old, "round \(round) of seed \(seed)")
                switch end {
                case .killed where told == nil || told == last: summary.before += 1
                case .killed: summary.after += 1
                case .code(let code):
                    #expect(code == 0, "round \(round) of seed \(seed) ended by itself")
                    summary.notKilled += 1
                }
                last = told ?? last
                // Other work makes the machine slower and faster; so about a quarter of the timed ones end by themselves.
                if isTimed { whole = whole * (end == .killed ? 1.02 : 0.95) }
            }
            print("Killed phones: \(summary.text)")
            #expect(summary.killed >= wanted && summary.after * 2 >= wanted)
            if wanted >= 20 { #expect(summary.before > 0) }
            _ = try await Self.wholeSession(bench)
        }
    }

    /// A session that nobody disturbs.
    /// - Returns: how long it takes, and its id.
    private static func wholeSession(_ bench: KillBench) async throws -> (Duration, session: String?) {
        let old = try #require(try await bench.phone().lockScreen.pin)
        let (end, duration) = try await bench.session()
        try #require(end == .code(0), "\((try? Program(folder: bench.folder).errors) ?? "")")
        let told = try await judge(bench, old: old, "a session that nobody disturbs")
        #expect(told != nil)
        return (duration, told)
    }

    /// Types PINs into the phone as it was left.
    /// - Returns: the last session that reached the server, if in that one it was told a PIN.
    private static func judge(_ bench: KillBench, old: PIN, _ comment: Comment) async throws -> String? {
        let phone = try await bench.phone()
        func opens(_ pin: PIN) -> Bool {
            var phone = phone
            phone.lock()
            return phone.unlock(with: pin, now: .epoch).isOpen
        }
        let own = try #require(phone.lockScreen.pin, comment)
        #expect(opens(own), comment)
        guard let told = try await bench.told() else { return nil }
        #expect(PIN(told.pin) == own, comment)
        #expect(opens(PIN(told.pin)), comment)
        if old != own { #expect(!opens(old), comment) }
        return told.session
    }
}
