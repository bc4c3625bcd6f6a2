import Agent
import Session
import TestSupport
import Testing
import Wire

/// Answer rules of a phone that runs, over its control API.
@Suite("Answer rules over the control API")
struct AnswerControlTests {
    private static func with(_ work: @Sendable (LiveControl, Bench) async throws -> Void) async throws {
        let get = ScriptedExchange.Answer.message(ServerText.get(2, "./DevInfo/Man"))
        var form = AnswerRuleForm(on: "get ./DevInfo/**")
        form.status = 404
        let rule = try AnswerRule(form, source: "answers.yaml:1")
        let bench = Bench(
            try Sample.enrolledPhone(), ScriptedExchange([get, .nothing, get, .nothing, get, .nothing])
        ) { $0.answerRules = [rule] }
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder) { try await work($0, bench) }
        }
    }

    @Test("They are listed, added in front, and removed; each use is counted")
    func rules() async throws {
        try await Self.with { control, bench in
            var form = AnswerRuleForm(on: "any ./DevInfo/Man")
            (form.status, form.times) = (500, 1)
            let added = try await control.client.addAnswer(form)
            #expect(added.id == 2 && added.rule == form && added.uses == 0)
            #expect(try await control.client.answers().map(\.id) == [2, 1])
            #expect(try await control.client.sync().statuses.map(\.code) == [200, 500])
            #expect(try await control.client.sync().statuses.map(\.code) == [200, 404])
            let answers = try await control.client.answers()
            #expect(
                answers.map(\.uses) == [1, 1] && answers.map(\.source) == ["of the control API", "answers.yaml:1"])
            #expect(try await control.client.removeAnswer(1).map(\.id) == [2])
            #expect(try await control.client.sync().statuses.map(\.code) == [200, 200])
            #expect(try await control.client.removeAnswer(nil).isEmpty)
        }
    }

    @Test("A rule that cannot be used is refused with what is allowed; so is the number of none")
    func refused() async throws {
        try await Self.with { control, _ in
            for (body, word) in [
                (#"{"on":"get ./A","status":7}"#, "200 to 599"), (#"{"on":"get ./A","stat":500}"#, "on, status, value"),
                (#"{"status":500}"#, "on"), (#"{"on":"get ./A","status":"500"}"#, "status"),
            ] {
                let response = try await control.send(.post, "/answers", body)
                #expect(response.status == 400 && String(decoding: response.body, as: UTF8.self).contains(word))
            }
            let error = await #expect(throws: ControlError.self) { try await control.client.removeAnswer(9) }
            #expect(error?.code == .unknownRule)
            #expect(try await control.client.answers().count == 1)
        }
    }
}
