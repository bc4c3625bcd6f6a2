import Agent
import ManagementTree
import Notation
import PINReset
import SimulatedPhone
import SyncML
import Testing
import Wire

/// The phone as it runs by itself.
@Suite("The daemon")
struct DaemonTests {
    /// Runs a phone until a time, without waiting.
    private static func run(
        _ phone: Phone, _ exchange: ScriptedExchange, for seconds: Int64,
        tune: (inout AgentConfiguration) -> Void = { _ in }
    ) async throws -> Bench {
        let clock = ManualClock(until: Sample.now.adding(seconds: seconds))
        let bench = Bench(phone, exchange, clock: clock, tune: tune)
        try await Daemon(bench.agent).run()
        return bench
    }

    /// When sessions began, in minutes.
    private static func minutes(_ bench: Bench) -> [Int64] {
        bench.events.filter { $0.kind == .sessionStarted }.map { ($0.time.seconds - Sample.now.seconds) / 60 }
    }

    @Test("Sessions come at the steps of the schedule (POL-01)")
    func polls() async throws {
        var phone = try Sample.enrolledPhone()
        let polls = [
            "NumberOfFirstRetries": 3, "IntervalForFirstSetOfRetries": 15, "NumberOfSecondRetries": 2,
            "IntervalForSecondSetOfRetries": 3, "NumberOfRemainingScheduledRetries": 0,
            "IntervalForRemainingScheduledRetries": 60,
        ]
        for (name, value) in polls { phone.setAccountValue(.int(value), at: ["Poll", NodeName(name)]) }
        let bench = try await Self.run(phone, ScriptedExchange(then: .nothing), for: 3 * 3600)
        #expect(Self.minutes(bench) == [15, 30, 45, 48, 51, 111, 171])
        #expect(await bench.agent.phone.enrolled?.polls.count == 7)
        #expect(bench.texts(.pollPlanned).count == 8)
    }

    @Test("A poll that fails is noted, and the next one comes all the same")
    func failure() async throws {
        let bench = try await Self.run(
            try Sample.enrolledPhone(), ScriptedExchange([.failure(.untrustedServer)], then: .nothing), for: 2000)
        #expect(Self.minutes(bench) == [15, 30])
        #expect(bench.texts(.note).contains { $0.hasPrefix("poll failed") })
    }

    @Test("A certificate that runs out is renewed, and after a failure not before its interval is over")
    func renewal() async throws {
        let phone = try Sample.enrolledPhone(certificates: [try Identity.entry(days: 40)])
        let bench = try await Self.run(phone, ScriptedExchange(then: .failure(.unreachable)), for: 8 * 86_400) {
            $0.pollInterval = .seconds(86_400 * 30)
        }
        let failures = bench.texts(.note).filter { $0.hasPrefix("renewCertificate failed") }
        #expect(failures.count == 2)
        #expect(await bench.agent.phone.enrolled?.renewal.lastTry == Sample.now.adding(days: 7))
        #expect(Self.minutes(bench).isEmpty)
    }

    @Test("A phone that knows nobody to renew its certificate at has its sessions, and tries nothing")
    func nobodyToAsk() async throws {
        let phone = try Sample.enrolledPhone(certificates: [try Identity.entry(days: 30)]) { enrolled in
            enrolled.account.discoveryURL = ""
        }
        let bench = try await Self.run(phone, ScriptedExchange(then: .nothing), for: 2000)
        #expect(Self.minutes(bench) == [15, 30])
        #expect(!bench.texts(.note).contains { $0.hasPrefix("renewCertificate failed") })
    }

    @Test("A renewal that cannot even begin is tried once in its interval, and sessions come meanwhile")
    func noKey() async throws {
        let good = try Identity.entry(days: 30)
        // Its key is none.
        let entry = CertificateStore.Entry(
            location: good.location, thumbprint: good.thumbprint, certificate: good.certificate, privateKey: [1],
            notAfter: good.notAfter)
        let bench = try await Self.run(
            try Sample.enrolledPhone(certificates: [entry]), ScriptedExchange(then: .nothing), for: 2000)
        #expect(Self.minutes(bench) == [15, 30])
        #expect(bench.texts(.note).count { $0.hasPrefix("renewCertificate failed") } == 1)
    }

