import Certificates
import Enrollment
import Notation
import Testing
import XML
import Wire
import SyncML

@Suite("Answers are read as leniently as Windows reads them (protocol.md 6.1, observed.md)")
struct AnswerToleranceTests {
    private static func requirements(_ response: String) -> EnrollmentStep {
        var (machine, _) = EnrollmentMachine.discovered(Fixtures.plan())
        return machine.receive(.ok(response), at: Fixtures.now)
    }

    @Test(
        "odd envelopes are understood",
        arguments: [
            // SOAP 1.1.
            ("http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/"),
            // Another prefix.
            ("s:", "soapenv:"),
            // A prefix that nobody declares.
            ("<s:Header/>", "<s:Header><o:Security u:Id=\"1\"/></s:Header>"),
            (
                "GetPoliciesResponse xmlns=\"http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy\"",
                "GetPoliciesResponse"
            ),
            ("GetPoliciesResponse", "p:GetPoliciesResponse"),
            // An attribute that hangs on a name.
            ("<privateKeyAttributes>", "<privateKeyAttributes><algorithmOIDReferencexsi:nil=\"true\"/>"),
            ("</s:Envelope>", "</s:Envelope>\u{0}\u{0}\u{0}"),
            ("</s:Envelope>", "</s:Envelope>\r\n<!-- end -->garbage"),
            ("<s:Envelope", "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<s:Envelope"),
        ])
    func odd(original: String, replacement: String) {
        var response = Server.policiesResponse(length: "<minimalKeyLength>4096</minimalKeyLength>")
        response = response.replacing(original, with: replacement)
        if replacement == "soapenv:" { response = response.replacing("xmlns:s=", with: "xmlns:soapenv=") }
        #expect(Self.requirements(response).requirements?.kind == .rsa(bits: 4096))
    }

    @Test("an answer in UTF-16 is understood")
    func utf16() {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in Server.policiesResponse().utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        var (machine, _) = EnrollmentMachine.discovered(Fixtures.plan())
        let step = machine.receive(WireResponse(status: 200, body: bytes), at: Fixtures.now)
        #expect(step.requirements?.kind == .rsa(bits: 2048))
    }

    @Test("an answer that breaks off anywhere is refused, and never taken for a good one")
    func truncated() throws {
        let response = Server.policiesResponse()
        for length in stride(from: 0, to: response.utf8.count - 1, by: 7) {
            let part = String(decoding: response.utf8.prefix(length), as: UTF8.self)
            let failure = try #require(Self.requirements(part).failure)
            #expect(failure.code == .unreadableAnswer)
        }
    }

    @Test("what is no SOAP is refused with its place and type")
    func notSOAP() throws {
        let failure = try #require(Self.requirements("<html>\n<body></html>").failure)
        #expect(failure.code == .unreadableAnswer)
        #expect(failure.message.contains("line 2") && failure.message.contains("application/soap+xml"))
        #expect(Self.requirements("<html><Body/></html>").failure?.code == .unreadableAnswer)
    }
}

@Suite("Answers in files are understood")
struct CapturedAnswerTests {
    @Test(
        "answers to Discover lead to the policy service",
        arguments: Captures.rows(
            [
                ("desktop/04-server.xml", .password(user: "u", password: "p")),
                ("enrolment/discover-other-prefixes.xml", .token("t")),
                ("enrolment/discover-blanks-around-values.xml", .token("t")),
            ] as [(String, EnrollmentCredential)],
            captured: [
                ("001-fleet-ngrok-dump-desktop-19043/04-server.xml", .password(user: "u", password: "p")),
                ("002-wso2-lumia630-wp81/02-server-discover.xml", .token("t")),
                ("065-ms-mde2-federated/02-server.xml", .token("t")),
            ]))
    func discover(path: String, credential: EnrollmentCredential) throws {
        let (_, step) = EnrollmentMachine.discovered(
            Fixtures.plan(credential: credential), try Captures.message(path))
        #expect(step.call?.method == .post)
    }

