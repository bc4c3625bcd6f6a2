import Agent
import ManagementTree
import Session
import SimulatedPhone
import Store
import SyncML
import TestSupport
import Testing
import Wire

/// The end of the account (protocol.md 6.10 and 9.10; csp.md C22).
@Suite("The end of the account")
struct UnenrollmentTests {
    private static let alert = ["com.microsoft:mdm.unenrollment.userrequest", "1"]

    @Test("A person leaves: the server is told with alert 1226, then all is gone (UNE-01)")
    func byUser() async throws {
        var phone = try Sample.enrolledPhone(certificates: [try Identity.entry()])
        phone.setAccountValue(.chr("x"), at: ["EntDMID"])
        let bench = Bench(phone, ScriptedExchange(then: .nothing))
        try await bench.agent.unenroll()
        #expect(try bench.requests.map { try $0.message().alerts(.genericAlert) } == [[Self.alert]])
        let after = await bench.agent.phone
        #expect(after.enrolled == nil && after.accountValue(["EntDMID"]) == nil)
        #expect(after.lockScreen == phone.lockScreen)
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .notEnrolled)
    }

    @Test(
        "It goes even where the server cannot be told, which is tried once",
        arguments: [ScriptedExchange.Answer.failure(.unreachable), .failure(.untrustedServer), .status(404)])
    func unreachable(_ answer: ScriptedExchange.Answer) async throws {
        let phone = try Sample.enrolledPhone { $0.account.backCompatRetryDisabled = true }
        let bench = Bench(phone, ScriptedExchange(then: answer))
        try await bench.agent.unenroll()
        #expect(await bench.agent.phone.enrolled == nil)
        #expect(bench.requests.count == 1 && bench.clock.slept.isEmpty)
    }

    @Test("A server ends the account: no status, a session of its own with alert 1226, then all is gone (UNE-02)")
    func byServer() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([.message(ServerText.exec(2, ServerText.unenroll))], then: .nothing))
        let report = try await bench.agent.sync()
        let messages = try bench.requests.map { try $0.message() }
        #expect(messages.map { $0.header?.sessionID } == ["1", "2"])
        #expect(messages.map { $0.alerts(.genericAlert) } == [[], [Self.alert]])
        #expect(report.outcome == .unenrollmentRequested)
        #expect(await bench.agent.phone.enrolled == nil)
    }

    @Test("A joined phone cannot leave, neither by its user nor by its server")
    func joined() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(isJoined: true),
            ScriptedExchange([.message(ServerText.exec(2, ServerText.unenroll))], then: .nothing))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.unenroll() }
        #expect(error?.code == .joined && bench.requests.isEmpty)
        #expect(try await bench.agent.sync().statuses == [200, 500])
        #expect(await bench.agent.phone.enrolled != nil)
        #expect(await bench.agent.phone.enrolled?.isUnenrolling == false)
    }

    @Test("An end that was interrupted is brought to its end by the next session")
    func interrupted() async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.enrolledPhone()
            let store = try PhoneStore(StateFolder(folder))
            let bench = Bench(
                phone,
                ScriptedExchange([
                    .message(ServerText.exec(2, ServerText.unenroll)),
                    // The process could end here, while the server is told.
                    ScriptedExchange.Answer { request in
                        let kept = try #require(try await KeptPhone.load(from: folder, phone.blueprint))
                        #expect(kept.enrolled?.isUnenrolling == true)
                        let next = Bench(kept, ScriptedExchange(then: .nothing))
                        _ = try await next.agent.sync()
                        #expect(try next.requests.map { try $0.message().alerts(.genericAlert) } == [[Self.alert]])
                        #expect(await next.agent.phone.enrolled == nil)
                        return try await ScriptedExchange.Answer.nothing.make(request)
                    },
                ]), store: store)
            _ = try await bench.agent.sync()
            #expect(bench.requests.count == 2)
            #expect(try await KeptPhone.load(from: folder, phone.blueprint)?.enrolled == nil)
        }
    }

    @Test("Who is not enrolled cannot leave")
    func notEnrolled() async throws {
        let bench = Bench(try Sample.phone(), ScriptedExchange())
        let error = await #expect(throws: AgentError.self) { try await bench.agent.unenroll() }
        #expect(error?.code == .notEnrolled)
    }
}
