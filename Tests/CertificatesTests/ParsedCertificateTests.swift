import Certificates
import Foundation
import SwiftASN1
import Testing
import X509

/// The other library has an error of the same name.
private typealias Refusal = Certificates.CertificateError

struct ParsedCertificateTests {
    @Test(arguments: [true, false])
    func `a certificate says whose it is, from whom, until when and what it may`(isAuthority: Bool) throws {
        let key = try TestCertificate.key.get()
        let subject = try DistinguishedName {
            OrganizationName("Lab")
            CommonName("general")
            CommonName("special")
        }
        let certificate = try TestCertificate.make(key: key, subject: subject, isAuthority: isAuthority)
        #expect(certificate.subject == "CN=special,CN=general,O=Lab")
        #expect(certificate.issuer == certificate.subject)
        #expect(certificate.commonName == "special")
        #expect(certificate.notBefore == TestCertificate.begin)
        #expect(certificate.notAfter == TestCertificate.end)
        #expect(certificate.isAuthority == isAuthority)
        #expect(certificate.matches(key))
        let other = try SigningKey.generate(bits: 1024)
        #expect(!certificate.matches(other))
    }

    /// The octets of the two extensions of Windows, and what they name: DER of a BMPString, of a UTF8String, and of a
    /// sequence that begins with 1.3.6.1.4.1.311.21.8.7.
    @Test(arguments: [
        (2, [0x1E, 4, 0, 0x57, 0, 0x46], "WF" as String?), (2, [0x0C, 2, 0x57, 0x46], "WF"),
        (21, [0x30, 0x0E, 6, 9, 0x2B, 6, 1, 4, 1, 0x82, 0x37, 0x15, 8, 2, 1, 1], "1.3.6.1.4.1.311.21.8"),
        (2, [0x04, 1, 7], nil), (2, [0x1E, 9], nil), (21, [0x30, 0], nil), (0, [], nil),
    ])
    func `a certificate of Windows names its template`(kind: Int, value: [UInt8], name: String?) throws {
        let key = try TestCertificate.key.get()
        let oid: ASN1ObjectIdentifier? =
            switch kind {
            case 2: [1, 3, 6, 1, 4, 1, 311, 20, 2]
            case 21: [1, 3, 6, 1, 4, 1, 311, 21, 7]
            default: nil
            }
        let others = oid.map { [Certificate.Extension(oid: $0, critical: false, value: value[...])] } ?? []
        let certificate = try TestCertificate.make(
            key: key, subject: try DistinguishedName { CommonName("a") }, others: others)
        #expect(certificate.templateName == name)
    }

    @Test
    func `the thumbprint is the SHA-1 of the octets in 40 upper-case digits`() throws {
        let key = try TestCertificate.key.get()
        let certificate = try TestCertificate.make(key: key, subject: try DistinguishedName { CommonName("a") })
        let expected = Digest.sha1(certificate.der).map { String(format: "%02X", Int($0)) }.joined()
        #expect(certificate.thumbprint == expected)
        #expect(certificate.thumbprint.count == 40)
    }

    @Test(
        arguments: [
            (ASN1Identifier.printableString, Array("7C4F!0F1E\0".utf8), "7C4F!0F1E"),
            (.teletexString, Array("phone".utf8), "phone"),
            (.bmpString, [0, 0x70, 0, 0xE4], "pä"),
            (.bmpString, [0, 0x70, 0], "p"),
            (.bmpString, [], ""),
            (.utf8String, [0xFF], "\u{FFFD}"),
        ] as [(ASN1Identifier, [UInt8], String)])
    func `a common name that breaks the rules of its type, as that of Windows does, is read all the same`(
        type: ASN1Identifier, octets: [UInt8], name: String
    ) throws {
        var coder = DER.Serializer()
        coder.appendPrimitiveNode(identifier: type) { $0 += octets }
        let value = try ASN1Any(derEncoded: coder.serializedBytes)
        let subject = DistinguishedName([
            RelativeDistinguishedName(.init(type: .RDNAttributeType.commonName, value: value))
        ])
        let certificate = try TestCertificate.make(key: try TestCertificate.key.get(), subject: subject)
        #expect(certificate.commonName == name)
    }

