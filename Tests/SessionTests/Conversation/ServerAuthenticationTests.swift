import Notation
import Session
import SimulatedPhone
import SyncML
import Testing
import XML

/// How the server shows the phone who it is (protocol.md 2.9 and 9.8; MS-MDM 1.3.1).
struct ServerAuthenticationTests {
    private typealias S = Stimulus
    private static let nonce = "Tm9uY2U="
    private static let digest = "Zz6EivR3yeaaENcRN6lpAQ=="
    private static let man = "./DevInfo/Man"
    private static let manLines = ["S(5)=200", "R(5) \(man)=MicrosoftMDG"]
    private static let name = "./DevDetail/Ext/Microsoft/DeviceName"

    /// A session of a phone that knows its server as the worked example's Bruce2.
    private func conversation(
        _ rule: ServerAuthenticationRule = .required, account change: (inout ManagementAccount) -> Void = { _ in }
    ) throws -> Conversation {
        var start = SessionStart()
        start.serverAuthentication = rule
        var conversation = try Conversation(start) { account in
            account.serverCredential = AccountCredential(
                scheme: .md5, name: "Bruce2", secret: "OhBehave", nonce: Self.nonce)
            change(&account)
        }
        try conversation.begin()
        return conversation
    }

    /// The digest of the example's name and password with another nonce, as a phone makes it that has them as its own.
    private func digest(with nonce: String) throws -> String {
        var phone = try Conversation { account in
            account.clientCredential = AccountCredential(scheme: .md5, name: "Bruce2", secret: "OhBehave")
        }
        try phone.begin()
        _ = try phone.server(S.status("SyncHdr", 401, challenge: S.challenge("md5", nonce: nonce)))
        return try #require(phone.last?.header?.credential).data
    }

    @Test("AUT-10: without the server's credential every command gets 407, and nothing is run")
    func noCredential() throws {
        var conversation = try conversation()
        let before = conversation.phone
        let lines = try conversation.server(
            S.replace("5", Self.name, "chr", "new") + S.sequence("6", S.get("7", Self.man)))
        #expect(lines == ["S(0)=407 Chal(md5)", "S(5)=407", "S(6)=407", "S(7)=407"])
        #expect(conversation.phone.tree == before.tree)
        let nonce = try #require(conversation.challengedNonce)
        #expect(Base64.decode(nonce)?.count == 16)
    }