    @Test("A push channel is renewed, and a session tells the server")
    func channel() async throws {
        let phone = try Sample.enrolledPhone { enrolled in
            enrolled.push = .init(uri: "https://wns.understudy.example/?token=1", made: Sample.now)
        }
        let bench = try await Self.run(phone, ScriptedExchange(then: .nothing), for: 86_400 * 16) {
            $0.pollInterval = .seconds(86_400 * 30)
        }
        #expect(Self.minutes(bench) == [15 * 24 * 60])
        let push = try #require(await bench.agent.phone.enrolled?.push)
        #expect(push.made == Sample.now.adding(days: 15))
        #expect(push.uri.hasPrefix("https://wns.understudy.example/?token=") && !push.uri.hasSuffix("token=1"))
    }

    @Test("What the phone reports by itself has a session at once; where that fails, it waits for the next poll")
    func report() async throws {
        var phone = try Sample.enrolledPhone()
        phone.report(GenericAlert(type: "com.example.done", format: "int", data: "0"), startingSession: true)
        let acknowledgement = ServerText.status(of: "Alert", command: "4")
        let bench = try await Self.run(
            phone,
            ScriptedExchange([.failure(.untrustedServer), .message(acknowledgement)], then: .nothing), for: 2000)
        #expect(Self.minutes(bench) == [0, 15, 30])
        let alerts = try bench.requests.map { try $0.message().alerts(.genericAlert) }
        #expect(alerts == [[["com.example.done", "0"]], [["com.example.done", "0"]], []])
        #expect(await bench.agent.phone.outbox.entries.isEmpty)
    }

    @Test("The screen locks when nobody uses the phone for long enough")
    func idle() async throws {
        var phone = try Sample.enrolledPhone()
        for (name, value) in [("DevicePasswordEnabled", 0), ("MaxInactivityTimeDeviceLock", 3)] {
            let uri = "./Vendor/MSFT/Policy/Config/DeviceLock/\(name)"
            _ = try phone.add(
                try phone.blueprint.address(uri), IncomingValue(text: "\(value)"),
                PhoneEnvironment(now: Sample.now))
        }
        let bench = try await Self.run(phone, ScriptedExchange(then: .nothing), for: 300)
        let locked = bench.events.filter { $0.kind == .screenLocked }.map { $0.time.seconds - Sample.now.seconds }
        #expect(locked == [180])
        #expect(await bench.agent.phone.lockScreen.isLocked)
    }

    @Test("When it ends, who listens is told by the end of the events")
    func end() async throws {
        let clock = ManualClock(until: Sample.now)
        let bench = Bench(try Sample.phone(), ScriptedExchange(), clock: clock)
        let events = bench.agent.events.events(after: 0)
        try await Daemon(bench.agent).run()
        for await _ in events {}
        #expect(clock.slept == [.seconds(5)])
    }

    @Test(
        "Signing in starts a session where the server wants it (PollOnLogin)",
        arguments: [
            (true, Phone.LoginStatus.user, 1), (true, .none, 0), (true, .others, 0), (false, .user, 0),
        ])
    func login(_ pollOnLogin: Bool, _ status: Phone.LoginStatus, _ sessions: Int) async throws {
        var phone = try Sample.enrolledPhone()
        phone.setAccountValue(.bool(pollOnLogin), at: ["Poll", "PollOnLogin"])
        let bench = Bench(phone, ScriptedExchange(then: .nothing))
        let report = try await bench.agent.login(status)
        #expect((report == nil) == (sessions == 0) && bench.requests.count == sessions)
        #expect(await bench.agent.phone.loginStatus == status)
    }

    @Test("A push starts a session (POL-02)")
    func push() async throws {
        let bench = Bench(try Sample.enrolledPhone(), ScriptedExchange(then: .nothing))
        let report = try await bench.agent.receivePush()
        #expect(report.isSuccess)
        #expect(bench.events.map(\.kind).prefix(2) == [.pushReceived, .sessionStarted])
    }

    @Test("Sessions that are asked for at the same time come one after the other")
    func inTurn() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange(
                then: ScriptedExchange.Answer { request in
                    await Task.yield()
                    return try await ScriptedExchange.Answer.nothing.make(request)
                }))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<8 { tasks.addTask { _ = try await bench.agent.sync() } }
            try await tasks.waitForAll()
        }
        let kinds = bench.events.map(\.kind)
        let session: [AgentEvent.Kind] = [.sessionStarted, .messageSent, .sessionEnded]
        #expect(kinds == Array(repeating: session, count: 8).flatMap { $0 })
    }
}
