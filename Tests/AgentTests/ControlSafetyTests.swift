import Agent
import NIOCore
import NIOPosix
import SimulatedPhone
import TestSupport
import Testing
import Wire

/// The control API among programs that mean no good.
@Suite("The control API under attack", .timeLimit(.minutes(30)))
struct ControlSafetyTests {
    /// Connects and sends something, and then nothing more. Where the phone has closed it before that, it shows on the
    /// channel.
    private static func hold(_ port: Int, _ text: String) async throws -> any Channel {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        try? await channel.writeAndFlush(ByteBuffer(string: text))
        return channel
    }

    @Test("Where another program has taken the phone's port, it is told neither token nor PIN")
    func impostor() async throws {
        // It answers the challenge with whatever it likes, and everything else with success.
        let exchange = ScriptedExchange(
            then: .text(
                #"{"proof":"0000000000000000","isDone":true,"message":"","isLocked":false}"#, "application/json"))
        let client = ControlClient(ControlFile(port: 4711, token: "T0KEN"), over: exchange)
        let error = await #expect(throws: ControlError.self) { try await client.unlock(pin: "271828") }
        #expect(error?.code == .noControlAnswer && error?.message.contains("another program") == true)
        #expect(exchange.requests.count == 1)
        let told = exchange.requests.map { "\($0.url) \($0.headers) \(String(decoding: $0.body, as: UTF8.self))" }
        #expect(!told.contains { $0.contains("T0KEN") || $0.contains("271828") })
    }

    @Test("A proof is worth nothing on another port: nobody can fetch it from the real phone and hand it on")
    func relayed() {
        let proof = ControlProof(of: "challenge", token: "t", port: 1)
        #expect(proof == ControlProof(of: "challenge", token: "t", port: 1) && proof.proof.count == 64)
        #expect(proof != ControlProof(of: "challenge", token: "t", port: 2))
        #expect(proof != ControlProof(of: "other", token: "t", port: 1))
        #expect(proof != ControlProof(of: "challenge", token: "u", port: 1))
    }

    @Test("Of too many half requests the oldest goes, and the owner is answered")
    func halfRequests() async throws {
        let bench = Bench(try Sample.phone(), ScriptedExchange())
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder, connections: 4) { control in
                var held: [any Channel] = []
                for _ in 1...12 { held.append(try await Self.hold(control.file.port, "GET /status HTTP/1.1\r\nHost:")) }
                // Which of them the server sees first is its affair; eight of twelve have to go.
                let (ends, end) = AsyncStream.makeStream(of: Void.self)
                for channel in held { channel.closeFuture.whenComplete { _ in end.yield() } }
                var closed = 0
                for await _ in ends {
                    closed += 1
                    if closed == 8 { break }
                }
                // Connections come in any order, so that the owner's may be among those that go; then it is made again.
                var hasPIN: Bool?
                while hasPIN == nil { hasPIN = try? await control.client.status().hasPIN }
                #expect(hasPIN == true)
                for channel in held { try? await channel.close() }
            }
        }
    }

    @Test("A request that does not come ends the connection", arguments: ["", "Content-Length: 9\r\n\r\n{"])
    func tooSlow(_ rest: String) async throws {
        let bench = Bench(try Sample.phone(), ScriptedExchange())
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder, requestSeconds: 1) { control in
                let head = "POST /unlock HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(control.file.token)\r\n"
                try await Self.hold(control.file.port, head + rest).closeFuture.get()
                // On a busy machine an honest request may take longer than the second that it has here; then it is made again.
                var hasPIN: Bool?
                while hasPIN == nil { hasPIN = try? await control.client.status().hasPIN }
                #expect(hasPIN == true)
            }
        }
    }
}
