import Certificates
import Foundation
import SwiftASN1
import Testing
@_spi(CMS) @_spi(FixedExpiryValidationTime) import X509

struct CMSTests {
    static let message = Array("<SyncML/>".utf8)
    /// 2017-04-05T06:07:08Z, as UTCTime says it.
    static let (time, timeText) = (Int64(1_491_372_428), "170405060708Z")

    /// Made once: a signature by P-256 is another each time, and with it the certificate.
    private static let certificates = Result {
        try KeyType.allCases.map { type in
            try TestCertificate.make(
                key: try TestCertificate.key(of: type), subject: try DistinguishedName { CommonName("phone") },
                isAuthority: true)
        }
    }

    static func identity(_ type: KeyType = .rsa) throws -> (certificate: ParsedCertificate, key: SigningKey) {
        let key = try TestCertificate.key(of: type)
        return (try #require(try certificates.get().first { $0.matches(key) }), key)
    }

    /// Whether others find the signature good over these octets.
    static func verifies(
        _ signature: [UInt8], over bytes: [UInt8], of type: KeyType, attached: Bool
    ) async throws -> Bool {
        let (certificate, _) = try identity(type)
        let roots = CertificateStore([try Certificate(derEncoded: certificate.der)])
        let result = await X509.CMS.isValidSignature(
            dataBytes: bytes, signatureBytes: signature, trustRoots: roots, allowAttachedContent: attached
        ) {
            RFC5280Policy(fixedExpiryValidationTime: Date(timeIntervalSince1970: TimeInterval(time)))
        }
        guard case .success = result else { return false }
        return true
    }

    @Test(arguments: KeyType.allCases)
    func `a detached signature is good for its message, and for no other`(type: KeyType) async throws {
        let (certificate, key) = try Self.identity(type)
        let signature = try Certificates.CMS.detachedSignature(
            over: Self.message, certificate: certificate, key: key, at: Self.time)
        let good = try await Self.verifies(signature, over: Self.message, of: type, attached: false)
        let other = try await Self.verifies(signature, over: Self.message + [0x20], of: type, attached: false)
        #expect(good)
        #expect(!other)
        #expect(!signature.contains(Self.message))
    }

    @Test(arguments: KeyType.allCases)
    func `signed data hold their content`(type: KeyType) async throws {
        let (certificate, key) = try Self.identity(type)
        let signature = try Certificates.CMS.signedData(Self.message, certificate: certificate, key: key, at: Self.time)
        let good = try await Self.verifies(signature, over: Self.message, of: type, attached: true)
        #expect(good)
        #expect(signature.contains(Self.message))
    }

    @Test
    func `the signature holds the certificate and the time that the caller gives, and nothing of the clock`() throws {
        let (certificate, key) = try Self.identity()
        let signature = try Certificates.CMS.detachedSignature(
            over: Self.message, certificate: certificate, key: key, at: Self.time)
        let again = try Certificates.CMS.detachedSignature(
            over: Self.message, certificate: certificate, key: key, at: Self.time)
        let later = try Certificates.CMS.detachedSignature(
            over: Self.message, certificate: certificate, key: key, at: Self.time + 1)
        #expect(signature == again)
        #expect(signature != later)
        #expect(signature.contains(Array(Self.timeText.utf8)))
        #expect(signature.contains(certificate.der))
    }

    @Test
    func `a certificate of another key is refused by name`() throws {
        let (certificate, _) = try Self.identity()
        let other = try SigningKey.generate(bits: 1024)
        let error = #expect(throws: Certificates.CertificateError.self) {
            try Certificates.CMS.signedData(Self.message, certificate: certificate, key: other, at: Self.time)
        }
        #expect(error?.code == .keyMismatch)
        #expect(error?.message.contains(certificate.thumbprint) == true)
    }

    @Test(arguments: [Int64.min, -631_152_001, 2_524_608_000, Int64.max])
    func `a time that cannot be written is refused, not trapped on`(time: Int64) throws {
        let (certificate, key) = try Self.identity()
        let error = #expect(throws: Certificates.CertificateError.self) {
            try Certificates.CMS.signedData(Self.message, certificate: certificate, key: key, at: time)
        }
        #expect(error?.code == .notSigned)
    }
}
