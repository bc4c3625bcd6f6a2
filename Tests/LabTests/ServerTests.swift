import Enrollment
import Certificates
import Lab
import NIOCore
import Notation
import SyncML
import Testing
import XML

/// The server over real sockets, with and without TLS.
@Suite("The lab's server over sockets", .timeLimit(.minutes(30)))
struct ServerTests {
    private typealias Text = EnrollmentText
    private static let discovery = LabEnrollment.Path.discovery
    private static let management = LabEnrollment.Path.management

    @Test("A phone enrols and holds a session, and people see it")
    func wholeWay() async throws {
        try await TestServer.run(TestServer.plain()) { lab in
            let client = RawClient(port: lab.port, token: lab.token)
            let probe = try await client.get(Self.discovery)
            #expect(probe.status == 200 && probe.body.isEmpty)
            let found = try await client.post(Self.discovery, Text.discover)
            #expect(found.text.contains("http://127.0.0.1:\(lab.port)/EnrollmentServer/Policy.svc"))
            let security = Text.password("ann", "x")
            let policies = try await client.post(LabEnrollment.Path.policy, Text.policies(security))
            #expect(policies.status == 200)
            let token = try await client.post(
                LabEnrollment.Path.enrollment, Text.token(try Keys.request(), security))
            #expect(token.status == 200 && token.text.contains("Content-Length: \(token.body.count)"))
            let get = "<Get><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>"
            let queued = try await client.post(
                "/lab/devices/PHONE1/commands", Array(get.utf8), type: "application/vnd.syncml.dm+xml")
            #expect(String(decoding: queued.body, as: UTF8.self) == "{\"commands\":[1]}")
            var phone = TestPhone(id: "PHONE1")
            let body = MessageWriter().write(phone.packageOne())
            let answer = try await client.post(
                Self.management, body, type: "application/vnd.syncml.dm+xml; charset=utf-8")
            #expect(answer.text.contains("application/vnd.syncml.dm+xml"))
            let asked = try MessageReader().read(answer.body).message
            let results = Results(
                id: "8", messageRef: "1", commandRef: "4",
                items: [Item(source: "./DevDetail/SwV", data: .text("10.0.15063.1"))])
            let reply = MessageWriter().write(phone.answer(asked, results: [results]))
            _ = try await client.post(Self.management, reply)
            let shown = try await client.get("/lab/devices/PHONE1/commands/1")
            #expect(
                String(decoding: shown.body, as: UTF8.self)
                    == "{\"address\":\"./DevDetail/SwV\",\"command\":\"Get\",\"number\":1,\"results\":["
                    + "{\"address\":\"./DevDetail/SwV\",\"data\":\"10.0.15063.1\"}],\"state\":\"done\","
                    + "\"statuses\":[{\"address\":\"./DevDetail/SwV\",\"code\":200,\"command\":\"Get\"}]}")
            let kinds = await lab.management.events().map(\.kind)
            #expect(
                kinds == [
                    .probed, .discovered, .policyAsked, .enrolled, .sessionStarted, .commandSent, .commandDone,
                    .sessionEnded,
                ])
        }
    }

    @Test("The interface answers slips with a sentence and a status")
    func slips() async throws {
        try await TestServer.run(TestServer.plain()) { lab in
            let client = RawClient(port: lab.port, token: lab.token)
            try await lab.management.enroll(LabDevice(id: "urn:uuid:1"))
            let cases: [(RawClient.Received, Int)] = [
                (try await client.get("/lab/devices/nobody"), 404),
                (try await client.get("/lab/devices/urn%3Auuid%3A1/commands/1"), 404),
                (try await client.get("/lab/devices/urn%3Auuid%3A1/commands/x"), 404),
                (
                    try await client.post(
                        "/lab/devices/urn%3Auuid%3A1/commands", Array("<Get>".utf8), type: "application/xml"), 400
                ),
                (try await client.post("/lab/devices/urn%3Auuid%3A1/reset-passcode", []), 400),
                (try await client.put("/lab/oddities", "[\"odd\"]"), 400),
                (try await client.put("/lab/oddities", "pretty"), 400),
            ]
            for (received, status) in cases {
                #expect(received.status == status)
                #expect(String(decoding: received.body, as: UTF8.self).hasPrefix("{\"error\":\""))
            }
            let reset = try await client.post("/lab/devices/urn%3Auuid%3A1/reset-passcode?tenant=T", [])
            // The policy is a command, the reset an action of the directory.
            let told = String(decoding: reset.body, as: UTF8.self)
            #expect(told.wholeMatch(of: #/\{"action":"[0-9a-f-]{36}","commands":\[1\]\}/#) != nil, "\(told)")
            _ = try await client.put("/lab/oddities", "[\"pretty\",\"slow=1\"]")
            #expect(await lab.management.settings.oddities == LabOddities([.pretty], delay: 1))
        }
    }

    @Test("Over TLS a phone is known by the certificate that it was given")
    func clientCertificate() async throws {
        try await TestServer.run(LabConfiguration()) { lab in
            let root = lab.authority.certificate
            let stranger = RawClient(port: lab.port, security: RawClient.Security(root: root))
            let token = try await stranger.post(
                LabEnrollment.Path.enrollment, Text.token(try Keys.request(), Text.password("ann", "x")))
            let document = try LabAnswer(status: 200, body: token.body).document
            let certificate = try #require(document.characteristic("CertificateStore", "My", "User")?.certificate)
            let identity = (certificate: certificate, key: try Keys.phone.get().pem)
            let known = RawClient(
                port: lab.port, security: RawClient.Security(root: root, identity: identity))
            var phone = TestPhone(id: "PHONE1")
            let body = MessageWriter().write(phone.packageOne())
            #expect(try await stranger.post(Self.management, body).status == 403)
            #expect(try await known.post(Self.management, body).status == 200)
            var other = TestPhone(id: "PHONE2")
            let foreign = MessageWriter().write(other.packageOne())
            #expect(try await known.post(Self.management, foreign).status == 403)
        }
    }

    @Test("A certificate of another authority does not get through TLS")
    func foreignCertificate() async throws {
        try await TestServer.run(LabConfiguration()) { lab in
            let now = LabSources.system.now()
            let other = try LabAuthority.make(named: "Another Root", now: now)
            let request = try LabCertificateRequest(der: try Keys.request())
            let certificate = try other.deviceCertificate(for: request, commonName: "x", now: now, days: 1)
            let identity = (certificate: certificate, key: try Keys.phone.get().pem)
            let client = RawClient(
                port: lab.port, security: RawClient.Security(root: lab.authority.certificate, identity: identity))
            let received = try await client.get(Self.discovery)
            #expect(received.bytes.isEmpty && !received.isOrderly)
        }
    }

    @Test("A message without a signature, or with a wrong one, is refused where signatures are asked for")
    func signatures() async throws {
        var configuration = TestServer.plain()
        configuration.management.requiresMessageSignature = true
        try await TestServer.run(configuration) { lab in
            var phone = TestPhone(id: "PHONE1")
            let body = MessageWriter().write(phone.packageOne())
            let now = LabSources.system.now()
            let request = try LabCertificateRequest(der: try Keys.request())
            let octets = try lab.authority.deviceCertificate(for: request, commonName: "x", now: now, days: 1)
            let signature = try CMS.detachedSignature(
                over: body, certificate: try ParsedCertificate(der: octets), key: try Keys.phone.get(), at: now)
            let client = RawClient(port: lab.port)
            #expect(try await client.post(Self.management, body).status == 403)
            let fields = "MDM-Signature: \(Base64.encode(signature))\r\n"
            #expect(try await client.post(Self.management, body, fields: fields).status == 200)
            #expect(try await client.post(Self.management, body + [0x0A], fields: fields).status == 403)
        }
    }

    @Test("The page of web authentication hands out a token that enrolment takes")
    func signIn() async throws {
        var configuration = TestServer.plain()
        configuration.authentication = .federated
        try await TestServer.run(configuration) { lab in
            let client = RawClient(port: lab.port)
            let page = try await client.get(
                LabEnrollment.Path.authentication + "?appru=ms-app%3A%2F%2Fx%22y&login_hint=ann%40lab.example")
            #expect(page.text.contains("action=\"ms-app://x&quot;y\""))
            let value = try #require(
                page.text.split(separator: "value=\"").dropFirst().first?.split(separator: "\"").first)
            let token = try await client.post(
                LabEnrollment.Path.enrollment, Text.token(try Keys.request(), Text.bearer(String(value))))
            #expect(token.status == 200)
            let device = try await lab.management.device("PHONE1")
            #expect(device.user == "ann@lab.example")
        }
    }

    @Test("The server stops although a client keeps half a request open")
    func stop() async throws {
        let held = try await LabServer.withServer(
            TestServer.plain(), authority: try TestServer.authority.get(), logger: .quiet
        ) { lab in
            try await RawClient(port: lab.port).hold("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")
        }
        try await held.closeFuture.get()
    }
}
