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
        await bench.lab.management.events().count(where: isAlert)
    }

    private static func isAlert(_ event: LabEvent) -> Bool {
        event.kind == .alertReceived && event.detail.contains(alert)
    }

    /// Lets the phone run with a command, mostly a restart, in its server's queue.
    /// - Parameter moment: it is killed when this returns, which is told what the server notes.
    private static func run(
        _ bench: KillBench, _ command: LabCommand = .exec(reboot),
        killedAt moment: @escaping @Sendable (AsyncStream<LabEvent>) async -> Void
    ) async throws {
        try await bench.lab.management.queue(command, for: bench.id)
        let events = await bench.lab.management.eventStream()
        let program = try Program(folder: bench.folder)
        let end = try await program.run(
            ["run", "--poll-every", "1", "--state", "\(bench.folder)/phone", "--ca-file", "\(bench.folder)/ca.pem"],
            killedAt: { await moment(events) })
        #expect(end == .killed, "\(program.errors)")
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
            try await Self.run(bench) { _ = await $0.first { $0.kind == .commandDone } }
            #expect(try await bench.phone().jobs.map(\.csp) == ["Reboot"])
            #expect(await Self.told(bench) == 0)
            try await Self.sync(bench)
            try await Self.sync(bench)
            #expect(await Self.told(bench) == 1)
            let phone = try await bench.phone()
            #expect(phone.jobs.isEmpty && phone.outbox.entries.isEmpty && phone.lockScreen.isLocked)
        }
    }

    @Test(
        "Killed between the alert and its Status: the next session tells it again, as nobody knows that it came; no other does"
    )
    func beforeTheAcknowledgement() async throws {
        try await KillBench.with { bench in
            let server = bench.lab.management
            try await Self.run(bench) { events in
                _ = await events.first { $0.kind == .commandDone }
                // The alert comes with the first message of the next session; its answer comes when nobody is there.
                await server.setOddities(LabOddities(delay: 30_000, onlyMessage: 1))
                _ = await events.first(where: Self.isAlert)
            }
            await server.setOddities(LabOddities())
            #expect(await Self.told(bench) == 1)
            #expect(try await bench.phone().outbox.entries.count == 1)
            try await Self.sync(bench)
            #expect(await Self.told(bench) == 2)
            #expect(try await bench.phone().outbox.entries.isEmpty)
            try await Self.sync(bench)
            #expect(await Self.told(bench) == 2)
        }
    }

    @Test("Killed when the Status of the alert has come: it is told once")
    func afterTheAcknowledgement() async throws {
        try await KillBench.with { bench in
            let server = bench.lab.management
            try await Self.run(bench) { events in
                _ = await events.first { $0.kind == .sessionEnded }
                // While the phone restarts: its next session has the alert, and the answer both its Status and this.
                _ = try? await server.queue(.get("./DevInfo/Man"), for: bench.id)
                _ = await events.first { $0.kind == .commandDone }
            }
            #expect(await Self.told(bench) == 1)
            #expect(try await bench.phone().outbox.entries.isEmpty)
            try await Self.sync(bench)
            #expect(await Self.told(bench) == 1)
        }
    }

    @Test("Killed when a SCEP server has signed: the next process asks again where it does not know, once")
    func duringAnErrand() async throws {
        try await KillBench.with { bench in
            let own = try await bench.phone().certificates.identities.count
            let order = try SCEPTests.order(bench.lab, challenge: "any")
            try await Self.run(bench, order) { _ = await $0.first { $0.kind == .certificateIssued } }
            try await Self.sync(bench)
            let phone = try await bench.phone()
            #expect(phone.jobs.isEmpty && phone.certificates.identities.count == own + 1)
        }
    }
}
