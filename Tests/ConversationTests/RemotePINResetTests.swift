import Agent
import Foundation
import Lab
import LabSupport
import Notation
import PINReset
import ServerScripts
import SimulatedPhone
import Testing
import Transport

/// A phone that asks a PIN reset service at an address, over real sockets.
@Suite("A PIN reset service over HTTP", .timeLimit(.minutes(30)))
struct RemotePINResetTests {
    /// A phone with its server, ready for recovery, that asks the service at an address.
    private static func with(
        _ configuration: LabConfiguration = LabConfiguration(), asking url: @escaping @Sendable (RunningLab) -> String,
        _ work: @Sendable (Conversation) async throws -> Void
    ) async throws {
        // Short, for the service that never answers.
        let transport = TransportConfiguration(
            trustRoots: [try Conversation.authority.get().certificate], allowsInsecureHTTP: true,
            responseTimeout: .seconds(2))
        try await HTTPExchange.withExchange(transport) { exchange in
            try await Conversation.with(
                configuration, asking: { RemotePINResetService.Place(url: url($0), exchanges: exchange) }
            ) { conversation in
                try await conversation.enroll()
                #expect(try await conversation.ask(.enablePINRecovery(tenant: Phones.tenant)).map(\.codes) == [[200]])
                try await work(conversation)
            }
        }
    }

    private static var consenting: LabConfiguration {
        var configuration = LabConfiguration()
        configuration.consented = Set(PINResetApplication.allCases)
        return configuration
    }

    /// Why the last Exec failed, as the phone tells it.
    private static func reason(_ conversation: Conversation) -> String? {
        conversation.agent.events.recent(after: 0).last { $0.status == 500 && $0.command == "Exec" }?.text
    }

    @Test("The lab's own service gives a ticket for each reset, and the lab knows the PIN each time")
    func own() async throws {
        try await Self.with(Self.consenting, asking: { $0.pinResetURL }) { conversation in
            for count in 1...2 {
                let old = try #require(await conversation.agent.phone.lockScreen.pin?.text)
                #expect(try await conversation.ask(.recoverPIN).map(\.codes) == [[200, 200, 200]])
                try await conversation.expectPINOfServer(insteadOf: old)
                #expect(await conversation.agent.phone.hello.protector?.openings == count)
            }
            #expect(await conversation.details(.ticketGiven).count == 2)
            // The phone shows nobody but its management server who it is.
            #expect(await conversation.violations.isEmpty)
        }
    }

    @Test("Without consent the Exec fails with the reason that the service gives, and nothing changes")
    func noConsent() async throws {
        try await Self.with(asking: { $0.pinResetURL }) { conversation in
            try await Self.expectRefusal(conversation, "has not consented to Microsoft Pin Reset Service Production")
        }
    }

    @Test("Two resets in one message need two tickets")
    func twice() async throws {
        try await Self.with(Self.consenting, asking: { $0.pinResetURL }) { conversation in
            let recover = "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"
            let entries = try await conversation.ask(.exec(recover), .exec(recover))
            #expect(entries.map(\.codes) == [[200], [200]])
            #expect(await conversation.details(.ticketGiven).count == 2)
        }
    }

    @Test("Looking at the phone makes no ticket; what the service would say is told as not known")
    func looking() async throws {
        try await Self.with(Self.consenting, asking: { $0.pinResetURL }) { conversation in
            let status = try await conversation.agent.status(showingPIN: false)
            #expect(status.recoveryObstacle == nil && status.recoveryNote?.contains("when a reset asks it") == true)
            #expect(await conversation.details(.ticketGiven).isEmpty)
            #expect(try await conversation.ask(.recoverPIN).map(\.codes) == [[200, 200, 200]])
            #expect(await conversation.details(.ticketGiven).count == 1)
        }
    }

    @Test(
        "A service that is none is found out by looking",
        arguments: [
            (ScriptedServer.Answer.ok("<html>"), "no JSON with keys"), (.ok("{\"keys\":[]}"), "no key with which"),
            (ScriptedServer.Answer("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"), "HTTP status 404"),
        ])
    func none(_ answer: ScriptedServer.Answer, _ words: String) async throws {
        try await ScriptedServer.with(making: { _ in answer }) { server, port in
            try await Self.with(asking: { _ in "http://127.0.0.1:\(port)" }) { conversation in
                let status = try await conversation.agent.status(showingPIN: false)
                #expect(status.recoveryObstacle?.contains(words) == true && status.recoveryNote == nil)
                #expect(server.requests.allSatisfy { $0.hasPrefix("GET /keys ") })
            }
        }
    }

    private static func expectRefusal(
        _ conversation: Conversation, _ words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let before = await conversation.agent.phone
        let codes = try await conversation.ask(.exec("./Vendor/MSFT/RemoteLock/LockAndRecoverPIN")).map(\.codes)
        #expect(codes == [[500]], sourceLocation: sourceLocation)
        let reason = try #require(Self.reason(conversation), sourceLocation: sourceLocation)
        #expect(reason.contains(words), "\(reason)", sourceLocation: sourceLocation)
        let after = await conversation.agent.phone
        #expect(after.lockScreen == before.lockScreen && after.hello == before.hello, sourceLocation: sourceLocation)
    }

