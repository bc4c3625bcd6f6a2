import Agent
import Session
import SimulatedPhone
import SyncML
import Testing
import Wire

/// What a phone shows its server is for that server: no other gets a token, a password or a sight of its certificate.
@Suite("Another server than the account's")
struct ForeignServerTests {
    /// A phone with everything that could be stolen.
    private static func phone() throws -> Phone {
        var phone = try Sample.enrolledPhone { enrolled in
            enrolled.userToken = "stolen-token"
            enrolled.account.clientCredential = AccountCredential(
                scheme: .basic, name: "ann", secret: "stolen-secret")
            enrolled.account.backCompatRetryDisabled = true
        }
        phone.setLoginStatus(.user)
        return phone
    }

    /// A message that sends the phone to another place for the next one.
    private static func message(_ commands: String, respondingTo place: String) -> ScriptedExchange.Answer {
        ScriptedExchange.Answer { request in
            let text = ServerText.answer(try request.message(), commands, isFinal: true)
                .replacing("</Source></SyncHdr>", with: "</Source><RespURI>\(place)</RespURI></SyncHdr>")
            return WireResponse(
                status: 200, headers: ["Content-Type": MessageForm.xml.mediaType], body: Array(text.utf8))
        }
    }

    static let foreign = [
        "https://evil.example/omadm", "http://mdm.example.test/omadm", "https://mdm.example.test:444/omadm",
        "https://mdm.example.test@evil.example/omadm", "https://mdm.example.test.evil.example/omadm", "//evil.example/",
        "https://mdm.example.test\\@evil.example/", "omadm", "file:///etc/passwd",
    ]

    @Test("RespURI leads to no other server, and nothing of the message is run", arguments: foreign)
    func responseURI(_ place: String) async throws {
        let answer = Self.message(ServerText.reset, respondingTo: place)
        let bench = Bench(try Self.phone(), ScriptedExchange([answer], then: .nothing))
        let before = await bench.agent.phone.lockScreen
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .session(.foreignAddress))
        #expect(error?.message.contains("RespURI") == true)
        #expect(bench.requests.map(\.url) == ["\(Sample.server)?mode=Maintenance&Platform=WoA"])
        #expect(await bench.agent.phone.lockScreen == before)
    }

    @Test("Nor does one beside a challenge, to which the phone would answer with its password", arguments: foreign)
    func challenge(_ place: String) async throws {
        let challenge = ScriptedExchange.Answer { request in
            let basic = "<Chal><Meta><Type xmlns=\"syncml:metinf\">syncml:auth-basic</Type></Meta></Chal>"
            let text = ServerText.answer(try request.message(), "", isFinal: true)
                .replacing("<Data>200</Data>", with: "\(basic)<Data>401</Data>")
                .replacing("</Source></SyncHdr>", with: "</Source><RespURI>\(place)</RespURI></SyncHdr>")
            return WireResponse(status: 200, body: Array(text.utf8))
        }
        let bench = Bench(try Self.phone(), ScriptedExchange([challenge], then: .nothing))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.code == .session(.foreignAddress) && bench.requests.count == 1)
    }

    @Test(
        "It may name another page of the account's servers",
        arguments: [
            "https://mdm.example.test/omadm/2", "https://MDM.example.test:443/omadm?session=7",
            "https://second.example.test/omadm",
        ])
    func ownServers(_ place: String) async throws {
        var phone = try Self.phone()
        phone.enrolled?.account.addresses.append("https://second.example.test/omadm")
        let answer = Self.message(ServerText.get(2, "./DevInfo/Man"), respondingTo: place)
        let bench = Bench(phone, ScriptedExchange([answer], then: .nothing))
        #expect(try await bench.agent.sync().isSuccess)
        #expect(bench.requests.last?.url.hasPrefix(place) == true)
    }

    @Test("A message that needs no answer may name any place: nothing goes there")
    func end() async throws {
        let bench = Bench(try Self.phone(), ScriptedExchange([Self.message("", respondingTo: "https://evil.example/")]))
        #expect(try await bench.agent.sync().isSuccess)
        #expect(bench.requests.count == 1)
    }

    @Test(
        "A redirection to another server is not followed; one within the server is, and is told", arguments: [302, 307])
    func redirection(_ status: Int) async throws {
        for place in Self.foreign where place != "omadm" {
            let bench = Bench(try Self.phone(), ScriptedExchange(then: .status(status, ["Location": place])))
            let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
            #expect(error?.code == .noAnswer(.redirected), "\(place)")
            #expect(bench.requests.count == 1, "\(place)")
        }
        let bench = Bench(
            try Self.phone(), ScriptedExchange([.status(status, ["Location": "/other"]), .nothing]))
        #expect(try await bench.agent.sync().isSuccess)
        #expect(
            bench.requests.map { $0.url.prefix { $0 != "?" } } == [
                Sample.server[...], "https://mdm.example.test/other",
            ])
        #expect(bench.texts(.redirected).count == 1)
        #expect(bench.texts(.redirected).first?.contains("redirects to https://mdm.example.test/other") == true)
    }

    @Test("An error after a redirection names the place that gave it")
    func errorElsewhere() async throws {
        let bench = Bench(try Self.phone(), ScriptedExchange([.status(307, ["Location": "/other"]), .status(404)]))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
        #expect(error?.message.contains("https://mdm.example.test/other answered with HTTP status 404") == true)
    }
}
