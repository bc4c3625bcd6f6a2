import Agent
import SimulatedPhone
import TestSupport
import Testing
import Wire

/// The events of an answer: each command by its own nodes, and never more of them than somebody reads.
@Suite("Events of an answer")
struct AnswerEventTests {
    private static func events(_ body: String) async throws -> [AgentEvent] {
        let bench = Bench(try Sample.enrolledPhone(isJoined: true), ScriptedExchange([.message(body), .nothing]))
        _ = try await bench.agent.sync()
        return bench.events
    }

    @Test("Commands with the same CmdID are told by their own nodes")
    func repeatedIDs() async throws {
        let addresses = ["./DevInfo/Man", "./DevInfo/No", "./DevInfo/Mod"]
        let events = try await Self.events(addresses.map { ServerText.get(1, $0) }.joined())
        let told = events.filter { $0.kind == .command && $0.command == "Get" }
        #expect(told.map(\.uris) == addresses.map { [$0] })
        #expect(told.map(\.status) == [200, 404, 200])
    }

    @Test("Ten times the commands with one CmdID make ten times the text, and of very many the rest is counted")
    func bounded() async throws {
        func size(_ count: Int) async throws -> Int {
            let body = String(repeating: ServerText.get(1, "./DevInfo/No"), count: count)
            let told = try await Self.events(body).filter { $0.kind == .command }
            return told.reduce(0) { $0 + "\($1.uris ?? [])".utf8.count }
        }
        #expect(try await size(900) <= 11 * size(90))
        let events = try await Self.events(String(repeating: ServerText.get(1, "./DevInfo/No"), count: 2500))
        #expect(events.count < 1100)
        #expect(events.contains { $0.kind == .note && $0.text?.contains("1501 more statuses") == true })
    }

    @Test("A long value, a long address and many items are cut, and say so")
    func cut() async throws {
        let long = String(repeating: "x", count: 20_000)
        let item = "<Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item>"
        let body =
            ServerText.replace(1, "./DevDetail/Ext/Microsoft/DeviceName", "chr", long)
            + ServerText.get(2, "./DevDetail/Ext/Microsoft/DeviceName") + ServerText.get(3, "./DevInfo/\(long)")
            + ServerText.command("Get", 4, String(repeating: item, count: 500))
        let events = try await Self.events(body)
        let whole = events.reduce(0) { $0 + "\($1)".utf8.count }
        #expect(whole < 400_000)
        #expect(events.contains { $0.text?.hasSuffix("… (20000 bytes)") == true })
        #expect(events.contains { $0.uris?.last == "and 484 more" })
    }

    @Test("A success without effect is told with the event")
    func notes() async throws {
        let node = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength"
        let events = try await Self.events(ServerText.replace(1, node, "int", "8"))
        let event = try #require(events.first { $0.command == "Replace" })
        #expect(event.status == 200 && event.notes?.first?.hasPrefix("no effect: it counts only with") == true)
    }

    @Test("Nothing of what a server wrote reaches a log or the control API's JSON unescaped")
    func escaped() async throws {
        let recorder = LogRecorder()
        let evil = "./DevInfo/a\u{9B}\u{202E}&#10;b"
        let bench = Bench(
            try Sample.enrolledPhone(), ScriptedExchange([.message(ServerText.get(1, evil)), .nothing]),
            logger: recorder.logger)
        _ = try await bench.agent.sync()
        let hidden: [Unicode.Scalar] = ["\u{9B}", "\u{202E}", "\n"]
        #expect(recorder.lines.contains { $0.contains("a\\u{9B}\\u{202E}\\nb") })
        #expect(!recorder.lines.contains { $0.unicodeScalars.contains { hidden.contains($0) } })
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder) { control in
                let response = try await control.send(.get, "/events?follow=false", "")
                let text = String(decoding: response.body, as: UTF8.self)
                #expect(text.contains(#"a\u009B\u202E\nb"#))
                #expect(!text.unicodeScalars.contains { $0 == "\u{9B}" || $0 == "\u{202E}" })
            }
        }
    }
}
