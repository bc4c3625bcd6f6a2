package import Certificates
package import Notation
import Synchronization

/// What a certificate says of itself, as far as a server, a person or the choice among several asks for it.
package struct CertificateDetails: Equatable, Sendable {
    /// The name in the form of RFC 4514.
    package var subject: String
    /// The name of who issued it, in the same form.
    package var issuer: String
    package var validFrom: Instant
    package var validTo: Instant
    /// The name or the number of the template by which an authority of Windows made it; empty for others.
    package var template: String

    package init(_ certificate: ParsedCertificate) {
        subject = certificate.subject
        issuer = certificate.issuer
        validFrom = Instant(seconds: certificate.notBefore)
        validTo = Instant(seconds: certificate.notAfter)
        template = certificate.templateName ?? ""
    }
}

/// The details of one certificate, read when somebody first asks for them: most certificates of most phones are never
/// looked at, and a server may ask for those of a great one again and again.
final class CertificateReading: Sendable {
    /// The outer nil is before the first reading, the inner one for octets that are no certificate.
    private let kept = Mutex<CertificateDetails??>(nil)

    func details(of der: [UInt8]) -> CertificateDetails? {
        kept.withLock { kept in
            if let known = kept { return known }
            let details = (try? ParsedCertificate(der: der)).map { CertificateDetails($0) }
            kept = .some(details)
            return details
        }
    }
}
