import Agent
import Lab
import Notation
import Session
import SimulatedPhone
import SyncML
import Testing
import Wire

/// Each answer rule over sockets: what a server sees of a phone that refuses, is slow, breaks off.
@Suite("Answer rules over sockets")
struct AnswerRuleTests {
    private static func rule(_ on: String, _ change: (inout AnswerRuleForm) -> Void) throws -> AnswerRule {
        var form = AnswerRuleForm(on: on)
        change(&form)
        return try AnswerRule(form, source: "answers.yaml:1")
    }

    private static let version = "./DevDetail/SwV"
    private static let keepAlive = "./Vendor/MSFT/DMClient/Provider/UnderstudyLab/EnableOmaDmKeepAliveMessage"

    /// A phone that is enrolled, and then given a rule.
    private static func with(
        _ rule: AnswerRule, _ work: @Sendable (Conversation) async throws -> Void
    ) async throws {
        try await Conversation.with(tune: { $0.retryLimit = 3 }) { conversation in
            try await conversation.enroll()
            _ = await conversation.agent.addAnswer(rule)
            try await work(conversation)
            #expect(await conversation.violations.isEmpty)
        }
    }

    private static func uses(_ conversation: Conversation) -> [AgentEvent] {
        conversation.agent.events.recent(after: 0).filter { $0.kind == .answerRule }
    }

    @Test("status: the server is refused, and times: as often as the rule says")
    func status() async throws {
        let rule = try Self.rule("get \(Self.version)") { ($0.status, $0.times) = (403, 2) }
        try await Self.with(rule) { conversation in
            var codes: [[UInt16]] = []
            for _ in 0..<3 { codes += try await conversation.ask(.get(Self.version)).map(\.codes) }
            #expect(codes == [[403], [403], [200]])
            let uses = Self.uses(conversation)
            #expect(uses.count == 2 && uses.allSatisfy { $0.text?.contains("answers.yaml:1") == true })
            #expect(uses.first?.uris == [Self.version] && uses.first?.command == "Get")
        }
    }

    @Test("value: the server reads what the rule says")
    func value() async throws {
        let rule = try Self.rule("get ./DevDetail/**") { $0.value = "10.0.15254.1" }
        try await Self.with(rule) { conversation in
            let read = try await conversation.value(of: Self.version)
            #expect(read == "10.0.15254.1")
            #expect(Self.uses(conversation).count == 1)
        }
    }

    @Test(
        "after: the server waits, and is told that the phone is busy where it wants to hear it",
        arguments: [true, false])
    func after(wantsAlerts: Bool) async throws {
        let rule = try Self.rule("any ./DevDetail/**") { $0.after = "70s" }
        try await Self.with(rule) { conversation in
            try await conversation.ask(.replace(Self.keepAlive, "\(wantsAlerts)", format: .bool))
            let begun = conversation.clock.now()
            #expect(try await conversation.ask(.get(Self.version)).map(\.codes) == [[200]])
            #expect(conversation.clock.now() == begun.adding(seconds: 70))
            let alert = "1224 Reversed-Domain-Name:com.microsoft.mdm.requestpending 1"
            #expect(await conversation.details(.alertReceived).count { $0 == alert } == (wantsAlerts ? 2 : 0))
            #expect(Self.uses(conversation).count == 1)
        }
    }

    @Test("chance: some are refused and some not, as the phone's seed says")
    func chance() async throws {
        let rule = try Self.rule("get \(Self.version)") { ($0.status, $0.chance) = (500, 0.5) }
        try await Self.with(rule) { conversation in
            let entries = try await conversation.queue(Array(repeating: .get(Self.version), count: 40))
            _ = try await conversation.agent.sync()
            let codes = try await conversation.entries(entries).flatMap(\.codes)
            #expect(codes.count == 40 && Set(codes) == [200, 500])
            #expect(Self.uses(conversation).count == codes.count { $0 == 500 })
        }
    }

    @Test(
        "drop: the connection breaks in the middle of the answer, which is then sent again", arguments: [true, false])
    func drop(overTLS: Bool) async throws {
        try await Conversation.with(
            LabConfiguration(usesTLS: overTLS), tune: { $0.retryLimit = 3 }
        ) { conversation in
            try await conversation.enroll()
            _ = await conversation.agent.addAnswer(try Self.rule("message") { ($0.do, $0.times) = ("drop", 2) })
            let name = "./DevDetail/Ext/Microsoft/DeviceName"
            let sent = conversation.tap.messages.count
            #expect(try await conversation.ask(.replace(name, "Front desk")).map(\.codes) == [[200]])
            // Package 1, and the answer three times, of which the server has read one.
            #expect(conversation.tap.messages.count == sent + 4)
            let events = conversation.agent.events.recent(after: 0)
            #expect(events.count { $0.kind == .answerRule } == 2 && events.count { $0.kind == .retrying } == 2)
            #expect(await conversation.violations.isEmpty)
        }
    }

    @Test("drop, each time: the session is lost, and what was done stays done")
    func dropAlways() async throws {
        let rule = try Self.rule("message") { $0.do = "drop" }
        try await Self.with(rule) { conversation in
            try await conversation.queue([.replace("./DevDetail/Ext/Microsoft/DeviceName", "Front desk")])
            await #expect(throws: AgentError(.noAnswer(.interrupted), "")) { try await conversation.agent.sync() }
            #expect(await conversation.agent.removeAnswer(nil))
            #expect(try await conversation.value(of: "./DevDetail/Ext/Microsoft/DeviceName") == "Front desk")
        }
    }

    @Test("silent: no answer is sent, and the next session is as any other")
    func silent() async throws {
        let rule = try Self.rule("message") { ($0.do, $0.times) = ("silent", 1) }
        try await Self.with(rule) { conversation in
            let numbers = try await conversation.queue([.get(Self.version)])
            let sent = conversation.tap.messages.count
            let report = try await conversation.agent.sync()
            #expect(report.outcome == .silent && !report.isSuccess)
            #expect(conversation.tap.messages.count == sent + 1)
            #expect(try await conversation.entries(numbers).flatMap(\.codes).isEmpty)
            _ = try await conversation.agent.sync()
            #expect(try await conversation.entries(numbers).map(\.codes) == [[200]])
            #expect(Self.uses(conversation).count == 1)
        }
    }
}