    @Test("AUT-10: a wrong credential gets 401, and so does each command")
    func wrongCredential() throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.get("5", Self.man), credential: "d3Jvbmc=")
        #expect(lines == ["S(0)=401 Chal(md5)", "S(5)=401"])
    }

    @Test("AUT-10: a server that answers the challenge is served")
    func challengeIsAnswered() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.get("5", Self.man))
        let digest = try digest(with: try #require(conversation.challengedNonce))
        let lines = try conversation.server(S.get("5", Self.man), credential: digest)
        #expect(lines == ["S(0)=212 Chal(md5)"] + Self.manLines)
    }

    @Test("AUT-10: a package of several messages is void as a whole; the refusal has Final")
    func voidPackage() throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.get("5", Self.man), final: false)
        #expect(lines == ["S(0)=407 Chal(md5)", "S(5)=407"])
    }

    @Test("A refusal that is longer than the server takes goes in several messages")
    func longRefusal() throws {
        var conversation = try conversation()
        let gets = (1...30).map { S.get(String($0), Self.man) }.joined()
        let first = try conversation.server(gets, meta: S.metaField("MaxMsgSize", "1500"))
        #expect(first.first == "S(0)=407 Chal(md5)" && first.last == "no Final")
        #expect(conversation.sent.allSatisfy { $0.bytes.count <= 1500 })
    }

    @Test("AUT-12: the right credential gets 212 and a nonce for the next session, and the commands run")
    func rightCredential() throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.get("5", Self.man), credential: Self.digest)
        #expect(lines == ["S(0)=212 Chal(md5)"] + Self.manLines)
        let nonce = try #require(conversation.challengedNonce)
        #expect(conversation.phone.enrolled?.account.serverCredential?.nonce == nonce && nonce != Self.nonce)
        // For the rest of the session the server is known.
        let more = try conversation.server(S.get("5", Self.man))
        #expect(more == ["S(0)=200"] + Self.manLines)

        var next = try Conversation(on: conversation.phone)
        try next.begin()
        let old = try next.server(S.get("5", Self.man), credential: Self.digest)
        #expect(old == ["S(0)=401 Chal(md5)", "S(5)=401"])
        var other = try Conversation(on: conversation.phone)
        try other.begin()
        let new = try other.server(S.get("5", Self.man), credential: try digest(with: nonce))
        #expect(new == ["S(0)=212 Chal(md5)"] + Self.manLines)
        #expect(other.challengedNonce != nonce)
    }

    @Test("AUT-12: blanks in the digest do not matter, and a server may have the nonce hashed undecoded")
    func otherForms() throws {
        var blanks = try conversation()
        let lines = try blanks.server(S.get("5", Self.man), credential: "Zz6EivR3yeaa\n ENcRN6lpAQ==")
        #expect(lines.first == "S(0)=212 Chal(md5)")
        var undecoded = try conversation { $0.usesNonceUndecoded = true }
        let more = try undecoded.server(S.get("5", Self.man), credential: "CmO/kTaDnxgwUdBvdtRh4A==")
        #expect(more.first == "S(0)=212 Chal(md5)")
    }

    @Test("AUT-12: a message that needs no answer leaves the nonce as it is, because none can be handed over")
    func nothingToAnswer() throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.status("SyncHdr", 200), credential: Self.digest)
        #expect(lines == ["end: completed"])
        #expect(conversation.phone.enrolled?.account.serverCredential?.nonce == Self.nonce)
    }

    @Test("AUT-13: where no command came, no challenge is sent", arguments: [nil, "d3Jvbmc="])
    func nothingToRefuse(_ credential: String?) throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.status("SyncHdr", 200), credential: credential)
        #expect(lines == ["end: serverNotAuthenticated"])
        #expect(conversation.sent.count == 1)
    }

    @Test("A server that is wrong a second time ends the session")
    func wrongTwice() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.get("5", Self.man), credential: "d3Jvbmc=")
        let lines = try conversation.server(S.get("5", Self.man), credential: "d3Jvbmc=")
        #expect(lines == ["end: serverNotAuthenticated"])
    }

    @Test("Where TLS has shown who is who, a server without credential is served, one with a wrong one is not")
    func whenOffered() throws {
        var conversation = try conversation(.whenOffered)
        let lines = try conversation.server(S.get("5", Self.man))
        #expect(lines == ["S(0)=200"] + Self.manLines)
        let wrong = try conversation.server(S.get("5", Self.man), credential: "d3Jvbmc=")
        #expect(wrong == ["S(0)=401 Chal(md5)", "S(5)=401"])
    }

    /// Credentials that the example's account does not expect: who makes them, with which nonce, and in what they differ.
    static let mistaken: [(name: String, secret: String, nonce: String, undecoded: Bool, words: String)] = [
        ("Bruce2", "OhBehave", nonce, true, "hashed as text (--undecoded-nonce)"),
        ("Lab", "OhBehave", nonce, false, "with the name \"Lab\""),
        ("phone", "client", nonce, false, "AAUTHLEVEL APPSRV, so the two are exchanged"),
        ("phone", "client", "Y2xpZW50", false, "the nonce of the APPAUTH with AAUTHLEVEL APPSRV"),
        ("Bruce2", "OhBehave", "Y2xpZW50", false, "with the nonce of the APPAUTH with AAUTHLEVEL APPSRV"),
        ("Bruce2", "OhBehave", "", false, "without a nonce"),
        ("Bruce2", "wrong", nonce, false, "nor of anything else in the account"),
    ]

    @Test(
        "The reason of a refusal says in what the server's credential differs from the right one", arguments: mistaken)
    func diagnosis(
        _ mistake: (name: String, secret: String, nonce: String, undecoded: Bool, words: String)
    ) throws {
        var server = try Conversation { account in
            account.clientCredential = AccountCredential(scheme: .md5, name: mistake.name, secret: mistake.secret)
            account.usesNonceUndecoded = mistake.undecoded
        }
        try server.begin()
        _ = try server.server(S.status("SyncHdr", 401, challenge: S.challenge("md5", nonce: mistake.nonce)))
        let digest = try #require(server.last?.header?.credential).data
        var conversation = try conversation { account in
            account.clientCredential = AccountCredential(
                scheme: .md5, name: "phone", secret: "client", nonce: "Y2xpZW50")
        }
        _ = try conversation.server(S.get("5", Self.man), credential: digest)
        let reason = try #require(conversation.sent.last?.answer?.reasons[0])
        #expect(reason.contains(mistake.words), "\(reason)")
        #expect(reason.contains("account Lab, APPAUTH with AAUTHLEVEL CLIENT") && reason.contains(Self.nonce))
    }
}
