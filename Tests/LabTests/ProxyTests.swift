import Certificates
import Foundation
@testable import Lab
import Notation
import SyncML
import Testing
import XML

/// The lab behind a proxy that ends TLS.
@Suite("The lab behind a proxy", .timeLimit(.minutes(30)))
struct ProxyTests {
    private typealias Text = EnrollmentText
    private static let pem =
        "-----BEGIN CERTIFICATE-----\nAQIDBAUG\nBwgJ\n-----END CERTIFICATE-----\n"

    @Test(
        "A certificate is found in every form in which proxies hand it over",
        arguments: [
            ("AQIDBAUGBwgJ", true),  // HAProxy
            (":AQIDBAUGBwgJ:", true),  // RFC 9440
            ("-----BEGIN CERTIFICATE----- AQIDBAUG BwgJ -----END CERTIFICATE-----", true),  // Apache
            ("Hash=00;Cert=\"\(escaped)\";Subject=\"\"", true),  // Envoy
            (escaped, true),  // nginx
            ("", false), ("(null)", false), ("-----END CERTIFICATE----------BEGIN CERTIFICATE-----", false),
            ("%%%", false),
        ])
    func forms(_ header: String, _ isRead: Bool) {
        #expect(ForwardedCertificate.read(header) == (isRead ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : nil))
    }

    private static let escaped = pem.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""

    @Test("Phones are told the proxy's address, and known by the certificate that the proxy saw")
    func behind() async throws {
        var configuration = LabConfiguration(usesTLS: false)
        configuration.publicURL = "https://mdm.example"
        configuration.clientCertificateHeader = "X-SSL-Client-Cert"
        try await TestServer.run(configuration) { lab in
            let client = RawClient(port: lab.port)
            let found = try await client.post(LabEnrollment.Path.discovery, Text.discover)
            #expect(found.text.contains("https://mdm.example/EnrollmentServer/Policy.svc"))
            let token = try await client.post(
                LabEnrollment.Path.enrollment, Text.token(try Keys.request(), Text.password("ann", "x")))
            let document = try LabAnswer(status: 200, body: token.body).document
            #expect(
                document.characteristic("APPLICATION")?.parameter("ADDR")
                    == "https://mdm.example/ManagementServer/MDM.svc")
            let issued = try #require(document.characteristic("CertificateStore", "My", "User")?.certificate)
            var phone = TestPhone(id: "PHONE1")
            let body = MessageWriter().write(phone.packageOne())
            let header = "X-SSL-Client-Cert: \(Base64.encode(issued))\r\n"
            #expect(try await client.post(LabEnrollment.Path.management, body).status == 403)
            #expect(try await client.post(LabEnrollment.Path.management, body, fields: header).status == 200)
            var other = TestPhone(id: "PHONE2")
            let foreign = MessageWriter().write(other.packageOne())
            #expect(try await client.post(LabEnrollment.Path.management, foreign, fields: header).status == 403)
        }
    }

    @Test(
        "A proxy is believed by its address alone",
        arguments: [
            ("127.0.0.1", true), ("::1", true), ("::ffff:127.0.0.1", true), ("192.0.2.7", false), ("127.0.0.2", false),
        ])
    func believed(_ address: String, _ isBelieved: Bool) {
        var configuration = LabConfiguration()
        #expect(configuration.believes(address) == isBelieved)
        configuration.proxies = ["192.0.2.7"]
        #expect(configuration.believes(address) == (address == "192.0.2.7"))
        #expect(!configuration.believes(nil))
    }

    @Test("From elsewhere the header says nothing, whatever certificate it holds")
    func fromElsewhere() async throws {
        var configuration = LabConfiguration(usesTLS: false, clientCertificateHeader: "X-SSL-Client-Cert")
        configuration.proxies = ["192.0.2.7"]
        try await TestServer.run(configuration) { lab in
            let client = RawClient(port: lab.port)
            let token = try await client.post(
                LabEnrollment.Path.enrollment, Text.token(try Keys.request(), Text.password("ann", "x")))
            let document = try LabAnswer(status: 200, body: token.body).document
            let issued = try #require(document.characteristic("CertificateStore", "My", "User")?.certificate)
            var phone = TestPhone(id: "PHONE1")
            let body = MessageWriter().write(phone.packageOne())
            let header = "X-SSL-Client-Cert: \(Base64.encode(issued))\r\n"
            #expect(try await client.post(LabEnrollment.Path.management, body, fields: header).status == 403)
        }
    }

    @Test("Where no proxy was named, a header says nothing about who the phone is")
    func untrusted() async throws {
        try await TestServer.run(LabConfiguration()) { lab in
            let client = RawClient(port: lab.port, security: RawClient.Security(root: lab.authority.certificate))
            let token = try await client.post(
                LabEnrollment.Path.enrollment, Text.token(try Keys.request(), Text.password("ann", "x")))
            let document = try LabAnswer(status: 200, body: token.body).document
            let issued = try #require(document.characteristic("CertificateStore", "My", "User")?.certificate)
            var phone = TestPhone(id: "PHONE1")
            let body = MessageWriter().write(phone.packageOne())
            let header = "X-SSL-Client-Cert: \(Base64.encode(issued))\r\n"
            #expect(try await client.post(LabEnrollment.Path.management, body, fields: header).status == 403)
        }
    }
}
