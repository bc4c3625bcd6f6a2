import Certificates
import Enrollment
import SimulatedPhone

/// Which of the phone's certificates a server sees (w7 APPLICATION CSP, SSLCLIENTCERTSEARCHCRITERIA).
extension Phone {
    /// The newest certificate with a key that the account's criteria find; nil where there is none.
    var shownIdentity: CertificateStore.Entry? {
        guard let certificates = enrolled?.certificates else { return nil }
        guard let criteria else { return certificates.identity }
        return certificates.entries.last { $0.privateKey != nil && Self.mismatch($0, criteria) == nil }
    }

    /// Why the phone shows no certificate although it has one; nil where it shows one, or has none.
    var hiddenIdentityReason: String? {
        guard let criteria, shownIdentity == nil, let identity = enrolled?.certificates.identity,
            let mismatch = Self.mismatch(identity, criteria)
        else { return nil }
        return "the phone shows no certificate, because SSLCLIENTCERTSEARCHCRITERIA finds none: \(mismatch)"
    }

    /// nil where every certificate will do.
    private var criteria: CertificateCriteria? {
        guard let text = enrolled?.account.certificateCriteria.first else { return nil }
        return try? CertificateCriteria(text)
    }

    private static func mismatch(_ entry: CertificateStore.Entry, _ criteria: CertificateCriteria) -> String? {
        guard let certificate = try? ParsedCertificate(der: entry.certificate) else { return nil }
        return criteria.mismatch(subject: certificate.subject, store: entry.location.rawValue)
    }
}