    @Test(arguments: ["\n", "\r\n"])
    func `a text of several certificates is read whole, or its first one only`(lineEnd: String) throws {
        let key = try TestCertificate.key.get()
        let names = ["first", "second"]
        let certificates = try names.map { name in
            try TestCertificate.make(key: key, subject: try DistinguishedName { CommonName(name) })
        }
        let text = "Issued by hand\n" + key.pem + "\n" + certificates.map(\.pem).joined(separator: "\nand\n") + "\n"
        let written = text.replacing("\n", with: lineEnd)
        let all = try ParsedCertificate.all(pem: written)
        #expect(all == certificates)
        let first = try ParsedCertificate(pem: written)
        #expect(first == certificates.first)
    }

    @Test(
        arguments: [
            ("blanks in place of line ends", { $0.replacing("\n", with: " ") }),
            ("lines of 76 digits", wide),
            ("blanks at the ends of lines", { $0.replacing("\n", with: " \t\n") }),
            ("empty lines", { $0.replacing("\n", with: "\n\n") }),
            ("a key with header fields before it", { locked + $0 }),
        ] as [(String, @Sendable (String) -> String)])
    func `a certificate is read as the field writes it`(form: String, written: @Sendable (String) -> String) throws {
        let key = try TestCertificate.key.get()
        let certificate = try TestCertificate.make(key: key, subject: try DistinguishedName { CommonName("a") })
        let text = written(certificate.pem)
        #expect(try ParsedCertificate.all(pem: text) == [certificate], "\(form)")
        #expect(try ParsedCertificate(pem: text) == certificate, "\(form)")
    }

    private static let locked =
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n"

    @Sendable private static func wide(_ pem: String) -> String {
        let lines = pem.split(separator: "\n")
        let digits = Array(lines.dropFirst().dropLast().joined())
        let wide = stride(from: 0, to: digits.count, by: 76).map { String(digits[$0...].prefix(76)) }
        return ([String(lines[0])] + wide + [String(lines[lines.count - 1])]).joined(separator: "\n")
    }

    @Test(arguments: [
        "", "no certificate", "-----BEGIN CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
    ])
    func `a text without a certificate is refused`(text: String) {
        #expect(throws: Refusal(.unreadableCertificate, "")) { try ParsedCertificate(pem: text) }
    }

    @Test
    func `a certificate cut anywhere, or with more behind it, is refused`() throws {
        let key = try TestCertificate.key.get()
        let der = try TestCertificate.make(key: key, subject: try DistinguishedName { CommonName("a") }).der
        for length in der.indices {
            #expect(throws: Refusal(.unreadableCertificate, "")) {
                try ParsedCertificate(der: Array(der[..<length]))
            }
        }
        #expect(throws: Refusal(.unreadableCertificate, "")) { try ParsedCertificate(der: der + [0]) }
    }

    @Test(
        arguments: [
            ([0x30, 0x82], "this is no X.509 certificate: a field of its DER ends before its length says"),
            ([0x04, 0x00], "this is no X.509 certificate: a field of its DER is of another type than it must be"),
        ] as [([UInt8], String)])
    func `what is wrong is told in words, without the library's types and lines`(_ der: [UInt8], _ words: String) throws
    {
        let error = try #require(throws: Certificates.CertificateError.self) { try ParsedCertificate(der: der) }
        #expect(error.message == words)
    }

    @Test(arguments: Captures.enrollments)
    func `the certificates of an enrolment have the thumbprints that the server gives them`(_ folder: URL) throws {
        let octets = try #require(
            Captures.base64(after: "BinarySecurityToken", in: folder.appending(path: "08-server.xml")))
        let document = String(decoding: octets, as: UTF8.self)
        let pattern = #/characteristic type="([0-9A-F]{40})"><parm name="EncodedCertificate" value="([^"]*)"/#
        let found = document.matches(of: pattern)
        #expect(found.count == 2)
        for match in found {
            let der = try #require(Data(base64Encoded: String(match.output.2)))
            let certificate = try ParsedCertificate(der: Array(der))
            #expect(certificate.thumbprint == match.output.1)
        }
    }
}
