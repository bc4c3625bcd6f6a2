import Agent
import PINReset
import SimulatedPhone
import Testing
import Wire

/// What an agent counts of its work.
@Suite("The agent's figures")
struct AgentFiguresTests {
    @Test("Sessions by outcome, messages, commands by status, tolerances, retries, latencies")
    func whole() async throws {
        let abort = ServerText.command("Alert", 2, "<Data>1223</Data>")
        let commands = ServerText.get(2, "./DevInfo/Man") + ServerText.get(3, "./Nowhere")
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([
                .message(commands), .failure(.interrupted), .nothing, .message(abort), .failure(.untrustedServer),
            ]))
        _ = try await bench.agent.sync()
        _ = try await bench.agent.sync()
        await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        let text = bench.agent.metrics.text()
        let lines = try PrometheusLines(text)
        let values = lines.values
        // Whoever collects the figures of many phones tells them apart by it.
        let label = "device=\"\(await bench.agent.phone.deviceID)\""
        let unlabelled = text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.contains(label) }
        #expect(unlabelled.isEmpty, "\(unlabelled)")
        #expect(values["understudy_sessions_total{outcome=\"completed\"}"] == 1)
        #expect(values["understudy_sessions_total{outcome=\"abortedByServer\"}"] == 1)
        #expect(values["understudy_sessions_total{outcome=\"failed\"}"] == 1)
        #expect(values["understudy_messages_total{direction=\"sent\"}"] == 4)
        #expect(values["understudy_messages_total{direction=\"received\"}"] == 2)
        #expect(values["understudy_commands_total{command=\"Get\",status=\"200\"}"] == 1)
        #expect(values["understudy_commands_total{command=\"Get\",status=\"404\"}"] == 1)
        #expect(values["understudy_commands_total{command=\"SyncHdr\",status=\"200\"}"] == 1)
        #expect(values["understudy_retries_total"] == 1)
        // Only what was answered has a latency.
        #expect(values["understudy_message_seconds_count"] == 3)
        #expect(values["understudy_session_seconds_count"] == 3)
        #expect(lines.types["understudy_message_seconds"] == "histogram")
    }

    @Test("Oddities of messages are counted by kind")
    func tolerances() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([.message("<!-- a -->\n" + ServerText.get(2, "./DevInfo/Man")), .nothing]))
        _ = try await bench.agent.sync()
        let values = try PrometheusLines(bench.agent.metrics.text()).values
        #expect(values["understudy_tolerances_total{kind=\"comment\"}"] == 1)
        #expect(bench.texts(.tolerance).count >= 1)
    }

    @Test("A command of the server's making is no label of its own")
    func strangers() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([.message(ServerText.command("Frobnicate", 2, "")), .nothing]))
        _ = try await bench.agent.sync()
        #expect(!bench.agent.metrics.text().contains("Frobnicate"))
    }

    @Test("Several agents may share their figures")
    func shared() async throws {
        let registry = PrometheusRegistry()
        for _ in 0..<2 {
            let provider = ScriptedProvider(ScriptedExchange(then: .nothing))
            let agent = DeviceAgent(
                try Sample.enrolledPhone(), store: nil, exchanges: provider,
                configuration: AgentConfiguration(pinResetService: .granted), clock: ManualClock(), metrics: registry,
                logger: Sample.quiet)
            _ = try await agent.sync()
        }
        let values = try PrometheusLines(registry.text()).values
        #expect(values["understudy_sessions_total{outcome=\"completed\"}"] == 2)
    }
}
