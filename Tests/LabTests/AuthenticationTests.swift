import Certificates
import Notation
import SyncML
import Testing
import XML

@testable import Lab

/// md5 and basic, both directions (OMA-TS-DM_Protocol-V1_2_1 section 9; protocol.md 2.9).
@Suite("Who the phone is, who the server is")
struct AuthenticationTests {
    private static let known = LabCredentials(
        deviceName: "PHONE-1", deviceSecret: "secret", deviceNonce: [7, 7], serverSecret: "server",
        serverNonce: [8, 8])

    private static func md5(_ nonce: [UInt8], secret: String = "secret") -> Credential {
        Credential(
            meta: Meta(format: .b64, type: "syncml:auth-md5"),
            data: AuthenticationScheme.md5.data(name: "PHONE-1", secret: secret, nonce: nonce, md5: Digest.md5))
    }

    private static func nonce(_ reply: LabReply) throws -> [UInt8] {
        let text = try #require(reply.statuses.first?.challenge?[.nextNonce])
        return try #require(Base64.decode(text))
    }

    @Test("Without credentials everything is 407 with a challenge, and nothing is asked")
    func missing() async throws {
        var talk = try await Conversation(LabManagementSettings(clientScheme: .md5), credentials: Self.known)
        try await talk.queue(.get("./A"))
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(reply.statusLines == ["SyncHdr 0=407", "Alert 2=407", "Replace 9=407"])
        #expect(reply.requests.isEmpty && reply.message.isFinal)
        #expect(reply.statuses.first?.challenge?.type == "syncml:auth-md5")
        #expect(reply.statuses.first?.challenge?.format == .b64)
    }

    @Test("The challenge's nonce lets the phone in, and the next session's nonce comes with 212")
    func challenged() async throws {
        var talk = try await Conversation(LabManagementSettings(clientScheme: .md5), credentials: Self.known)
        try await talk.queue(.get("./A"))
        let refusal = try await talk.send(talk.phone.packageOne())
        let nonce = try Self.nonce(refusal)
        let reply = try await talk.send(talk.phone.packageOne(credential: Self.md5(nonce)))
        #expect(reply.statusLines.first == "SyncHdr 0=212")
        #expect(reply.requestLines == ["Get 4 ./A"])
        let next = try Self.nonce(reply)
        #expect(next != nonce)
        let later = try await talk.send(talk.phone.answer(reply.message))
        #expect(later.statusLines == ["SyncHdr 0=212"])
        talk.phone = TestPhone()
        let session = try await talk.send(talk.phone.packageOne(credential: Self.md5(next)))
        #expect(session.statusLines.first == "SyncHdr 0=212")
    }

    @Test("A wrong secret or an old nonce is 401", arguments: [("wrong", [7, 7] as [UInt8]), ("secret", [1])])
    func wrong(_ secret: String, _ nonce: [UInt8]) async throws {
        var talk = try await Conversation(LabManagementSettings(clientScheme: .md5), credentials: Self.known)
        let reply = try await talk.send(talk.phone.packageOne(credential: Self.md5(nonce, secret: secret)))
        #expect(reply.statusLines.first == "SyncHdr 0=401")
        #expect(reply.statuses.first?.challenge != nil)
    }

    @Test("Basic credentials are compared as they are, and another scheme does not do")
    func basic() async throws {
        var talk = try await Conversation(LabManagementSettings(clientScheme: .basic), credentials: Self.known)
        let refusal = try await talk.send(talk.phone.packageOne(credential: Self.md5([7, 7])))
        #expect(refusal.statusLines.first == "SyncHdr 0=401")
        let right = Credential(
            meta: Meta(format: .b64, type: "syncml:auth-basic"),
            data: AuthenticationScheme.basic.data(name: "PHONE-1", secret: "secret", nonce: [], md5: Digest.md5))
        let reply = try await talk.send(talk.phone.packageOne(credential: right))
        #expect(reply.statusLines.first == "SyncHdr 0=212")
    }

    @Test("With the oddity the nonce is hashed as its base64 text")
    func undecoded() async throws {
        let settings = LabManagementSettings(clientScheme: .md5, oddities: LabOddities([.undecodedNonce]))
        var talk = try await Conversation(settings, credentials: Self.known)
        let text = Array(Base64.encode([7, 7]).utf8)
        let reply = try await talk.send(talk.phone.packageOne(credential: Self.md5(text)))
        #expect(reply.statusLines.first == "SyncHdr 0=212")
    }

    @Test("Commands beside a challenge stay in the queue, and a phone that runs them is found out")
    func besideChallenge() async throws {
        let settings = LabManagementSettings(clientScheme: .md5, oddities: LabOddities([.commandsWithChallenge]))
        var talk = try await Conversation(settings, credentials: Self.known)
        try await talk.queue(.get("./A"))
        let refusal = try await talk.send(talk.phone.packageOne())
        #expect(refusal.requestLines == ["Get 4 ./A"])
        #expect(try await talk.entry(1).state == .waiting)
        let nonce = try Self.nonce(refusal)
        var answer = talk.phone.answer(refusal.message)
        answer.header?.credential = Self.md5(nonce)
        answer.header?.sourceName = talk.phone.id
        let reply = try await talk.send(answer)
        #expect(await talk.count(.violation) == 1)
        #expect(reply.requestLines == ["Get 2 ./A"])
        #expect(try await talk.entry(1).statuses.isEmpty)
    }

    @Test("The server shows its credentials until the phone says 212, with the nonce that the phone gave")
    func server() async throws {
        var talk = try await Conversation(LabManagementSettings(authenticatesItself: true), credentials: Self.known)
        try await talk.queue(.get("./A"))
        let first = try await talk.send(talk.phone.packageOne())
        #expect(first.message.header?.credential?.data == Self.serverDigest([8, 8]))
        #expect(first.message.header?.sourceName == "UnderstudyLab")
        let challenge = Meta(
            format: .b64, type: "syncml:auth-md5", others: [MetaField(.nextNonce, Base64.encode([5, 5]))])
        let second = try await talk.send(talk.phone.answer(first.message, header: 212, challenge: challenge))
        #expect(second.message.header?.credential == nil)
        #expect(try await talk.device.credentials?.serverNonce == [5, 5])
    }

    @Test("Where the phone does not accept the server, the same commands are asked again with the new nonce")
    func serverRefused() async throws {
        var talk = try await Conversation(LabManagementSettings(authenticatesItself: true), credentials: Self.known)
        try await talk.queue(.get("./A"))
        let first = try await talk.send(talk.phone.packageOne())
        let challenge = Meta(
            format: .b64, type: "syncml:auth-md5", others: [MetaField(.nextNonce, Base64.encode([5, 5]))])
        let second = try await talk.send(
            talk.phone.answer(first.message, header: 401, challenge: challenge) { _ in 401 })
        #expect(second.requestLines == ["Get 2 ./A"])
        #expect(second.message.header?.credential?.data == Self.serverDigest([5, 5]))
        #expect(await talk.count(.violation) == 0)
        _ = try await talk.send(talk.phone.answer(second.message, header: 212))
        let entry = try await talk.entry(1)
        #expect(entry.codes == [200])
    }

    private static func serverDigest(_ nonce: [UInt8]) -> String {
        AuthenticationScheme.md5.data(name: "UnderstudyLab", secret: "server", nonce: nonce, md5: Digest.md5)
    }
}
