import Certificates
import Enrollment
import Notation
import Testing
import XML

@Suite("A provisioning document that somebody has")
struct ProvisioningFileTests {
    private static func read(
        _ text: String, _ identity: ProvisioningFile.Identity? = nil
    ) throws -> ProvisioningFile.Reading {
        try ProvisioningFile.read(
            Array(text.utf8), for: Fixtures.plan(),
            identity: try identity
                ?? ProvisioningFile.Identity(certificates: [try Fixtures.certificate()], key: try Fixtures.key()),
            at: Fixtures.now)
    }

    @Test("It is read as XML, in base64, as a server's answer, and with the head of HTTP above")
    func forms() throws {
        let document = try Document().text
        let answer = Server.tokenResponse(document)
        let base64 = Base64.encode(Array(document.utf8))
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n\r\n"
        for text in [document, base64, "\(base64)\n", answer, head + answer, head + document] {
            let reading = try Self.read(text)
            #expect(reading.provisioning.account.providerID == "TestServer")
            #expect(reading.user == "user@contoso.com")
            #expect(reading.hasOwnCertificate == false)
        }
    }

    @Test("What is no document is refused", arguments: ["", "x", "<settings/>", "AAAA", "HTTP/1.1 200 OK\r\n\r\n"])
    func noDocument(text: String) {
        let failure = #expect(throws: EnrollmentFailure.self) { try Self.read(text) }
        #expect(failure?.code == .unreadableDocument)
    }

    @Test("The certificate of the key that somebody has takes the place of one for another key, in its store")
    func replaced() throws {
        let given = ProvisioningFile.Identity(
            certificates: [try Fixtures.otherCertificate(), try ParsedCertificate(pem: PEM.intermediate)],
            key: try Fixtures.otherKey())
        let reading = try Self.read(try Document().changing { $0.own = Document.own(in: "System") }.text, given)
        #expect(reading.provisioning.certificates.map(\.store) == [.root, .device, .intermediate])
        #expect(reading.provisioning.certificates.own == given.certificates[0])
        // A document that has none is as good.
        let without = try Self.read(try Document().changing { $0.own = "" }.text, given)
        #expect(without.provisioning.certificates.own == given.certificates[0])
        #expect(without.provisioning.certificates.map(\.store) == [.root, .user, .intermediate])
    }

    @Test("The document's certificate counts where it is for the key")
    func ofDocument() throws {
        let keyAlone = ProvisioningFile.Identity(certificates: [], key: try Fixtures.key())
        let reading = try Self.read(try Document().text, keyAlone)
        #expect(reading.provisioning.certificates.own == (try Fixtures.certificate()))
        #expect(reading.hasOwnCertificate)
        let other = ProvisioningFile.Identity(certificates: [], key: try Fixtures.otherKey())
        #expect(throws: EnrollmentFailure(.keyMismatch, .provisioning, "")) {
            try Self.read(try Document().text, other)
        }
    }

    @Test("Its slips are told as those of a server's answer")
    func slips() throws {
        let reading = try Self.read(try Document().changing { $0.application += "<parm name=\"INIT\"/>" }.text)
        #expect(reading.tolerances.map(\.kind).contains(.operatorParameter))
    }

    @Test("Who only looks at it is told all that is wrong in the order of the rules, and not what follows from that")
    func inspected() throws {
        let document = try Document().changing { document in
            document.root = document.root.replacing(/value="[^"]*"/, with: "value=\"*\"")
            document.own = Document.own(named: String(repeating: "A", count: 40))
            document.renew = document.renew.replacing("\"60\"", with: "\"often\"").replacing("\"4\"", with: "\"1001\"")
            document.appID = "<parm name=\"APPID\" value=\"W7\"/>"
            document.address = "<parm name=\"ADDR\" value=\"http://mdm.contoso.com\"/>"
            document.application = "<parm name=\"ROLE\" value=\"8\"/><parm name=\"PROTOVER\" value=\"2.0\"/>"
            document.credentials =
                Document.clientLevel(type: "BASIC")
                + Document.serverLevel(type: "HMAC").replacing("AAUTHSECRET", with: "AAUTHsecret")
            document.providerName = "Other"
            document.provider += "<characteristic type=\"Push\"/>"
        }
        let found = try ProvisioningFile.inspect(Array(document.text.utf8), kind: .full, at: Fixtures.now)
        let root = try ParsedCertificate(pem: PEM.root).thumbprint
        #expect(
            found.failures.map { String(($0.place ?? "").prefix { $0 != " " }) } == [
                "CertificateStore/My/WSTEP/Renew/RenewPeriod",
                "CertificateStore/Root/System/\(root)/EncodedCertificate",
                "CertificateStore/My/User/" + String(repeating: "A", count: 40),
                "CertificateStore/My/WSTEP/Renew/RetryInterval",
                "APPLICATION", "APPLICATION", "APPLICATION/ROLE", "APPLICATION/PROTOVER",
                "APPLICATION/APPAUTH", "APPLICATION/APPAUTH", "APPLICATION/APPAUTH",
                "DMClient/Provider/Other", "DMClient/Provider/Other/Push",
            ])
        #expect(found.account?.providerID == "TestServer")
        #expect(found.tolerances.isEmpty)
    }
}
