import Certificates
import Foundation
import ServerScripts
import NIOSSL
import Testing
import Transport

/// Certificates with their keys as Windows exports them.
struct IdentityFileTests {
    private static func read(_ text: String, _ password: String) throws -> IdentityReader.Identity {
        try IdentityFile.read(pfx: try bytes(text), password: password)
    }

    private static func bytes(_ text: String) throws -> [UInt8] {
        [UInt8](try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters)))
    }

    @Test(arguments: [DocumentIdentity.pfx, DocumentIdentity.olderPFX])
    func `a file gives its certificate and the key of it`(text: String) throws {
        let content = try Self.read(text, DocumentIdentity.password)
        let own = try #require(content.certificates.first)
        #expect(content.certificates.count == 1)
        #expect(own.subject == "CN=Document test phone" && own.matches(content.key))
        #expect(own.isSigned(by: try ParsedCertificate(pem: DocumentIdentity.authority)))
    }

    @Test(arguments: ["", "Phone-secret", "phone-secret "])
    func `another password opens nothing`(password: String) throws {
        let error = #expect(throws: CertificateError(.wrongPassword, "")) {
            try Self.read(DocumentIdentity.pfx, password)
        }
        #expect(error?.message.contains("password") == true)
    }

    @Test
    func `what the library could not do before is not told of a file`() throws {
        #expect(throws: (any Error).self) { try NIOSSLCertificate(bytes: [0x30], format: .der) }
        #expect(throws: CertificateError(.wrongPassword, "")) { try Self.read(DocumentIdentity.pfx, "") }
    }

    @Test
    func `a file without a key, or without a certificate, is refused with what it lacks`() throws {
        let noKey = #expect(throws: CertificateError.self) { try Self.read(DocumentIdentity.withoutKey, "x") }
        #expect(noKey?.message.contains("no private key") == true)
        let noCertificate = #expect(throws: CertificateError.self) {
            try Self.read(DocumentIdentity.withoutCertificate, "x")
        }
        #expect(noCertificate?.message.contains("no certificate") == true)
    }

    @Test
    func `a key beside another key's certificate is refused, and the certificate named`() throws {
        let error = #expect(throws: CertificateError(.keyMismatch, "")) {
            try Self.read(DocumentIdentity.mismatched, "x")
        }
        #expect(error?.message.contains("CN=Another phone") == true)
    }

    @Test
    func `what is no such file, or a part of one, is refused`() throws {
        let bytes = try Self.bytes(DocumentIdentity.pfx)
        for length in stride(from: 0, to: bytes.count - 1, by: 97) {
            #expect(throws: CertificateError.self) {
                try IdentityFile.read(pfx: Array(bytes.prefix(length)), password: DocumentIdentity.password)
            }
        }
        #expect(throws: CertificateError.self) { try IdentityFile.read(pfx: Array("PFX".utf8), password: "") }
    }

    @Test
    func `a file that would have its password hashed for minutes is refused before it is tried`() throws {
        for (text, least) in [(DocumentIdentity.pfx, 2_048 * 2), (DocumentIdentity.olderPFX, 2_048)] {
            let iterations = PasswordEffort.iterations(in: try Self.bytes(text))
            #expect((least...PasswordEffort.most).contains(iterations))
        }
        // A salt and two thousand million times, in an octet string in a sequence.
        let costly: [UInt8] = [
            0x30, 0x0D, 0x04, 0x0B, 0x30, 0x09, 0x04, 0x01, 0x00, 0x02, 0x04, 0x7F, 0xFF, 0xFF, 0xFF,
        ]
        #expect(PasswordEffort.iterations(in: costly) == 0x7FFF_FFFF)
        let error = #expect(throws: CertificateError(.unreadableFile, "")) {
            try IdentityFile.read(pfx: costly, password: "")
        }
        #expect(error?.message.contains("iterations") == true)
    }
}