    /// A service that does not do what it should.
    struct Liar: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var says: String
        /// What it answers to a request for a ticket; nil where nothing comes, ever.
        var answer: @Sendable (PINResetTicketRequest) throws -> ScriptedServer.Answer?
        /// Whether the keys that it publishes are others than those it signs with.
        var hidesKeys = false
    }

    private static let service = SigningPINResetService()

    private static func signed(
        _ request: PINResetTicketRequest, lifetime: Int64 = TicketLifetime.usual, later: Int64 = 0
    ) throws -> String {
        let key = TicketSigningKey(seed: Array(repeating: 7, count: 32))
        let service = SigningPINResetService(key: try #require(key), lifetime: lifetime)
        let ticket = try service.ticket(
            for: request, tenants: [PINResetTenant(id: request.tenant)], id: "t",
            now: SystemClock().now().adding(seconds: later))
        return ticket.text
    }

    private static func granted(_ ticket: String) -> ScriptedServer.Answer { .ok("{\"ticket\":\"\(ticket)\"}") }

    private static func changed(
        _ request: PINResetTicketRequest, tenant: String? = nil, device: String? = nil, protector: String? = nil,
        opening: Int? = nil
    ) -> PINResetTicketRequest {
        PINResetTicketRequest(
            tenant: tenant ?? request.tenant, device: device ?? request.device,
            protector: protector ?? request.protector, opening: opening ?? request.opening)
    }

    static let liars = [
        Liar(testDescription: "a bad signature", says: "signature that does not hold") { request in
            let ticket = try signed(request)
            return granted(String(ticket.dropLast(4)) + "AAAA")
        },
        Liar(
            testDescription: "a key that it does not publish", says: "names a key that is none of the service's",
            answer: { granted(try signed($0)) }, hidesKeys: true),
        Liar(testDescription: "a ticket for another device", says: "is for another device") {
            granted(try signed(changed($0, device: "urn:uuid:other")))
        },
        Liar(testDescription: "a ticket for another protector", says: "is for another protector") {
            granted(try signed(changed($0, protector: "other")))
        },
        Liar(testDescription: "a ticket for another tenant", says: "is for another tenant") {
            granted(try signed(changed($0, tenant: "other")))
        },
        Liar(testDescription: "an old ticket", says: "is old") { granted(try signed($0, later: -3600)) },
        Liar(testDescription: "a ticket for a year", says: "valid for longer") {
            granted(try signed($0, lifetime: 31_536_000))
        },
        Liar(testDescription: "no JSON", says: "no JSON with a ticket") { _ in .ok("<html>") },
        Liar(testDescription: "500", says: "HTTP status 500") { _ in
            ScriptedServer.Answer("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")
        },
        Liar(testDescription: "a redirection", says: "HTTP status 302") { _ in
            ScriptedServer.Answer("HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n")
        },
        Liar(testDescription: "half an answer", says: "did not answer") { _ in
            ScriptedServer.Answer("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"tick", then: .close)
        },
        Liar(testDescription: "a long answer", says: "octets") { _ in .ok(String(repeating: "x", count: 50_000)) },
        Liar(testDescription: "nothing, ever", says: "no answer within") { _ in nil },
    ]

    @Test("A service that lies, is slow or broken makes the Exec fail with the reason: it gives", arguments: liars)
    func lies(_ liar: Liar) async throws {
        let keys =
            liar.hidesKeys
            ? Self.service.keys : [try #require(TicketSigningKey(seed: Array(repeating: 7, count: 32))).verifying]
        let published = ScriptedServer.Answer.ok(String(decoding: PINResetDocuments.write(keys), as: UTF8.self))
        let hang = ScriptedServer.Answer(pieces: [])
        try await ScriptedServer.with(making: { text in
            guard text.hasPrefix("POST /reset/tickets ") else { return published }
            let body = text.components(separatedBy: "\r\n\r\n").last ?? ""
            guard let request = PINResetDocuments.request(in: Array(body.utf8)) else { return nil }
            return (try? liar.answer(request)) ?? hang
        }) { server, port in
            try await Self.with(asking: { _ in "http://127.0.0.1:\(port)/reset/" }) { conversation in
                try await Self.expectRefusal(conversation, liar.says)
                #expect(server.requests.first?.hasPrefix("POST /reset/tickets ") == true)
                try await conversation.expectGoodSession()
            }
        }
    }

    @Test("Where nobody listens, the reason says so")
    func nobody() async throws {
        let port = try await ScriptedServer.with { _, port in port }
        try await Self.with(asking: { _ in "http://127.0.0.1:\(port)" }) { conversation in
            try await Self.expectRefusal(conversation, "did not answer")
        }
    }

    @Test("Over http:// no other machine is asked")
    func open() async throws {
        try await Self.with(asking: { _ in "http://reset.example.test" }) { conversation in
            try await Self.expectRefusal(conversation, "use https://")
        }
    }
}