    @Test(
        "answers that want a certificate are told apart",
        arguments: Captures.rows(
            ["enrolment/discover-certificate-with-http-head.xml", "enrolment/discover-certificate.xml"],
            captured: [
                "016-docs-certificate-authentication-device-enrollment/02-server.xml",
                "066-ms-mde2-certificate/02-server.xml",
            ]))
    func certificate(path: String) throws {
        let (_, step) = EnrollmentMachine.discovered(Fixtures.plan(), try Captures.message(path))
        #expect(step.failure?.code == .certificateNeeded)
    }

    @Test(
        "answers to GetPolicies give size and hash",
        arguments: Captures.rows(
            [
                // Not well-formed, and without a hash.
                ("desktop/06-server.xml", KeyRequirements(kind: .rsa(bits: 2048), hash: .sha256)),
                ("enrolment/policies-sha1-with-http-head.xml", KeyRequirements(kind: .rsa(bits: 2048), hash: .sha1)),
                ("enrolment/policies-sha256.xml", KeyRequirements(kind: .rsa(bits: 2048), hash: .sha256)),
            ],
            captured: [
                (
                    "001-fleet-ngrok-dump-desktop-19043/06-server.xml",
                    KeyRequirements(kind: .rsa(bits: 2048), hash: .sha256)
                ),
                (
                    "016-docs-certificate-authentication-device-enrollment/04-server.xml",
                    KeyRequirements(kind: .rsa(bits: 2048), hash: .sha1)
                ),
                ("067-ms-mde2-answers/01-server.xml", KeyRequirements(kind: .rsa(bits: 2048), hash: .sha256)),
            ]))
    func policies(path: String, requirements: KeyRequirements) throws {
        var (machine, _) = EnrollmentMachine.discovered(Fixtures.plan())
        let step = machine.receive(.ok(try Captures.message(path)), at: Fixtures.now)
        #expect(step == .needsKey(requirements))
    }

    /// The document in a captured answer, with our certificate in the place of the device's.
    private static func document(_ text: String) throws -> String {
        let certificate = try Fixtures.certificate()
        let own = try #require(text.firstMatch(of: /<characteristic type="My"\s*>[\s\S]*$/)).output
        let changed = own.replacing(
            /type="[0-9A-F]{40}"(>\s*<parm name="EncodedCertificate" value=)"[^"]*"/, maxReplacements: 1
        ) { "type=\"\(certificate.thumbprint)\"\($0.output.1)\"\(Base64.encode(certificate.der))\"" }
        return text.replacing(own, with: changed)
    }

    @Test(
        "a server's document makes an account, once it has our certificate",
        arguments: Captures.rows(
            ["desktop/08-server.xml"], captured: ["001-fleet-ngrok-dump-desktop-19043/08-server.xml"]))
    func realDocument(_ path: String) throws {
        let answer = try XMLElement.read(try Captures.bytes(path))
        let token = try #require(
            answer.at("Body", "RequestSecurityTokenResponseCollection", "RequestSecurityTokenResponse")?
                .at("RequestedSecurityToken", "BinarySecurityToken"))
        let text = String(decoding: try #require(Base64.decode(token.text)), as: UTF8.self)

        // As it came, it is for another key.
        #expect(try EnrollmentMachine.played(document: text).failure?.code == .keyMismatch)

        let step = try EnrollmentMachine.played(document: try Self.document(text))
        let provisioning = try #require(step.provisioning)
        #expect(provisioning.certificates.map(\.store) == [.root, .user])
        #expect(provisioning.account.role == UInt32.max)
        #expect(provisioning.account.backCompatRetryDisabled)
        #expect(provisioning.account.encoding == .xml)
        // This server's nonce is no base64; devices take it as it is.
        #expect(provisioning.account.serverCredential?.nonce == Array("nonce".utf8))
        #expect(provisioning.poll.first == PollSettings.Round(count: 8, interval: 15))
        #expect(provisioning.renewal == RenewalSettings())
    }

    @Test(
        "a document for Windows Phone 8 is refused at its first old place",
        arguments: Captures.rows(
            ["enrolment/document-for-windows-phone-8.xml"],
            captured: ["004-shawinnes-wp80-soti-enrolment/06-server-provisioning.xml"]))
    func oldDocument(_ path: String) throws {
        let text = try Captures.text(path)
        let failure = try #require(try EnrollmentMachine.played(document: text).failure)
        #expect(failure.code == .notOpenDuringEnrollment)
        #expect(failure.place?.hasPrefix("Registry (line ") == true)
    }
}
