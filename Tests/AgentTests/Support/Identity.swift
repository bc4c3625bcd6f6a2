import Certificates
import Lab
import Notation
import SimulatedPhone

/// An authority and what it has issued to a phone. Made once, because keys take a moment.
enum Identity {
    static let authority = Result { try LabAuthority.make(now: Sample.now.seconds) }
    private static let key = Result { try SigningKey.generate(bits: 2048) }

    /// The phone's certificate, with its key, in the store of its user.
    static func entry(named name: String = "ann@example.test", days: Int = 365) throws -> CertificateStore.Entry {
        let key = try key.get()
        let request = try CertificateRequest.make(
            commonName: name, deviceID: "0123456789ABCDEF0123456789ABCDEF",
            guid: "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE", key: key, form: .standard(.sha256))
        let certificate = try authority.get().deviceCertificate(
            for: LabCertificateRequest(der: request), commonName: name, now: Sample.now.seconds,
            days: days)
        let parsed = try ParsedCertificate(der: certificate)
        return CertificateStore.Entry(
            location: .user, thumbprint: parsed.thumbprint, certificate: certificate, privateKey: key.der,
            notAfter: parsed.notAfter)
    }
}
