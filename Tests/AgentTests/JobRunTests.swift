import Agent
import Notation
import Session
import SimulatedPhone
import Store
import SyncML
import TestSupport
import Testing
import Wire

/// Jobs as the agent runs them: after sessions, in their time, and over the end of the process.
@Suite("Jobs of a running phone")
struct JobRunTests {
    private static let reboot = "./Device/Vendor/MSFT/Reboot/RebootNow"
    private static let wipe = "./Vendor/MSFT/RemoteWipe/doWipe"
    private static let alert = ["Reversed-Domain-Name:com.microsoft.mdm.Reboot.result", "0"]
    private static let acknowledgement = ScriptedExchange.Answer.message(
        ServerText.status(of: "Alert", command: "4"))

    private static func order(_ node: String) -> ScriptedExchange.Answer { .message(ServerText.exec(2, node)) }

    private static func alerts(_ bench: Bench) throws -> [[[String]]] {
        try bench.requests.map { try $0.message().alerts(.genericAlert) }
    }

    @Test("A restart comes after the session; the next session waits for its end, and tells of it once")
    func restart() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([Self.order(Self.reboot), .nothing, Self.acknowledgement], then: .nothing))
        _ = try await bench.agent.sync()
        let kinds: [AgentEvent.Kind] = [.jobPlanned, .sessionEnded, .jobBegun, .noticed]
        #expect(bench.events.map(\.kind).filter { kinds.contains($0) } == kinds)
        #expect(await bench.agent.phone.awayUntil == Sample.now.adding(seconds: 60) && bench.clock.slept.isEmpty)
        let refused = await #expect(throws: AgentError.self) { try await bench.agent.receivePush() }
        #expect(refused?.code == .refused && bench.requests.count == 2)
        _ = try await bench.agent.sync()
        _ = try await bench.agent.sync()
        #expect(bench.clock.slept == [.seconds(60)])
        #expect(try Self.alerts(bench) == [[], [], [Self.alert], []])
        #expect(bench.texts(.noticed) == ["the phone restarts", "the phone has restarted"])
        let status = try bench.requests[2].message().alerts(.clientEvent)
        #expect(status == [["com.microsoft/MDM/LoginStatus", "none"]])
    }

    @Test("While it restarts the daemon polls nobody; the polls that were due come after it")
    func daemon() async throws {
        let clock = ManualClock(until: Sample.now.adding(seconds: 2000))
        var profile = PhoneProfile.lumia950
        profile.jobSeconds = ["Reboot": 600]
        var phone = Phone(fresh: try Blueprint(profile: profile), seed: 1, now: Sample.now)
        phone.enroll(Enrolled(account: Sample.account, since: Sample.now))
        let bench = Bench(
            phone, ScriptedExchange([Self.order(Self.reboot), .nothing, Self.acknowledgement], then: .nothing),
            clock: clock, tune: { $0.pollInterval = .seconds(300) })
        try await Daemon(bench.agent).run()
        let sessions = bench.events.filter { $0.kind == .sessionStarted }.map { $0.time.seconds - Sample.now.seconds }
        #expect(sessions == [300, 900, 1200, 1500, 1800])
        #expect(try Self.alerts(bench) == [[], [], [Self.alert], [], [], []])
    }

    @Test("A restart that was ordered is done although the session breaks off")
    func brokenSession() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(), ScriptedExchange([Self.order(Self.reboot)], then: .failure(.untrustedServer)))
        _ = try? await bench.agent.sync()
        #expect(bench.texts(.noticed) == ["the phone restarts"])
    }

    @Test("The session that orders a wipe is the last: then the phone starts from the factory state")
    func wipe() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([Self.order(Self.wipe), .message(ServerText.get(2, "./DevInfo/Man"))], then: .nothing))
        let report = try await bench.agent.sync()
        #expect(report.outcome == .wiped && report.statuses.allSatisfy(\.isSuccess) && bench.requests.count == 3)
        #expect(await bench.agent.phone.enrolled == nil)
        let kinds: [AgentEvent.Kind] = [.sessionEnded, .jobBegun, .jobEnded, .wiped]
        #expect(bench.events.map(\.kind).filter { kinds.contains($0) } == kinds)
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .notEnrolled)
    }

    // MARK: - The end of the process

    /// The phone as a process finds it that starts at some moment of another's session.
    private static func restarted(
        _ folder: String, _ blueprint: Blueprint, _ answers: [ScriptedExchange.Answer], at clock: ManualClock
    ) async throws -> Bench {
        let phone = try #require(try await KeptPhone.load(from: folder, blueprint))
        return Bench(phone, ScriptedExchange(answers, then: .nothing), clock: clock)
    }

    /// Runs a session whose server orders something, and does something at the moments of it.
    private static func session(
        _ answers: (String, Blueprint) -> [ScriptedExchange.Answer],
        then work: (Bench, String) async throws -> Void = { _, _ in }
    ) async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.enrolledPhone()
            let bench = Bench(
                phone, ScriptedExchange(answers(folder, phone.blueprint), then: .nothing),
                store: try PhoneStore(StateFolder(folder)))
            try await work(bench, folder)
        }
    }

    @Test("Killed after the answer, before the job began: the next process begins it, ends it, and tells it once")
    func killedBefore() async throws {
        try await Self.session({ folder, blueprint in
            [
                Self.order(Self.reboot),
                ScriptedExchange.Answer { request in
                    let next = try await Self.restarted(folder, blueprint, [Self.acknowledgement], at: ManualClock())
                    #expect(await next.agent.phone.jobs.map(\.isBegun) == [false])
                    _ = try await next.agent.sync()
                    _ = try await next.agent.sync()
                    #expect(next.clock.slept == [.seconds(60)])
                    #expect(try Self.alerts(next) == [[Self.alert], []])
                    return try await ScriptedExchange.Answer.nothing.make(request)
                },
            ]
        }) { bench, _ in
            _ = try await bench.agent.sync()
            #expect(bench.requests.count == 2)
        }
    }

    @Test("Killed while the job goes on: the next process waits for what is left of it")
    func killedMeanwhile() async throws {
        try await Self.session({ _, _ in [Self.order(Self.reboot)] }) { bench, folder in
            _ = try await bench.agent.sync()
            let blueprint = await bench.agent.phone.blueprint
            let next = try await Self.restarted(
                folder, blueprint, [Self.acknowledgement], at: ManualClock(Sample.now.adding(seconds: 20)))
            #expect(await next.agent.phone.jobs.map(\.isBegun) == [true])
            _ = try await next.agent.sync()
            #expect(next.clock.slept == [.seconds(40)])
            #expect(try Self.alerts(next) == [[Self.alert]])
            #expect(await next.agent.phone.outbox.entries.isEmpty)
        }
    }

    @Test(
        "Killed between the session that carries the alert and its acknowledgement: it is carried again, and then no more"
    )
    func killedUnacknowledged() async throws {
        try await Self.session({ folder, blueprint in
            [
                Self.order(Self.reboot), .nothing,
                ScriptedExchange.Answer { request in
                    // The server has the alert, and the process ends before the answer comes.
                    #expect(try request.message().alerts(.genericAlert) == [Self.alert])
                    let next = try await Self.restarted(folder, blueprint, [Self.acknowledgement], at: ManualClock())
                    _ = try await next.agent.sync()
                    _ = try await next.agent.sync()
                    #expect(try Self.alerts(next) == [[Self.alert], []])
                    return try await Self.acknowledgement.make(request)
                },
                ScriptedExchange.Answer { request in
                    #expect(try request.message().alerts(.genericAlert).isEmpty)
                    return try await ScriptedExchange.Answer.nothing.make(request)
                },
            ]
        }) { bench, folder in
            for _ in 0..<3 { _ = try await bench.agent.sync() }
            #expect(bench.requests.count == 4)
            let kept = try #require(try await KeptPhone.load(from: folder, bench.agent.phone.blueprint))
            #expect(kept.outbox.entries.isEmpty && kept.jobs.isEmpty)
        }
    }

    @Test("Killed before the wipe: the next process wipes the phone and asks no server")
    func killedBeforeWipe() async throws {
        try await Self.session({ folder, blueprint in
            [
                Self.order(Self.wipe),
                ScriptedExchange.Answer { request in
                    let next = try await Self.restarted(folder, blueprint, [], at: ManualClock())
                    let error = await #expect(throws: AgentError.self) { try await next.agent.sync() }
                    #expect(error?.code == .notEnrolled && next.requests.isEmpty)
                    #expect(await next.agent.phone.lockScreen.pin == nil)
                    return try await ScriptedExchange.Answer.nothing.make(request)
                },
            ]
        }) { bench, _ in
            _ = try await bench.agent.sync()
            #expect(bench.requests.count == 2)
        }
    }
}
