import Agent
import ManagementTree
import Session
import SimulatedPhone
import SyncML
import Testing
import Wire

/// A session from the first message to its end, over an exchange (OMA-TS-DM_Protocol-V1_2_1 section 6).
@Suite("A session")
struct SessionTests {
    @Test("Package 1, the answers to the server's commands, and an empty answer that ends it")
    func whole() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([.message(ServerText.get(2, "./DevInfo/Man")), .nothing]))
        let report = try await bench.agent.sync()
        let messages = try bench.requests.map { try $0.message() }
        #expect(
            messages.map(\.summary) == [
                ["Alert 1201", "Alert 1224", "Replace"], ["Status 200 SyncHdr", "Status 200 Get", "Results"],
            ])
        #expect(messages.last?.values["./DevInfo/Man"] == "MicrosoftMDG")
        #expect(messages.map { $0.header?.messageID } == ["1", "2"])
        #expect(report.outcome == .completed && report.messages == 2 && report.statuses == [200, 200])
        #expect(report.isSuccess)
    }

    @Test("Sessions are numbered, and the number is kept")
    func numbers() async throws {
        let bench = Bench(try Sample.enrolledPhone(), ScriptedExchange(then: .nothing))
        for _ in 0..<3 { _ = try await bench.agent.sync() }
        #expect(try bench.requests.map { try $0.message().header?.sessionID } == ["1", "2", "3"])
        #expect(await bench.agent.phone.enrolled?.sessionNumber == 3)
    }

    @Test("A command that fails is told in the report and as an event with its reason")
    func failedCommand() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(), ScriptedExchange([.message(ServerText.get(2, "./Nowhere")), .nothing]))
        let report = try await bench.agent.sync()
        #expect(report.statuses == [200, 404] && !report.isSuccess)
        let event = try #require(bench.events.first { $0.kind == .command && $0.command == "Get" })
        #expect(event.status == 404 && event.uris == ["./Nowhere"] && event.session == "1")
        #expect(event.text?.isEmpty == false)
    }

    @Test("An aborted session is no error, and no success")
    func aborted() async throws {
        let abort = ServerText.command("Alert", 2, "<Data>1223</Data>")
        let bench = Bench(try Sample.enrolledPhone(), ScriptedExchange([.message(abort)]))
        let report = try await bench.agent.sync()
        #expect(report.outcome == .abortedByServer && !report.isSuccess)
        #expect(bench.requests.count == 1)
    }

    @Test(
        "An answer that is no SyncML ends the session, and the next one is unharmed",
        arguments: ["hello", "<a/>", "\u{0}"])
    func unreadable(_ text: String) async throws {
        let bench = Bench(
            try Sample.enrolledPhone(), ScriptedExchange([.text(text, "text/html")], then: .nothing))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .unreadableAnswer)
        #expect(try await bench.agent.sync().outcome == .completed)
    }

    @Test("A server without end is given up after 200 messages, with alert 1223")
    func endless() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(), ScriptedExchange(then: .message(ServerText.get(2, "./DevInfo/Man"))))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .session(.endless))
        // Package 1, an answer to each of the 200, and the last word.
        #expect(bench.requests.count == 202)
        #expect(try bench.requests.last?.message().summary.last == "Alert 1223")
    }

    @Test("A phone without an account sends nothing")
    func notEnrolled() async throws {
        let bench = Bench(try Sample.phone(), ScriptedExchange(then: .nothing))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error == .init(.notEnrolled, "") && bench.requests.isEmpty)
    }

    @Test("A phone that is busy says so to a server that wants to hear it, each time the interval is over")
    func busy() async throws {
        var phone = try Sample.enrolledPhone()
        phone.setAccountValue(.bool(true), at: ["EnableOmaDmKeepAliveMessage"])
        let bench = Bench(
            phone, ScriptedExchange([.message(ServerText.get(2, "./DevInfo/Man")), .message(), .message(), .nothing])
        ) { configuration in
            configuration.busyTime = .seconds(75)
            configuration.keepAliveInterval = .seconds(30)
        }
        let report = try await bench.agent.sync()
        let messages = try bench.requests.map { try $0.message() }
        let pending = ["Reversed-Domain-Name:com.microsoft.mdm.requestpending", "1"]
        #expect(messages.map { $0.alerts(.clientEvent).contains(pending) } == [false, true, true, false])
        #expect(messages.map(\.isFinal) == [true, false, false, true])
        #expect(bench.clock.slept == [.seconds(30), .seconds(30), .seconds(15)])
        #expect(report.outcome == .completed)
    }

    @Test("A busy phone keeps quiet where the server does not want to hear it")
    func busyAndQuiet() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(), ScriptedExchange([.message(ServerText.get(2, "./DevInfo/Man")), .nothing])
        ) { $0.busyTime = .seconds(75) }
        _ = try await bench.agent.sync()
        #expect(bench.requests.count == 2 && bench.clock.slept == [.seconds(30), .seconds(30), .seconds(15)])
    }
}
