import Agent
import Certificates
import Lab
import ManagementTree
import Notation
import SimulatedPhone
import SyncML
import Testing
import Wire

/// The HTTP requests of a session (MS-MDM 2.1; protocol.md section 7 and 9.9).
@Suite("The request of a message")
struct RequestTests {
    private static func firstRequest(
        _ phone: Phone, tune: (inout AgentConfiguration) -> Void = { _ in }
    ) async throws -> WireRequest {
        let bench = Bench(phone, ScriptedExchange(then: .nothing), tune: tune)
        _ = try await bench.agent.sync()
        return try #require(bench.requests.first)
    }

    @Test("A user is signed in: POST with the query and the headers of Windows, and no others (HTP-01)")
    func headers() async throws {
        let request = try await Self.firstRequest(try Sample.enrolledPhone())
        #expect(request.method == .post)
        #expect(request.url == "https://mdm.example.test/omadm?mode=Maintenance&Platform=WoA")
        #expect(
            request.headers == [
                "Content-Type": "application/vnd.syncml.dm+xml", "User-Agent": "MSFT OMA DM Client/1.2.0.1",
                "Accept": "application/vnd.syncml.dm+xml, application/vnd.syncml.dm+wbxml, application/octet-stream",
                "Accept-Charset": "UTF-8",
            ])
        #expect(try request.message().header?.target == Sample.server)
    }

    @Test(
        "The query says whether anybody is signed in (HTP-02)",
        arguments: [
            (Phone.LoginStatus.user, "Maintenance"), (.others, "Maintenance"), (.none, "Machine"),
        ])
    func mode(_ status: Phone.LoginStatus, _ mode: String) async throws {
        var phone = try Sample.enrolledPhone()
        phone.setLoginStatus(status)
        #expect(try await Self.firstRequest(phone).url == "\(Sample.server)?mode=\(mode)&Platform=WoA")
    }

    @Test("An address with a query of its own keeps it")
    func query() async throws {
        let phone = try Sample.enrolledPhone { $0.account.addresses = ["https://mdm.example.test/?tenant=7"] }
        let url = try await Self.firstRequest(phone).url
        #expect(url == "https://mdm.example.test/?tenant=7&mode=Maintenance&Platform=WoA")
    }

    @Test(
        "The user's token is shown while the user is signed in (HTP-08)",
        arguments: [
            (Phone.LoginStatus.user, "abc" as String?, "Bearer abc" as String?), (.others, "abc", nil),
            (.none, "abc", nil), (.user, nil, nil),
        ])
    func token(_ status: Phone.LoginStatus, _ token: String?, _ header: String?) async throws {
        var phone = try Sample.enrolledPhone { $0.userToken = token }
        phone.setLoginStatus(status)
        let request = try await Self.firstRequest(phone)
        #expect(request.headers["Authorization"] == header)
        let alerts = try request.message().alerts(.clientEvent)
        #expect(alerts.contains(["com.microsoft/MDM/AADUserToken", "abc"]) == (header != nil))
    }

    @Test("An account for WBXML sends WBXML, and understands XML (HTP-07)")
    func wbxml() async throws {
        let phone = try Sample.enrolledPhone { $0.account.encoding = .wbxml }
        let bench = Bench(phone, ScriptedExchange([.message(ServerText.get(2, "./DevInfo/Man")), .nothing]))
        let report = try await bench.agent.sync()
        #expect(report.isSuccess)
        #expect(
            bench.requests.map { $0.headers["Content-Type"] }
                == Array(repeating: "application/vnd.syncml.dm+wbxml", count: 2))
        #expect(bench.requests.allSatisfy { MessageForm(of: $0.body) == .wbxml })
        #expect(try bench.requests[1].message().values["./DevInfo/Man"] == "MicrosoftMDG")
    }

    @Test("The form of an answer is told by its bytes, not by what the server calls it")
    func mislabelled() async throws {
        let answer = ScriptedExchange.Answer { request in
            let text = ServerText.answer(try request.message(), ServerText.get(2, "./DevInfo/Man"), isFinal: true)
            let message = try MessageReader().read(Array(text.utf8)).message
            return WireResponse(
                status: 200, headers: ["Content-Type": "application/vnd.syncml.dm+xml"],
                body: MessageForm.wbxml.bytes(of: message))
        }
        let bench = Bench(try Sample.enrolledPhone(), ScriptedExchange([answer, .nothing]))
        #expect(try await bench.agent.sync().isSuccess)
    }

    @Test(
        "RequireMessageSigning: every message is signed with the phone's certificate",
        arguments: [AgentConfiguration.SignatureHeader.mdmSignature, .msSignature])
    func signature(_ header: AgentConfiguration.SignatureHeader) async throws {
        var phone = try Sample.enrolledPhone(certificates: [try Identity.entry()])
        phone.setAccountValue(.bool(true), at: ["RequireMessageSigning"])
        let bench = Bench(phone, ScriptedExchange([.message(ServerText.get(2, "./DevInfo/Man")), .nothing])) {
            $0.signatureHeader = header
        }
        _ = try await bench.agent.sync()
        #expect(bench.requests.count == 2)
        for request in bench.requests {
            let signature = try #require(request.headers[header.rawValue])
            try await Identity.authority.get().verify(
                signature: signature, over: request.body, now: Sample.now.seconds)
        }
    }

    @Test("The exchange is made with what enrolment has installed")
    func trust() async throws {
        let entry = try Identity.entry()
        let root = try Identity.authority.get().certificate
        let phone = try Sample.enrolledPhone(certificates: [
            CertificateStore.Entry(location: .root, thumbprint: "R", certificate: root, notAfter: 0), entry,
        ])
        let bench = Bench(phone, ScriptedExchange(then: .nothing))
        _ = try await bench.agent.sync()
        let identity = WireTrust.Identity(certificates: [entry.certificate], privateKey: entry.privateKey ?? [])
        #expect(bench.provider.trusts == [WireTrust(roots: [root], identity: identity)])
    }
}
