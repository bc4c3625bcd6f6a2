import Agent
import Foundation
import NIOCore
import PINReset
import SimulatedPhone
import TestSupport
import Testing
import Transport
import Wire

/// The control API over a real socket, through its client and by hand.
@Suite("The control API")
struct ControlTests {
    /// A server that resets the PIN in the first session.
    private static func bench(isJoined: Bool = false) throws -> Bench {
        Bench(
            try Sample.enrolledPhone(isJoined: isJoined),
            ScriptedExchange([.message(ServerText.reset), .nothing], then: .nothing))
    }

    private static func withControl(
        _ bench: Bench, _ work: @Sendable (LiveControl) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder, work)
        }
    }

    @Test("A session, the PIN that it gave, and a person who uses it")
    func story() async throws {
        let bench = try Self.bench()
        try await Self.withControl(bench) { control in
            let client = control.client
            let reply = try await client.sync()
            #expect(
                reply.outcome == .done && reply.sessionOutcome == "completed" && reply.isSuccess && reply.messages == 2)
            #expect(
                reply.statuses.map(\.code) == [200, 200, 200, 200] && reply.statuses.allSatisfy { $0.name == "OK" })
            #expect(reply.events.first?.kind == .sessionStarted)
            let status = try await client.status(showingPIN: true)
            let pin = try #require(status.pin)
            #expect(status.isLocked && status.enrollment?.server == Sample.server)
            #expect(try await client.status().pin == nil)
            let wrong = try await client.unlock(pin: "0")
            #expect(!wrong.isDone && wrong.isLocked)
            let right = try await client.unlock(pin: pin)
            #expect(right.isDone && !right.isLocked)
            #expect(try await client.setPIN("271828").isDone)
            #expect(try await client.lock().isLocked)
            #expect(try await client.unlock(pin: "271828").isDone)
        }
    }

    @Test("Signing in, a push, the tree, events that are kept, figures, leaving")
    func others() async throws {
        let bench = try Self.bench()
        try await Self.withControl(bench) { control in
            let client = control.client
            #expect(try await client.login(.none) == LoginReply(status: .none, session: nil))
            #expect(try await client.push().isSuccess)
            let rows = try await client.tree(from: "./DevInfo")
            #expect(rows.first { $0.name == "Man" }?.value == "MicrosoftMDG")
            let all = try await client.tree(from: "./Vendor/MSFT/RemoteLock", all: true)
            #expect(all.contains { $0.uri.hasSuffix("LockAndResetPIN") })
            let events = try await client.events()
            #expect(events == bench.events && events.contains { $0.kind == .pushReceived })
            #expect(try await client.events(after: events.count).isEmpty)
            let figures = try PrometheusLines(try await client.metrics())
            #expect(figures.devices == [await bench.agent.phone.deviceID])
            #expect(figures.values["understudy_sessions_total{outcome=\"completed\"}"] == 1)
            #expect(try await client.unenroll().isDone)
            #expect(try await client.status().enrollment == nil)
        }
    }

    @Test("What cannot be done is an error with a code, a sentence and a fitting status")
    func errors() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(isJoined: true), ScriptedExchange(then: .failure(.untrustedServer)))
        try await Self.withControl(bench) { control in
            let client = control.client
            let rows: [(ControlError.Code, @Sendable () async throws -> Void)] = [
                (.joined, { _ = try await client.unenroll() }),
                (.notEnrolled, { _ = try await client.renew() }),
                (.serverUnreachable, { _ = try await client.sync() }),
                (.serverUnreachable, { _ = try await client.push() }),
                (.unknownNode, { _ = try await client.tree(from: "./Nowhere") }),
                (.badRequest, { _ = try await client.tree(from: "./DevInfo?prop=ACL") }),
                (.badRequest, { _ = try await client.tree(from: "../x") }),
                (.refused, { _ = try await client.setPIN("1") }),
            ]
            for (code, work) in rows {
                let error = await #expect(throws: ControlError.self) { try await work() }
                #expect(error?.code == code && error?.message.isEmpty == false)
            }
        }
    }

    @Test("A request that is wrong is told what is wrong with it")
    func badRequests() async throws {
        let bench = try Self.bench()
        try await Self.withControl(bench) { control in
            let rows: [(WireRequest.Method, String, String, Int, String)] = [
                (.post, "/unlock", "{", 400, "JSON"), (.post, "/unlock", "[]", 400, "no JSON object"),
                (.post, "/unlock", "{}", 400, "\"pin\""), (.post, "/unlock", "{\"pin\":1}", 400, "\"pin\""),
                (.post, "/login", "{\"status\":\"nobody\"}", 400, "\"status\""),
                (.get, "/tree?al=true", "", 400, "'al'"), (.get, "/tree?all=yes", "", 400, "all=yes"),
                (.get, "/events?after=x", "", 400, "after=x"), (.get, "/nowhere", "", 404, "/openapi.json"),
                (.get, "/sync", "", 405, "POST"), (.post, "/pin", "", 405, "PUT"),
                (.post, "/unlock", String(repeating: "x", count: 100_000), 400, "cannot be read"),
            ]
            for (method, path, body, status, part) in rows {
                let response = try await control.send(method, path, body)
                #expect(response.status == status, "\(path) \(body.prefix(40))")
                let error = try JSONDecoder().decode(ControlError.self, from: Data(response.body))
                #expect(error.message.contains(part), "\(error.message)")
                #expect(!error.message.contains("nobody"))
            }
        }
    }

    @Test(
        "Without the token there is nothing to see",
        arguments: ["", "Bearer", "Bearer x", "Basic {}", "Bearer {}x", "bearer {}", "{}"])
    func token(_ form: String) async throws {
        let bench = try Self.bench()
        try await Self.withControl(bench) { control in
            let header = form.replacing("{}", with: control.file.token)
            for path in ["/status", "/nowhere", "/openapi.json"] {
                let response = try await control.exchange.send(
                    WireRequest(.get, control.base + path, headers: form.isEmpty ? [:] : ["Authorization": header]))
                #expect(response.status == 401 && response.headers["WWW-Authenticate"] == "Bearer")
                let error = try JSONDecoder().decode(ControlError.self, from: Data(response.body))
                #expect(error.code == .unauthorized)
            }
            let other = ControlClient(ControlFile(port: control.file.port, token: "x"), over: control.exchange)
            let error = await #expect(throws: ControlError.self) { try await other.lock() }
            #expect(error?.code == .noControlAnswer)
            #expect(await bench.agent.phone.lockScreen.isLocked == false)
        }
    }

    @Test("Events come as they happen, and the stream ends with the phone", .timeLimit(.minutes(30)))
    func stream() async throws {
        let bench = try Self.bench()
        let lines = try await TemporaryFolder.with { folder in
            let (texts, text) = AsyncStream.makeStream(of: String.self)
            try await LiveControl.with(bench.agent, folder: folder) { control in
                try await bench.agent.lock()
                try await RawStream.with(control, path: "/events?after=0") { chunks in
                    var received = ""
                    while !received.contains("screenLocked"), let chunk = try await chunks.next() { received += chunk }
                    #expect(received.contains("Content-Type: text/event-stream\r\n"))
                    // Only now, when the first is there, the second happens.
                    try await bench.agent.open()
                    while !received.contains("screenUnlocked"), let chunk = try await chunks.next() {
                        received += chunk
                    }
                    await control.stop()
                    while let chunk = try await chunks.next() { received += chunk }
                    text.yield(received)
                }
                text.finish()
            }
            return await texts.reduce("", +)
        }
        let data = lines.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { $0.dropFirst(6) }
        let events = try data.map { try JSONDecoder().decode(AgentEvent.self, from: Data($0.utf8)) }
        #expect(events.map(\.kind) == [.screenLocked, .screenUnlocked])
        #expect(lines.contains("id: 1\nevent: screenLocked\ndata: {"))
    }

    @Test("A session that waits to try again does not keep the phone from stopping", .timeLimit(.minutes(30)))
    func stopping() async throws {
        let provider = ScriptedProvider(ScriptedExchange(then: .failure(.unreachable)))
        // With the clock of the machine: the second try is sixteen seconds away.
        let agent = DeviceAgent(
            try Sample.enrolledPhone(), store: nil, exchanges: provider,
            configuration: AgentConfiguration(pinResetService: .granted), logger: Sample.quiet)
        let events = agent.events.events()
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(agent, folder: folder) { control in
                async let reply = control.client.sync()
                _ = await events.first { $0.kind == .retrying }
                await control.stop()
                do {
                    _ = try await reply
                    Issue.record("the session went on")
                } catch let error as ControlError {
                    #expect(error.code == .stopping)
                }
            }
        }
    }

    @Test("Client and server find each other by a file that only its owner can read, and that is gone afterwards")
    func file() async throws {
        let bench = try Self.bench()
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder) { control in
                #expect(ControlFile.read(from: folder) == control.file)
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/control.json")
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                #expect(control.file.token.count == 64)
            }
            #expect(ControlFile.read(from: folder) == nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test("A server that cannot leave its file does not run in secret")
    func noFile() async throws {
        let server = ControlServer(try Self.bench().agent, folder: "/nowhere/at/all", logger: Sample.quiet)
        let error = await #expect(throws: ControlError.self) { try await server.run() }
        #expect(error?.code == .notKept)
    }

    @Test("A client whose phone does not run any more is told so")
    func nobody() async throws {
        let exchange = ScriptedExchange([.failure(.unreachable), .status(502), .text("<html/>", "text/html")])
        let client = ControlClient(ControlFile(port: 1, token: "t"), over: exchange)
        for code in [ControlError.Code.noControl, .noControlAnswer, .noControlAnswer] {
            let error = await #expect(throws: ControlError.self) { try await client.status() }
            #expect(error?.code == code)
        }
    }

    @Test("A file that another process has left is not taken away")
    func foreignFile() async throws {
        try await TemporaryFolder.with { folder in
            let (mine, other) = (ControlFile(port: 1, token: "a"), ControlFile(port: 2, token: "b"))
            try other.write(to: folder)
            mine.remove(from: folder)
            #expect(ControlFile.read(from: folder) == other)
            other.remove(from: folder)
            #expect(ControlFile.read(from: folder) == nil)
        }
    }
}

extension DeviceAgent {
    /// Opens the phone with its own PIN.
    fileprivate func open() async throws {
        _ = try await unlock(pin: phone.lockScreen.pin?.text ?? "")
    }
}
