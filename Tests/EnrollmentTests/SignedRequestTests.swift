import Certificates
import Enrollment
import Notation
import Testing
import XML
import Wire

@Suite("A request that a certificate signs (MS-MDE2 3.3.4.1.1.1.2)")
struct SignedRequestTests {
    /// GetPolicies for AuthPolicy Certificate.
    private static func request() throws -> WireRequest {
        let credential = EnrollmentCredential.certificate(try Fixtures.otherCertificate(), try Fixtures.otherKey())
        let (_, step) = EnrollmentMachine.discovered(
            Fixtures.plan(credential: credential), Server.discoverResponse("Certificate"))
        return try #require(step.call)
    }

    @Test("ENR-05: the header has Timestamp, certificate and signature")
    func header() throws {
        let security = try #require(try Self.request().xml().at("Header", "Security"))
        #expect(security.elements.map(\.name) == ["Timestamp", "BinarySecurityToken", "Signature"])
        let times = try #require(security.first("Timestamp")).elements.map(\.text)
        #expect(times == ["2030-01-02T03:04:05Z", "2030-01-02T03:09:05Z"])
        let token = try #require(security.first("BinarySecurityToken"))
        #expect(token.attribute("ValueType")?.hasSuffix("x509-token-profile-1.0#X509v3") == true)
        #expect(Base64.decode(token.text) == (try Fixtures.otherCertificate().der))
        let reference = security.at("Signature", "KeyInfo", "SecurityTokenReference", "Reference")
        #expect(reference?.attribute("ValueType")?.hasSuffix("x509-token-profile-1.0#X509") == true)
        #expect(reference?.attribute("URI") == "#" + (try #require(token.attribute("Id"))))
    }

    @Test("the signature names the algorithms of the protocol")
    func algorithms() throws {
        let info = try #require(try Self.request().xml().at("Header", "Security", "Signature", "SignedInfo"))
        func algorithm(_ path: XMLElement?) -> String? { path?.attribute("Algorithm") }
        #expect(algorithm(info.first("CanonicalizationMethod")) == "http://www.w3.org/2001/10/xml-exc-c14n#")
        #expect(algorithm(info.first("SignatureMethod")) == "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
        let reference = try #require(info.first("Reference"))
        #expect(reference.attribute("URI")?.isEmpty == true)
        #expect(
            reference.first("Transforms")?.elements.map { algorithm($0) } == [
                "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
            ])
        #expect(algorithm(reference.first("DigestMethod")) == "http://www.w3.org/2001/04/xmlenc#sha256")
    }

    @Test("the digest is that of the bytes that are sent, less the signature")
    func digest() throws {
        let text = try Self.request().text
        let unsigned = text.replacing(/<Signature .*<\/Signature>/, with: "")
        #expect(unsigned != text)
        let value = try #require(text.firstMatch(of: /<DigestValue>([^<]*)</)?.output.1)
        #expect(Base64.decode(String(value)) == Digest.sha256(Array(unsigned.utf8)))
    }

    @Test("the signature is that of SignedInfo, with its namespace, by the user's key")
    func signature() throws {
        let text = try Self.request().text
        let info = try #require(text.firstMatch(of: /<SignedInfo>.*<\/SignedInfo>/)).output
        // Cut out of the document, the element has to say itself which namespace it is in.
        let octets = info.replacing("<SignedInfo>", with: "<SignedInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\">")
        let value = try #require(text.firstMatch(of: /<SignatureValue>([^<]*)</)?.output.1)
        // PKCS#1 v1.5 is deterministic: the same key gives the same signature.
        let expected = try Fixtures.otherKey().signature(over: Array(octets.utf8), .sha256)
        #expect(Base64.decode(String(value)) == expected)
    }

    @Test("a key of P-256 signs by ECDSA, as two numbers of 32 octets (XML Signature 1.1, 6.4.3)")
    func curve() throws {
        let key = try SigningKey.generate(.p256)
        let certificate = try SelfSignedCertificate.make(
            commonName: "user@contoso.com", key: key, from: Fixtures.now - 60, days: 1)
        let (_, step) = EnrollmentMachine.discovered(
            Fixtures.plan(credential: .certificate(certificate, key)), Server.discoverResponse("Certificate"))
        let call = try #require(step.call)
        let signature = try #require(try call.xml().at("Header", "Security", "Signature"))
        #expect(
            signature.at("SignedInfo", "SignatureMethod")?.attribute("Algorithm")
                == "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256")
        #expect(Base64.decode(signature.first("SignatureValue")?.text ?? "")?.count == 64)
    }

    @Test("what is sent is its own canonical form: no blanks, no empty tags, no declaration without use")
    func canonical() throws {
        let text = try Self.request().text
        #expect(!text.contains("/>"))
        #expect(!text.contains("xmlns:wst=") && !text.contains("xmlns:ac="))
        #expect(
            text.hasPrefix(
                "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header><a:Action xmlns:a="))
    }
}
