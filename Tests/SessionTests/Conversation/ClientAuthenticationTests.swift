import Session
import SimulatedPhone
import SyncML
import Testing

/// How the phone shows the server who it is (protocol.md 2.9 and 9.8). The digests are the worked example of
/// OMA-TS-DM_Protocol-V1_2_1: user Bruce2, password OhBehave, nonce `Nonce`.
struct ClientAuthenticationTests {
    private typealias S = Stimulus
    private static let nonce = "Tm9uY2U="
    private static let digest = "Zz6EivR3yeaaENcRN6lpAQ=="
    private static let shown = "Cred(md5 Bruce2)=\(digest)"
    private static let challenge = S.challenge("md5", nonce: nonce)
    private static let man = "./DevInfo/Man"
    private static let manLines = ["S(5)=200", "R(5) \(man)=MicrosoftMDG"]

    /// A session of a phone with the credential of the example.
    private func conversation(
        _ scheme: AuthenticationScheme = .md5, nonce: String = "b3RoZXI=",
        account change: (inout ManagementAccount) -> Void = { _ in }
    ) throws -> Conversation {
        var conversation = try Conversation { account in
            account.clientCredential = AccountCredential(
                scheme: scheme, name: "Bruce2", secret: "OhBehave", nonce: nonce)
            change(&account)
        }
        let lines = try conversation.begin()
        // Nothing is shown until it is asked for, as a real device does.
        if conversation.phone.enrolled?.account.sendsCredentialFirst != true {
            #expect(lines == conversation.packageOne())
        }
        return conversation
    }

    @Test("AUT-01: the digest is that of the worked example, and the name stands in LocName")
    func workedExample() throws {
        var conversation = try conversation(nonce: Self.nonce)
        let lines = try conversation.server(S.status("SyncHdr", 401))
        #expect(lines.first == Self.shown)
        let credential = try #require(conversation.last?.header?.credential)
        #expect(credential.meta?.format == .b64 && credential.meta?.type == "syncml:auth-md5")
        #expect(conversation.last?.header?.sourceName == "Bruce2")
    }

    @Test("AUT-03: asked for basic, the phone sends package 1 again in the same session, with name and password")
    func basic() throws {
        var conversation = try conversation(.basic)
        let lines = try conversation.server(S.status("SyncHdr", 407, challenge: S.challenge("basic")))
        let data = "QnJ1Y2UyOk9oQmVoYXZl"
        #expect(lines == ["Cred(basic)=\(data)", "S(0)=200"] + conversation.packageOne(from: 2))
        let header = try #require(conversation.last?.header)
        #expect(header.messageID == "2" && header.sessionID == "1" && header.sourceName == nil)
    }

