import Agent
import SimulatedPhone
import SyncML
import Testing
import Wire

/// What becomes of a message that gets no answer (protocol.md 2.11; Microsoft, *w7 APPLICATION CSP*).
@Suite("A message without an answer")
struct RetryTests {
    private static func phone(_ count: Int, _ initial: Int, _ maximum: Int) throws -> Phone {
        try Sample.enrolledPhone { enrolled in
            enrolled.account.retry.count = count
            enrolled.account.retry.initialBackOff = initial
            enrolled.account.retry.maximumBackOff = maximum
        }
    }

    @Test(
        "It is sent again CONNRETRYFREQ times, after INITIALBACKOFFTIME, then twice as long up to MAXBACKOFFTIME, never at once",
        arguments: [
            (3, 16_000, 86_400_000, [16_000, 32_000, 64_000]),
            (6, 30_000, 120_000, [30_000, 60_000, 120_000, 120_000, 120_000, 120_000]),
            (1, 1_500, 100, [1_500]), (2, 0, 0, [1_000, 1_000]), (3, -1, 3_000, [1_000, 2_000, 3_000]),
            (2, .max, .max, [604_800_000, 604_800_000]), (0, 16_000, 86_400_000, []),
        ])
    func backOff(_ count: Int, _ initial: Int, _ maximum: Int, _ waits: [Int]) async throws {
        let bench = Bench(
            try Self.phone(count, initial, maximum), ScriptedExchange(then: .failure(.unreachable)))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .noAnswer(.unreachable))
        #expect(bench.clock.slept == waits.map { .milliseconds($0) })
        #expect(bench.requests.count == count + 1)
        #expect(Set(bench.requests.map(\.body)).count == 1)
        #expect(bench.texts(.retrying).count == count)
    }

    @Test(
        "A message counts as sent where it went out, each time, and not where there was no connection",
        arguments: [
            (WireError.Code.unreachable, 0), (.nameNotFound, 0), (.untrustedServer, 0), (.certificateDate, 0),
            (.connectTimedOut, 0), (.interrupted, 2), (.timedOut, 2),
        ])
    func sent(_ code: WireError.Code, _ count: Int) async throws {
        let bench = Bench(try Self.phone(1, 1, 1), ScriptedExchange(then: .failure(code)))
        await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(bench.texts(.messageSent).count == count)
    }

    @Test("The number of repetitions can be given from outside")
    func limit() async throws {
        let bench = Bench(try Self.phone(3, 1, 1), ScriptedExchange(then: .failure(.timedOut))) { $0.retryLimit = 1 }
        await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(bench.requests.count == 2)
    }

    @Test("A session goes on where the connection comes back")
    func recovery() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([
                .failure(.interrupted), .message(ServerText.get(2, "./DevInfo/Man")), .failure(.interrupted), .nothing,
            ]))
        let report = try await bench.agent.sync()
        #expect(report.isSuccess && report.messages == 2)
        #expect(bench.requests[2] == bench.requests[3])
    }

    @Test(
        "What will not go better is not tried again",
        arguments: [
            WireError.Code.untrustedServer, .certificateDate, .wrongName, .certificateWanted, .badAddress, .tlsFailed,
            .tlsVersion, .tooLarge, .redirected,
        ])
    func hopeless(_ code: WireError.Code) async throws {
        let bench = Bench(try Sample.enrolledPhone(), ScriptedExchange(then: .failure(code)))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .noAnswer(code) && bench.requests.count == 1 && bench.clock.slept.isEmpty)
    }

    @Test(
        "A busy or broken server is asked again, one that refuses is not (HTP-04)",
        arguments: [(500, 3), (503, 3), (408, 3), (429, 3), (401, 0), (403, 0), (404, 0)])
    func statuses(_ status: Int, _ repetitions: Int) async throws {
        let phone = try Sample.enrolledPhone { $0.account.backCompatRetryDisabled = true }
        let bench = Bench(phone, ScriptedExchange(then: .status(status)))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .badStatus(status) && bench.requests.count == 1 + repetitions)
    }

    @Test("Retry-After is not looked at (HTP-05)")
    func retryAfter() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(), ScriptedExchange([.status(429, ["Retry-After": "60"])], then: .nothing))
        _ = try await bench.agent.sync()
        #expect(bench.clock.slept == [.seconds(16)])
    }

    @Test("A server that answers package 1 with an error gets it once more in DM 1.1")
    func olderVersion() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([.status(400), .message(ServerText.get(2, "./DevInfo/Man")), .nothing]))
        let report = try await bench.agent.sync()
        let headers = try bench.requests.map { try $0.message().header }
        #expect(headers.map { $0?.verProto } == ["DM/1.2", "DM/1.1", "DM/1.1"])
        #expect(headers.map { $0?.verDTD } == ["1.2", "1.1", "1.1"])
        #expect(headers.map { $0?.messageID } == ["1", "1", "2"])
        #expect(report.isSuccess)
    }

    @Test("BACKCOMPATRETRYDISABLED forbids that")
    func noOlderVersion() async throws {
        let phone = try Sample.enrolledPhone { $0.account.backCompatRetryDisabled = true }
        let bench = Bench(phone, ScriptedExchange([.status(400)], then: .nothing))
        await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(bench.requests.count == 1)
    }

    @Test("The addresses of the account are tried in turn, and the one that answers is remembered (csp.md 10.1)")
    func addresses() async throws {
        let phone = try Sample.enrolledPhone { enrolled in
            enrolled.account.addresses = ["https://a.example/", "https://b.example/", "https://c.example/"]
            enrolled.account.retry.count = 1
        }
        let bench = Bench(
            phone,
            ScriptedExchange([.failure(.unreachable), .failure(.unreachable), .nothing, .nothing]))
        _ = try await bench.agent.sync()
        _ = try await bench.agent.sync()
        let hosts = bench.requests.map { $0.url.split(separator: "/")[1] }
        #expect(hosts == ["a.example", "a.example", "b.example", "b.example"])
        #expect(await bench.agent.phone.enrolled?.account.addressIndex == 1)
        // Target names the address that the session is for.
        #expect(try bench.requests.last?.message().header?.target == "https://b.example/")
    }

    @Test("A list of which nobody answers is gone through once")
    func noAddress() async throws {
        let phone = try Sample.enrolledPhone { enrolled in
            enrolled.account.addresses = ["https://a.example/", "https://b.example/"]
            enrolled.account.addressIndex = 1
            enrolled.account.retry.count = 0
        }
        let bench = Bench(phone, ScriptedExchange(then: .failure(.unreachable)))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .noAnswer(.unreachable))
        #expect(bench.requests.map { $0.url.prefix(17) } == ["https://b.example", "https://a.example"])
    }
}
