import Agent
import Conversations
import Foundation
import JSON
import SimulatedPhone
import SyncML
import TestSupport
import Testing
import Wire

/// What went over the wire, as the control API tells it to the phone's page.
@Suite("The conversation of a phone that runs", .timeLimit(.minutes(30)))
struct ConversationControlTests {
    private static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"
    private static let asking = ScriptedExchange.Answer.message(
        ServerText.get(2, "./DevDetail/SwV") + ServerText.get(3, "./Vendor/MSFT/Nowhere")
            + ServerText.replace(4, camera, "int", "0"))

    private static func with(
        _ answers: [ScriptedExchange.Answer] = [asking], log: ConversationLog = ConversationLog(),
        _ work: @Sendable (Bench, LiveControl) async throws -> Void
    ) async throws {
        let bench = Bench(try Sample.enrolledPhone(), ScriptedExchange(answers, then: .nothing)) {
            $0.conversation = log
        }
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder) { try await work(bench, $0) }
        }
    }

    private static func get<Value: Decodable>(
        _ control: LiveControl, _ path: String, as type: Value.Type = Value.self
    ) async throws -> Value {
        let response = try await control.send(.get, path)
        guard response.isSuccess else { throw Unexpected(text: String(decoding: response.body, as: UTF8.self)) }
        return try JSONDecoder().decode(Value.self, from: Data(response.body))
    }

    private struct Unexpected: Error { var text: String }

    @Test("Each message is told with its session, its commands and the worst status; later only what is new")
    func lines() async throws {
        try await Self.with { bench, control in
            _ = try await bench.agent.sync()
            let page: ConversationPage = try await Self.get(control, "/conversation")
            #expect(page.messages.map(\.sender) == ["device", "server", "device", "server"])
            #expect(page.messages.map(\.number) == [1, 3, 4, 2].sorted() && page.oldest == 1 && !page.hasMore)
            #expect(page.sessions.map(\.outcome) == ["completed"])
            let asked = try #require(page.messages.first { $0.number == 2 })
            #expect(asked.commands.map(\.name) == ["Status", "Get", "Replace"] && asked.worstStatus == 404)
            #expect(asked.httpStatus == 200 && asked.form == "xml" && asked.size > 300)
            let later: ConversationPage = try await Self.get(control, "/conversation?after=\(page.revision)")
            #expect(later.messages.isEmpty && later.sessions.isEmpty && later.revision == page.revision)
        }
    }

    @Test("A message opened tells of each command what the phone said and why")
    func opened() async throws {
        try await Self.with { bench, control in
            _ = try await bench.agent.sync()
            let message: ConversationMessage = try await Self.get(control, "/conversation/message?number=2")
            let rows = message.commands.filter { $0.name != "Status" }
            #expect(rows.map(\.status) == [200, 404, 200])
            #expect(rows.map(\.address) == ["./DevDetail/SwV", "./Vendor/MSFT/Nowhere", Self.camera])
            #expect(rows[1].reason?.contains("Nowhere") == true && rows[2].value == "0")
            #expect(message.wire?.contains("<SyncML") == true && message.pretty?.contains("\n  <SyncHdr>") == true)
            let answer: ConversationMessage = try await Self.get(control, "/conversation/message?number=3")
            #expect(answer.commands.first { $0.name == "Results" }?.value == "10.0.15063.297")
            #expect(answer.url?.hasPrefix(Sample.server) == true)
        }
    }

    @Test(
        "A filter takes what one command has together",
        arguments: [
            ("address=devdetail", [2, 3]), ("verb=replace", [1, 2]), ("status=404", [2, 3]), ("status=4", [2, 3]),
            ("verb=Get&status=404", [2]), ("verb=Replace&status=404", []), ("text=AllowCamera", [2]),
            ("text=&address=", [1, 2, 3, 4]),
        ])
    func filters(_ query: String, _ numbers: [Int]) async throws {
        try await Self.with { bench, control in
            _ = try await bench.agent.sync()
            let page: ConversationPage = try await Self.get(control, "/conversation?\(query)")
            #expect(page.messages.map(\.number).sorted() == numbers)
        }
    }

    @Test("Secrets are told only to who asks for them, wherever they stand")
    func secrets() async throws {
        try await Self.with([.message(ServerText.reset)]) { bench, control in
            _ = try await bench.agent.sync()
            let pin = try #require(await bench.agent.phone.lockScreen.pin?.text)
            for path in ["/conversation/message?number=3", "/conversation/session?session=1"] {
                let masked = String(decoding: try await control.send(.get, path).body, as: UTF8.self)
                #expect(!masked.contains(">\(pin)<") && !masked.contains("\"\(pin)\""), "\(path)")
                let whole = String(decoding: try await control.send(.get, path + "&secrets=true").body, as: UTF8.self)
                #expect(whole.contains(">\(pin)<"), "\(path)")
            }
        }
    }

    @Test("A session is kept as HAR and as a recording, and what is kept holds all of it")
    func downloads() async throws {
        try await Self.with { bench, control in
            _ = try await bench.agent.sync()
            let har = try await control.send(.get, "/conversation/session?session=1&form=har&secrets=true")
            #expect(har.headers["Content-Disposition"] == "attachment; filename=\"session-1.har\"")
            let document = try JSONDecoder().decode(JSONValue.self, from: Data(har.body))
            guard case .array(let entries)? = document["log"]?["entries"] else {
                Issue.record("no entries")
                return
            }
            #expect(entries.count == 2)
            try await TemporaryFolder.with { folder in
                let tar = try await control.send(.get, "/conversation/session?session=1&form=record&secrets=true")
                try Data(tar.body).write(to: URL(fileURLWithPath: "\(folder)/session.tar"))
                let unpack = Process()
                unpack.executableURL = URL(fileURLWithPath: "/usr/bin/tar")
                unpack.arguments = ["-xf", "\(folder)/session.tar", "-C", folder]
                try unpack.run()
                unpack.waitUntilExit()
                #expect(unpack.terminationStatus == 0)
                let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/session-1").sorted()
                #expect(names == ["0001-device.http", "0001-server.http", "0002-device.http", "0002-server.http"])
                let first = try String(contentsOfFile: "\(folder)/session-1/0001-server.http", encoding: .utf8)
                #expect(first.hasPrefix("HTTP/1.1 200\r\n") && first.contains("AllowCamera"))
            }
        }
    }

    @Test("Of more messages than are kept the oldest go, and their sessions with them")
    func bounds() async throws {
        try await Self.with([], log: ConversationLog(mostMessages: 20)) { bench, control in
            for _ in 1...50 { _ = try await bench.agent.sync() }
            let page: ConversationPage = try await Self.get(control, "/conversation")
            #expect(page.messages.count <= 20 && page.messages.map(\.number).max() == 100)
            #expect(page.oldest == page.messages.map(\.number).min() && page.sessions.count <= 11)
            #expect(try await control.send(.get, "/conversation/message?number=1").status == 404)
        }
    }

    @Test("A request that got no answer is told with why")
    func failures() async throws {
        try await Self.with([.failure(.untrustedServer)]) { bench, control in
            await #expect(throws: AgentError.self) { try await bench.agent.sync() }
            let page: ConversationPage = try await Self.get(control, "/conversation")
            #expect(page.messages.first?.failure?.contains("it is meant to fail") == true)
        }
    }

    @Test("A node tells which message wrote it last, whatever its address was written like")
    func writers() async throws {
        try await Self.with { bench, control in
            _ = try await bench.agent.sync()
            let uri = "./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera"
            let node: NodeReport = try await Self.get(control, "/node?uri=\(uri)")
            #expect(node.writtenIn == 2 && node.writtenBy == "Replace" && node.value == "0" && node.csp == "Policy")
            let other: NodeReport = try await Self.get(control, "/node?uri=./DevDetail/SwV")
            #expect(other.writtenIn == nil && other.description?.isEmpty == false)
        }
    }

    @Test(
        "A command by hand is judged as a server's",
        arguments: [
            (#"{"verb":"replace","uri":"./Vendor/MSFT/Policy/Config/Camera/AllowCamera","value":"0"}"#, 200),
            (#"{"verb":"replace","uri":"./Vendor/MSFT/Policy/Config/Camera/AllowCamera","value":"x"}"#, 415),
            (#"{"verb":"exec","uri":"./DevDetail/SwV"}"#, 405), (#"{"verb":"get","uri":"./Nowhere"}"#, 404),
        ])
    func byHand(_ body: String, _ status: Int) async throws {
        try await Self.with { bench, control in
            let response = try await control.send(.post, "/command", body)
            let reply = try JSONDecoder().decode(HandReply.self, from: Data(response.body))
            #expect(reply.status == status, "\(reply)")
            #expect((reply.reason == nil) == (status == 200))
        }
    }
}
