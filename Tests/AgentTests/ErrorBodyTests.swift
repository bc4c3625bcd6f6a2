import Agent
import Logging
import SimulatedPhone
import Testing
import Wire

/// What a server says in the body of an error answer is told (and in full at debug).
@Suite("The body of an error answer")
struct ErrorBodyTests {
    private static func answer(_ body: String, _ mediaType: String) -> ScriptedExchange.Answer {
        ScriptedExchange.Answer { _ in
            WireResponse(status: 403, headers: ["Content-Type": mediaType], body: Array(body.utf8))
        }
    }

    private static func phone() throws -> Phone {
        try Sample.enrolledPhone { enrolled in
            enrolled.account.backCompatRetryDisabled = true
            enrolled.userToken = "secret-token"
        }
    }

    @Test(
        "It is one line in the sentence: plain text and JSON as they are, pages and SOAP by their words",
        arguments: [
            ("device\r\n  is blocked\n", "text/plain", "saying: device is blocked"),
            (#"{"error": "blocked"}"#, "application/json", #"saying: {"error": "blocked"}"#),
            (
                "<html><head><style>b {}</style></head><body><h1>Blocked</h1><p>by  rule", "text/html",
                "saying: Blocked by rule"
            ),
            (
                "<s:Fault><s:Reason><s:Text>Not allowed</s:Text></s:Reason></s:Fault>", "application/soap+xml",
                "saying: Not allowed"
            ),
            ("you sent secret-token", "text/plain", "saying: you sent (token)"),
            ("", "text/plain", "said no more"), (" \n", "text/plain", "said no more"),
        ])
    func told(_ body: String, _ mediaType: String, _ words: String) async throws {
        let bench = Bench(try Self.phone(), ScriptedExchange(then: Self.answer(body, mediaType)))
        let error = await #expect(throws: AgentError(.badStatus(403), "")) { try await bench.agent.sync() }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(error?.hresult == 0x8019_0193)
    }

    @Test("A long one is cut in the sentence, and whole in the log at debug, its line breaks escaped")
    func long() async throws {
        let body = String(repeating: "word\n", count: 200) + "end"
        let log = LogRecorder()
        var logger = log.logger
        logger.logLevel = .debug
        let bench = Bench(try Self.phone(), ScriptedExchange(then: Self.answer(body, "text/plain")), logger: logger)
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect((error?.message.count ?? 0) < 500 && error?.message.contains("…") == true)
        #expect(log.lines.contains { $0.contains(#"word\nend"#) && !$0.contains("\n") })
    }
}
