import Certificates
import Lab
import Notation
import Testing
import XML

/// Certificates that are really signed.
@Suite("The lab's authority")
struct AuthorityTests {
    private static let now: Int64 = 1_600_000_000
    private static let authority = Result { try LabAuthority.make(now: now) }

    @Test(
        "A certificate is issued for the key and name of a request, whatever form it has",
        arguments: [.standard(.sha256), .standard(.sha1), .windows] as [CertificateRequest.Form])
    func issue(_ form: CertificateRequest.Form) throws {
        let authority = try Self.authority.get()
        let request = try LabCertificateRequest(der: try Keys.request(form))
        let name =
            form == .windows
            ? "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEE!0123456789ABCDEF0123456789ABCDEF" : "ann@lab.example"
        #expect(request.commonName == name)
        let issued = try ParsedCertificate(
            der: try authority.deviceCertificate(for: request, commonName: "device", now: Self.now, days: 30))
        let root = try ParsedCertificate(der: authority.certificate)
        #expect(issued.commonName == "device" && issued.issuer == root.subject)
        #expect(issued.matches(try Keys.phone.get()))
        #expect(issued.notAfter == Self.now + 30 * 86_400 && issued.notBefore <= Self.now)
        #expect(root.isAuthority && !issued.isAuthority)
    }

    @Test("A key of P-256 gets a certificate as well, which is not for encrypting keys (RFC 8813 3)")
    func curve() throws {
        let authority = try Self.authority.get()
        let request = try LabCertificateRequest(der: try Keys.request(key: Keys.curve))
        #expect(request.commonName == "ann@lab.example" && request.algorithm == "1.2.840.10045.4.3.2")
        let issued = try ParsedCertificate(
            der: try authority.deviceCertificate(for: request, commonName: "device", now: Self.now, days: 30))
        #expect(issued.matches(try Keys.curve.get()) && issued.commonName == "device")
        #expect(issued.isSigned(by: try ParsedCertificate(der: authority.certificate)))
        // KeyUsage (2.5.29.15), critical: of nine bits the first alone.
        #expect(issued.der.contains([0x55, 0x1D, 0x0F, 0x01, 0x01, 0xFF, 0x04, 0x04, 0x03, 0x02, 0x07, 0x80]))
    }

    @Test(
        "A request that another key signed, or that is cut short, is refused",
        arguments: [Keys.phone, Keys.curve])
    func refused(_ key: Result<SigningKey, any Error>) throws {
        var octets = try Keys.request(key: key)
        octets[octets.count - 1] ^= 1
        #expect(throws: LabError(.certificateRequest, "")) { try LabCertificateRequest(der: octets) }
        let whole = try Keys.request(key: key)
        for length in [0, 1, 10, whole.count / 2, whole.count - 1] {
            #expect(throws: LabError(.certificateRequest, "")) {
                try LabCertificateRequest(der: Array(whole.prefix(length)))
            }
        }
    }

    @Test("A signed message is verified, and one that was changed is not", arguments: [Keys.phone, Keys.curve])
    func signature(_ key: Result<SigningKey, any Error>) async throws {
        let authority = try Self.authority.get()
        let certificate = try Self.certificate(authority, for: key)
        let message = Array("<SyncML/>".utf8)
        let signature = Base64.encode(
            try CMS.detachedSignature(
                over: message, certificate: certificate, key: try key.get(), at: Self.now))
        try await authority.verify(signature: signature, over: message, now: Self.now)
        await #expect(throws: LabError(.signature, "")) {
            try await authority.verify(signature: signature, over: message + [0x20], now: Self.now)
        }
        let other = try LabAuthority.make(now: Self.now)
        await #expect(throws: LabError(.signature, "")) {
            try await other.verify(signature: signature, over: message, now: Self.now)
        }
    }

    @Test(
        "A renewal holds a request, and tells whose certificate signed it, whatever sort of keys they are",
        arguments: [(Keys.phone, Keys.renewed), (Keys.curve, Keys.renewed), (Keys.phone, Keys.curve)])
    func renewal(_ old: Result<SigningKey, any Error>, _ new: Result<SigningKey, any Error>) async throws {
        let authority = try Self.authority.get()
        let certificate = try Self.certificate(authority, for: old)
        let renewal = try CMS.signedData(
            try Keys.request(name: "new", key: new), certificate: certificate, key: try old.get(), at: Self.now)
        let opened = try await authority.openRenewal(renewal, now: Self.now)
        #expect(opened.request.commonName == "new" && opened.thumbprint == certificate.thumbprint)
        await #expect(throws: LabError(.signature, "")) {
            try await authority.openRenewal(renewal, now: Self.now + 400 * 86_400)
        }
    }

    private static func certificate(
        _ authority: LabAuthority, for key: Result<SigningKey, any Error>
    ) throws -> ParsedCertificate {
        let request = try LabCertificateRequest(der: try Keys.request(key: key))
        return try ParsedCertificate(
            der: try authority.deviceCertificate(for: request, commonName: "device", now: now, days: 30))
    }
}