    @Test("AUT-04: asked for MD5, the phone makes its digest with the nonce of the challenge", arguments: [401, 407])
    func md5(_ code: Int) throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.status("SyncHdr", code, challenge: Self.challenge))
        #expect(lines == [Self.shown, "S(0)=200"] + conversation.packageOne(from: 2))
    }

    @Test("The credential goes to where RespURI says")
    func responseURI() throws {
        var conversation = try conversation()
        let other = "https://other.example.test/login"
        _ = try conversation.server(S.status("SyncHdr", 407, challenge: Self.challenge), responseURI: other)
        #expect(conversation.sent.map(\.url) == [Conversation.address, other])
    }

    @Test("Commands beside a challenge are not run; they get 215, those in containers too")
    func commandsBesideChallenge() throws {
        var conversation = try conversation()
        let before = conversation.phone
        let name = "./DevDetail/Ext/Microsoft/DeviceName"
        let lines = try conversation.server(
            S.status("SyncHdr", 407, challenge: Self.challenge) + S.replace("7", name, "chr", "new")
                + S.atomic("8", S.replace("9", name, "chr", "new")))
        #expect(
            lines
                == [Self.shown, "S(0)=200", "S(7)=215", "S(8)=215", "S(9)=215"] + conversation.packageOne(from: 5))
        #expect(conversation.phone == before)
        let more = try conversation.server(S.status("SyncHdr", 212) + S.get("5", Self.man))
        #expect(more == ["S(0)=200"] + Self.manLines)
    }

    @Test("AUT-06: a server that refuses the credential twice more ends the session")
    func refusedAgainAndAgain() throws {
        var conversation = try conversation()
        for _ in 1...2 {
            let lines = try conversation.server(S.status("SyncHdr", 401, challenge: Self.challenge))
            #expect(lines.first == Self.shown)
        }
        let end = try conversation.server(S.status("SyncHdr", 401, challenge: Self.challenge))
        #expect(end == ["end: credentialRefused"])
        #expect(conversation.sent.count == 3)
    }

    @Test("AUT-06: a nonce that was wrong is forgiven: the second challenge has another one")
    func newNonce() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.status("SyncHdr", 401, challenge: S.challenge("md5", nonce: "d3Jvbmc=")))
        let lines = try conversation.server(S.status("SyncHdr", 401, challenge: Self.challenge))
        #expect(lines.first == Self.shown)
    }

    @Test("AUT-07: accepted with 212, the phone shows nothing more, and keeps the nonce for the next session")
    func acceptedForTheSession() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.status("SyncHdr", 407, challenge: Self.challenge))
        let next = "bmV4dA=="
        let lines = try conversation.server(
            S.status("SyncHdr", 212, challenge: S.challenge("md5", nonce: next)) + S.get("5", Self.man))
        #expect(lines == ["S(0)=200"] + Self.manLines)
        #expect(conversation.last?.header?.sourceName == nil)
        #expect(conversation.phone.enrolled?.account.clientCredential?.nonce == next)
    }

    @Test("AUT-09: accepted with 200 and no new nonce, the phone shows the same credential in each message")
    func acceptedForOneMessage() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.status("SyncHdr", 407, challenge: Self.challenge))
        for _ in 1...2 {
            let lines = try conversation.server(S.status("SyncHdr", 200) + S.get("5", Self.man))
            #expect(lines == [Self.shown, "S(0)=200"] + Self.manLines)
        }
    }

    @Test("AUT-09: a nonce beside 200 is for the next message")
    func nonceForTheNextMessage() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.status("SyncHdr", 407, challenge: S.challenge("md5", nonce: "Zmlyc3Q=")))
        let lines = try conversation.server(S.status("SyncHdr", 200, challenge: Self.challenge) + S.get("5", Self.man))
        #expect(lines == [Self.shown, "S(0)=200"] + Self.manLines)
    }

    @Test("AUT-18: a challenge leaves the nonce that is kept as it was")
    func challengeIsNotKept() throws {
        var conversation = try conversation(nonce: "a2VwdA==")
        _ = try conversation.server(S.status("SyncHdr", 401, challenge: Self.challenge))
        #expect(conversation.phone.enrolled?.account.clientCredential?.nonce == "a2VwdA==")
    }

    @Test("AUT-18: nor is a nonce kept that comes from a server that has not shown who it is")
    func nonceOfAStranger() throws {
        var conversation = try conversation(nonce: "a2VwdA==") { account in
            account.serverCredential = AccountCredential(scheme: .md5, name: "Lab", secret: "secret")
        }
        let lines = try conversation.server(
            S.status("SyncHdr", 212, challenge: Self.challenge) + S.get("5", Self.man))
        #expect(lines == ["S(0)=407 Chal(md5)", "S(5)=407"])
        #expect(conversation.phone.enrolled?.account.clientCredential?.nonce == "a2VwdA==")
    }

    @Test("A switch hashes the nonce as the base64 text that it came as")
    func undecodedNonce() throws {
        var conversation = try conversation { $0.usesNonceUndecoded = true }
        let lines = try conversation.server(S.status("SyncHdr", 407, challenge: Self.challenge))
        #expect(lines.first == "Cred(md5 Bruce2)=CmO/kTaDnxgwUdBvdtRh4A==")
    }

    @Test("A switch shows the credential in the first message, as phones of 8.1 did")
    func credentialFirst() throws {
        let conversation = try conversation(nonce: Self.nonce) { $0.sendsCredentialFirst = true }
        let lines = Transcript.lines(of: try #require(conversation.last))
        #expect(lines == [Self.shown] + conversation.packageOne())
    }

    @Test("An account without a credential cannot answer a challenge")
    func noCredential() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.server(S.status("SyncHdr", 401, challenge: Self.challenge))
        #expect(lines == ["end: credentialMissing"])
    }

    @Test(
        "A scheme that the phone does not know, or that would give the secret away, ends the session",
        arguments: ["MAC", "basic", "X509"])
    func otherScheme(_ scheme: String) throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.status("SyncHdr", 407, challenge: S.challenge(scheme)))
        #expect(lines == ["end: schemeNotSupported"])
    }

    @Test("An account for basic answers a challenge for MD5 too")
    func strongerScheme() throws {
        var conversation = try conversation(.basic)
        let lines = try conversation.server(S.status("SyncHdr", 407, challenge: Self.challenge))
        #expect(lines.first == Self.shown)
    }

    @Test("Challenged within a package, the phone sends the same once more, and what waited comes after it")
    func challengedWithinAPackage() throws {
        var conversation = try conversation()
        let gets = (1...9).map { S.get(String($0), "./DevDetail/Ext/Microsoft/DeviceName") }.joined()
        let first = try conversation.server(gets, meta: S.metaField("MaxMsgSize", "900"))
        #expect(first.last == "no Final")
        let again = try conversation.server(S.status("SyncHdr", 401, challenge: Self.challenge))
        #expect(Array(again.prefix(2)) == [Self.shown, "S(0)=200"])
        #expect(
            again.last == "no Final" && conversation.sent.allSatisfy { $0.bytes.count <= 900 || $0.messageID == "1" })
        var lines = again
        while lines.last == "no Final" {
            let next = try conversation.server(S.status("SyncHdr", 212) + S.alert("1", 1222), final: false)
            lines = lines.dropLast() + next
        }
        let statuses = lines.filter { $0.hasPrefix("S(") && !$0.hasPrefix("S(0)") && $0 != "S(1)=200" }
        #expect(statuses.sorted() == (2...9).map { "S(\($0))=200" })
        #expect(lines.filter { $0.hasPrefix("R(") }.count == 9)
    }

    @Test("Challenged in the middle, the phone loses no result: its last message goes again with the credential")
    func challengedInTheMiddle() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.status("SyncHdr", 407, challenge: Self.challenge))
        let answer = try conversation.server(S.status("SyncHdr", 200) + S.get("5", Self.man))
        #expect(answer == [Self.shown, "S(0)=200"] + Self.manLines)
        let again = try conversation.server(S.status("SyncHdr", 401, challenge: Self.challenge) + S.get("7", Self.man))
        #expect(again == [Self.shown, "S(0)=200", "S(7)=215", "S(0)=200"] + Self.manLines)
        let references = try #require(conversation.last).commands.compactMap { command -> String? in
            guard case .status(let status) = command else { return nil }
            return status.messageRef
        }
        #expect(references == ["3", "3", "2", "2"])
        #expect(try conversation.server(S.status("SyncHdr", 212)) == ["end: completed"])
    }

    @Test("Challenges are counted since the server last accepted the phone: one that asks now and then is answered")
    func challengedNowAndThen() throws {
        var conversation = try conversation()
        for _ in 1...5 {
            let challenged = try conversation.server(S.status("SyncHdr", 401, challenge: Self.challenge))
            #expect(challenged.first == Self.shown)
            let accepted = try conversation.server(S.status("SyncHdr", 200) + S.get("5", Self.man))
            #expect(accepted.suffix(2) == Self.manLines)
        }
    }

    @Test(
        "The sentence of a refusal names account, name, APPAUTH and, for MD5 only, the nonce and where it came from",
        arguments: [
            (AuthenticationScheme.basic, S.challenge("basic"), ["shown as basic"], ["nonce", "MD5"]),
            (.md5, challenge, ["MD5", "\"Tm9uY2U=\" of the server's last challenge"], ["no Chal"]),
            (.md5, "", ["MD5", "\"b3RoZXI=\" of AAUTHDATA", "no Chal with a NextNonce"], []),
        ])
    func sentence(_ scheme: AuthenticationScheme, _ challenge: String, _ words: [String], _ none: [String]) throws {
        var conversation = try conversation(scheme)
        for _ in 1...2 { _ = try conversation.server(S.status("SyncHdr", 401, challenge: challenge)) }
        let message = S.document(
            S.header(session: "1", message: 3), S.status("SyncHdr", 401, challenge: challenge) + "<Final/>")
        let action = conversation.machine.receive(
            try Exchange.read(Array(message.utf8)), &conversation.phone, conversation.environment)
        guard case .finish(.failed(let failure)) = action else { throw Conversation.NotEnrolled() }
        for word in words + ["account Lab", "\"Bruce2\"", "AAUTHLEVEL APPSRV"] {
            #expect(failure.message.contains(word), "\(failure.message)")
        }
        for word in none { #expect(!failure.message.contains(word), "\(failure.message)") }
    }
}
