@testable import Agent
import Certificates
import Enrollment
import Lab
import ManagementTree
import Notation
import SimulatedPhone
import Testing
import Wire

/// Servers that do not keep to the documents, and what the agent makes of it.
@Suite("An enrolment with an odd server")
struct StrictEnrollmentTests {
    /// The lab's services with their discovery answer as `text/html`, as a web server without a type for it sends it.
    private static func odd(_ configuration: LabConfiguration = LabConfiguration()) throws -> ScriptedExchange {
        let lab = try LabScript.exchange(configuration)
        return ScriptedExchange(
            [
                ScriptedExchange.Answer { request in
                    var response = try await lab.send(request)
                    response.headers = ["Content-Type": "text/html"]
                    return response
                }
            ], then: ScriptedExchange.Answer { try await lab.send($0) })
    }

    @Test("It is taken, told with its place, and counted")
    func taken() async throws {
        let bench = Bench(try Sample.phone(), try Self.odd())
        try await bench.agent.enroll(LabScript.order)
        let told = bench.events.filter { $0.kind == .tolerance }
        #expect(told.map(\.label) == ["wrongMediaType"])
        #expect(told.first?.place == "discovery answer" && told.first?.isBreach == true)
        #expect(told.first?.text?.contains("text/html") == true)
        let metrics = try PrometheusLines(bench.agent.metrics.text()).values
        #expect(metrics["understudy_tolerances_total{kind=\"wrongMediaType\"}"] == 1)
    }

    @Test("A strict phone ends there, and nothing of it stays")
    func strict() async throws {
        let phone = try Sample.phone()
        let bench = Bench(phone, try Self.odd()) { $0.isStrict = true }
        let error = await #expect(throws: AgentError(.notTolerated, "")) {
            try await bench.agent.enroll(LabScript.order)
        }
        #expect(error?.message.contains("discovery answer") == true)
        #expect(await bench.agent.phone == phone)
        #expect(bench.requests.count == 1)
    }

    @Test("With a server that keeps to the documents it enrols, without a word")
    func good() async throws {
        let bench = Bench(try Sample.phone(), try LabScript.exchange()) { $0.isStrict = true }
        try await bench.agent.enroll(LabScript.order)
        #expect(bench.texts(.tolerance).isEmpty)
        #expect(await bench.agent.phone.enrolled != nil)
    }

    @Test("What went wrong is told before what was odd about it, also where the phone is strict")
    func failure() async throws {
        let bench = Bench(
            try Sample.phone(), try LabScript.exchange(broken: (0, .text("<wap/>", "text/html")))
        ) { $0.isStrict = true }
        await #expect(throws: AgentError(.enrollment(.unreadableAnswer), "")) {
            try await bench.agent.enroll(LabScript.order)
        }
    }

    // MARK: A server whose discovery says OnPremise to everybody

    /// The claims of a user, unsigned: the lab has no directory.
    private static let token = "eyJhbGciOiJub25lIn0.eyJ1cG4iOiJhbm5AZXhhbXBsZS50ZXN0In0.c2ln"

    /// Discovery says OnPremise, the other services want a token, and all three numbers of the schedule are 0: so does the
    /// one open source server with the most phones (observed.md, *From the field*).
    private static func fleet() throws -> ScriptedExchange {
        var tokens = LabConfiguration(authentication: .federated)
        tokens.provisioning.poll = LabPoll(
            firstRetries: 0, firstInterval: 1, secondRetries: 0, secondInterval: 0, remainingRetries: 0,
            remainingInterval: 0)
        let services = try LabScript.exchange(tokens)
        let discovery = try LabScript.exchange(LabConfiguration(authentication: .onPremise))
        return ScriptedExchange(
            [ScriptedExchange.Answer { try await discovery.send($0) }],
            then: ScriptedExchange.Answer { try await services.send($0) })
    }

    @Test(
        "A token is sent whatever discovery says; only a joined phone keeps it for its sessions",
        arguments: [true, false])
    func onPremiseToken(isJoined: Bool) async throws {
        let bench = Bench(try Sample.phone(isJoined: isJoined), try Self.fleet())
        var order = LabScript.order
        order.credential = .token(Self.token)
        try await bench.agent.enroll(order)
        let enrolled = try #require(await bench.agent.phone.enrolled)
        #expect(enrolled.userToken == (isJoined ? Self.token : nil))
        let sent = bench.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(sent[1].contains(isJoined ? "urn:ietf:params:oauth:token-type:jwt" : "/DeviceEnrollmentUserToken"))
    }

    @Test("Its schedule is a minute, without end")
    func minute() async throws {
        let bench = Bench(try Sample.phone(isJoined: true), try Self.fleet())
        var order = LabScript.order
        order.credential = .token(Self.token)
        try await bench.agent.enroll(order)
        let phone = await bench.agent.phone
        #expect(phone.accountValue(["Poll", "IntervalForFirstSetOfRetries"])?.text == "1")
        #expect(AgentSchedule.next(of: phone, now: Sample.now)?.due == Sample.now.adding(seconds: 60))
    }

    @Test("What comes after a round without an end reads back as 0")
    func corrected() async throws {
        var configuration = LabConfiguration()
        configuration.provisioning.poll = LabPoll(
            firstRetries: 0, firstInterval: 15, secondRetries: 5, secondInterval: 60, remainingRetries: 0,
            remainingInterval: 1440)
        let bench = Bench(try Sample.phone(), try LabScript.exchange(configuration))
        try await bench.agent.enroll(LabScript.order)
        let phone = await bench.agent.phone
        let names = [
            "NumberOfFirstRetries", "IntervalForFirstSetOfRetries", "NumberOfSecondRetries",
            "IntervalForSecondSetOfRetries", "NumberOfRemainingScheduledRetries",
            "IntervalForRemainingScheduledRetries",
        ]
        let values = names.map { phone.accountValue(["Poll", NodeName($0)])?.text }
        #expect(values == ["0", "15", "0", "0", "0", "0"])
    }
}
