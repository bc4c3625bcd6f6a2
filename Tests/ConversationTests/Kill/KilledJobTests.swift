import Foundation
import Lab
import SimulatedPhone
import Testing

/// `kill -9` of a running phone around a job: it ends all the same, and the server is told until it has said that it knows.
@Suite("Jobs of killed phones", .serialized)
struct KilledJobTests {
    private static let reboot = "./Device/Vendor/MSFT/Reboot/RebootNow"
    private static let alert = "com.microsoft.mdm.Reboot.result"

    /// How often the server was told of a restart.
    private static func told(_ bench: KillBench) async -> Int {
        await bench.lab.management.events().count { $0.kind == .alertReceived && $0.detail.contains(alert) }
    }

    /// Lets the phone run with a command, mostly a restart, in its server's queue, until the server notes something.
    private static func run(
        _ bench: KillBench, _ command: LabCommand = .exec(reboot),
        killedAt moment: @escaping @Sendable (LabEvent) -> Bool
    ) async throws -> Program.End {
        try await bench.lab.management.queue(command, for: bench.id)
        let events = await bench.lab.management.eventStream()
        let program = try Program(folder: bench.folder)
        let end = try await program.run(
            ["run", "--poll-every", "1", "--state", "\(bench.folder)/phone", "--ca-file", "\(bench.folder)/ca.pem"],
            killedAt: { _ = await events.first { moment($0) } })
        #expect(end == .killed, "\(program.errors)")
        return end
    }

    private static func sync(_ bench: KillBench) async throws {
        let program = try Program(folder: bench.folder)
        let end = try await program.run(
            ["sync", "--state", "\(bench.folder)/phone", "--ca-file", "\(bench.folder)/ca.pem", "--retries", "0"])
        #expect(end == .code(0), "\(program.errors)")
    }

    @Test("Killed when the server has the status of the Exec: the next process ends the restart, and tells of it once")
    func beforeTheEnd() async throws {
        try await KillBench.with { bench in
            _ = try await Self.run(bench) { $0.kind == .commandDone }
            #expect(try await bench.phone().jobs.map(\.csp) == ["Reboot"])
            #expect(await Self.told(bench) == 0)
            try await Self.sync(bench)
            try await Self.sync(bench)
            #expect(await Self.told(bench) == 1)
            let phone = try await bench.phone()
            #expect(phone.jobs.isEmpty && phone.outbox.entries.isEmpty && phone.lockScreen.isLocked)
        }
    }

    @Test("Killed when the server has the alert: it is told again only where its Status had not come")
    func beforeTheAcknowledgement() async throws {
        try await KillBench.with { bench in
            _ = try await Self.run(bench) { $0.kind == .alertReceived && $0.detail.contains(Self.alert) }
            let isAcknowledged = try await bench.phone().outbox.entries.isEmpty
            try await Self.sync(bench)
            try await Self.sync(bench)
            #expect(await Self.told(bench) == (isAcknowledged ? 1 : 2))
            #expect(try await bench.phone().outbox.entries.isEmpty)
        }
    }

    @Test("Killed when a SCEP server has signed: the next process asks again where it does not know, once")
    func duringAnErrand() async throws {
        try await KillBench.with { bench in
            let own = try await bench.phone().certificates.identities.count
            let order = try SCEPTests.order(bench.lab, challenge: "any")
            _ = try await Self.run(bench, order) { $0.kind == .certificateIssued }
            try await Self.sync(bench)
            let phone = try await bench.phone()
            #expect(phone.jobs.isEmpty && phone.certificates.identities.count == own + 1)
        }
    }
}
