import Agent
import Certificates
import Fleet
import Foundation
import Lab
import LabSupport
import Notation
import SimulatedPhone
import Store
import TestSupport
import Testing

/// `kill -9` of a whole fleet while its PINs are reset: every passcode that the server was told opens its phone.
///
/// `UNDERSTUDY_FLEET` says how many phones there are (20), `UNDERSTUDY_KILLS` how often the process is killed (3);
/// `UNDERSTUDY_SEED` repeats a run's delays.
@Suite("Killed fleets", .serialized, .timeLimit(.minutes(30)))
struct KilledFleetTests {
    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    @Test(
        "Phones of a fleet that was killed open with what the server was told, and its sessions are counted once each")
    func killed() async throws {
        let count = Int(Self.number("UNDERSTUDY_FLEET") ?? 20)
        let kills = Int(Self.number("UNDERSTUDY_KILLS") ?? 3)
        let seed = Self.number("UNDERSTUDY_SEED") ?? .random(in: 1...UInt64(UInt32.max))
        print("Killed fleets: \(count) phones, \(kills) kills, seed \(seed)")
        try await Program.withLab(LabConfiguration(usesTLS: false)) { lab, program in
            let state = "\(program.folder)/fleet"
            let call = [
                "fleet", "-n", "\(count)", "--server", lab.baseURL, "--insecure-http", "--state", state, "--key-pool",
                "\(program.folder)/keys.pem", "--max-concurrency", "8", "--pin-reset-service", "granted", "--json",
                // The lab's own schedule lets phones rest for longer than a test.
                "--poll", "0s",
            ]
            try Self.keys.write(toFile: "\(program.folder)/keys.pem", atomically: true, encoding: .utf8)
            #expect(try await program.run(call) == .code(0), "\(program.errors)")
            let ids = await lab.management.devices.map(\.id)
            #expect(ids.count == count)
            for id in ids { _ = try await lab.management.queue(.enablePINRecovery(tenant: Phones.tenant), for: id) }
            #expect(try await program.run(call) == .code(0), "\(program.errors)")
            var random = SeededGenerator(seed: seed)
            var (killed, opened) = (0, 0)
            while killed < kills {
                for id in ids { _ = try await lab.management.queue(.recoverPIN, for: id) }
                let told = await lab.management.eventStream()
                let wanted = Int.random(in: 1...count / 2, using: &random)
                let end = try await program.run(
                    call + ["--hold", "ever"],
                    killedAt: {
                        var left = wanted
                        for await event in told where event.kind == .passcodeReceived {
                            left -= 1
                            guard left > 0 else { return }
                        }
                    })
                #expect(end == .killed, "\(program.errors)")
                killed += 1
                opened += try await Self.judge(lab, state, count)
            }
            #expect(opened > 0)
            // The run that was killed is gone on with, and its report has all of its sessions.
            #expect(try await program.run(call) == .code(0), "\(program.errors)")
            let report = try JSONDecoder().decode(FleetReport.self, from: Data(program.output.utf8))
            #expect(report.isComplete && report.counts.sessionCount >= count && report.counts.enrolled == 0)
            // A session that was under way counts for the run that was killed; the next run has one of each phone.
            #expect(try await program.run(call) == .code(0), "\(program.errors)")
            #expect(try await Self.judge(lab, state, count) == count)
        }
    }

    /// A few keys for all phones, because each takes a moment to make.
    private static let keys: String = (0..<3).compactMap { _ in try? SharedKeys.next(.rsa(bits: 2048)).pem }.joined()

    /// Opens each phone with what the server was told last. Where a reset is under way of which the server has heard nothing,
    /// the phone may have its PIN already: that is judged once the server has.
    /// - Returns: how many phones were opened.
    private static func judge(_ lab: RunningLab, _ state: String, _ count: Int) async throws -> Int {
        let database = try PhoneDatabase(StateFolder(state))
        var (seen, opened) = (0, 0)
        for number in try await database.numbers() {
            let store = database.phone(number)
            let profile = try #require(try await store.profile())
            let phone = try #require(try await store.load(try Blueprint(profile: profile, isOfFleet: true)))
            seen += 1
            let device = try await lab.management.device(phone.deviceID)
            guard let told = device.passcode, device.queue.allSatisfy({ $0.state == .done }) else { continue }
            var locked = phone
            locked.lock()
            #expect(locked.unlock(with: PIN(told), now: .epoch).isOpen, "phone \(number)")
            opened += 1
        }
        #expect(seen == count)
        return opened
    }
}
