import Agent
import Foundation
import Notation
import Session
import SimulatedPhone
import Store
import SyncML
import TestSupport
import Testing
import Wire

/// Errands of jobs as the agent runs them: after sessions, over its exchange, and over the end of the process. Shown on
/// CertificateStore/MY/SCEP, which asks a server of its own.
@Suite("Errands of a running phone")
struct ErrandRunTests {
    private static let node = "./Vendor/MSFT/CertificateStore/My/SCEP/Mail"
    private static let url = "http://ca.example.test/scep"

    /// All settings, and Enroll.
    private static var order: ScriptedExchange.Answer {
        let settings = [
            ("ServerURL", "chr", url), ("Challenge", "chr", "secret"), ("KeyUsage", "int", "160"),
            ("SubjectName", "chr", "CN=ann"), ("HashAlgrithm", "chr", "SHA-2"),
            ("CAThumbPrint", "chr", String(repeating: "0A", count: 20)),
        ]
        var commands = ""
        for (number, setting) in settings.enumerated() {
            commands += ServerText.command(
                "Add", number + 3,
                "<Item><Target><LocURI>\(node)/Install/\(setting.0)</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">"
                    + "\(setting.1)</Format></Meta><Data>\(setting.2)</Data></Item>")
        }
        return .message(ServerText.command("Atomic", 2, commands + ServerText.exec(20, node + "/Install/Enroll")))
    }

    private static let capabilities = ScriptedExchange.Answer.text("SCEPStandard\n", "text/plain")

    private static func memory(_ phone: Phone) -> String {
        String(decoding: phone.memory.values["SCEPResults"] ?? [], as: UTF8.self)
    }

    @Test(
        "After the session the errand goes out, without the phone's certificate; its answer brings the next, or the end"
    )
    func course() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([Self.order, .nothing, Self.capabilities, .status(503)], then: .nothing))
        let report = try await bench.agent.sync()
        #expect(report.statuses.map(\.rawValue).last == 202)
        let errands = Array(bench.requests.dropFirst(2))
        #expect(errands.map(\.url) == [Self.url + "?operation=GetCACaps", Self.url + "?operation=GetCACert"])
        #expect(errands.allSatisfy { $0.isAnonymous && $0.mayBeOpen && $0.method == .get && $0.body.isEmpty })
        let kinds: [AgentEvent.Kind] = [.jobPlanned, .sessionEnded, .jobBegun, .jobErrand, .jobEnded, .noticed]
        #expect(
            bench.events.map(\.kind).filter { kinds.contains($0) } == [
                .jobPlanned, .sessionEnded, .jobBegun, .jobErrand, .jobErrand, .jobEnded, .noticed,
            ])
        #expect(bench.texts(.jobErrand) == ["GET \(Self.url)", "GET \(Self.url)"])
        let phone = await bench.agent.phone
        #expect(phone.jobs.isEmpty && Self.memory(phone).contains(#""status":16"#))
        #expect(Self.memory(phone).contains("\(0x8019_01F7 as UInt32)"))
    }

    @Test("Where nobody answers the job waits and tries again; sessions go on meanwhile")
    func unreachable() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([Self.order, .nothing, .failure(.unreachable), .nothing], then: .status(500)))
        _ = try await bench.agent.sync()
        #expect(await bench.agent.phone.nextJob?.due == Sample.now.adding(minutes: 5))
        _ = try await bench.agent.sync()
        #expect(bench.requests.count == 4 && bench.clock.slept.isEmpty)
        #expect(
            AgentSchedule.next(of: await bench.agent.phone, interval: 3600, now: Sample.now)?.due
                == Sample.now.adding(minutes: 5))
    }

    @Test("Killed while the errand is out: the next process runs the same errand again")
    func killed() async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.enrolledPhone()
            let exchange = ScriptedExchange(
                [
                    Self.order, .nothing, Self.capabilities,
                    ScriptedExchange.Answer { request in
                        let kept = try #require(try await KeptPhone.load(from: folder, phone.blueprint))
                        #expect(kept.jobs.map(\.isBegun) == [true])
                        let next = Bench(kept, ScriptedExchange([.status(404)], then: .nothing))
                        _ = try await next.agent.sync()
                        #expect(next.requests.first == request && next.requests.count == 2)
                        #expect(Self.memory(await next.agent.phone).contains(#""status":16"#))
                        return try await ScriptedExchange.Answer.status(404).make(request)
                    },
                ], then: .nothing)
            let bench = Bench(phone, exchange, store: try PhoneStore(StateFolder(folder)))
            _ = try await bench.agent.sync()
            #expect(bench.requests.count == 4 && bench.requests.last?.url == Self.url + "?operation=GetCACert")
        }
    }

    @Test("Told to stop while the errand is out, the agent decides nothing: the errand stays")
    func cancelled() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([
                Self.order, .nothing,
                ScriptedExchange.Answer { _ in
                    withUnsafeCurrentTask { $0?.cancel() }
                    throw WireError(.interrupted, url: Self.url, message: "it was broken off")
                },
            ]))
        let task = Task { try await bench.agent.sync() }
        let result = await task.result
        #expect(throws: AgentError(.cancelled, "")) { try result.get() }
        #expect(await bench.agent.phone.nextJob?.errand != nil)
        #expect(Self.memory(await bench.agent.phone).contains(#""status":2"#))
    }

    @Test("What is underway is shown to nobody: neither key nor password stand in the status report")
    func secrecy() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([Self.order, .nothing, .failure(.unreachable)], then: .nothing))
        _ = try await bench.agent.sync()
        let report = StatusReport(
            await bench.agent.phone, now: Sample.now, showingPIN: false, recoveryObstacle: nil)
        let text = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
        #expect(text.contains("CertificateStore") && !text.contains("secret"))
    }
}
