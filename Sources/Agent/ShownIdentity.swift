import Enrollment
import Notation
import SimulatedPhone
import Wire

/// Which of the phone's certificates a server sees and messages are signed with: that which the account's criteria find
/// among those of the store (w7 APPLICATION CSP, SSLCLIENTCERTSEARCHCRITERIA).
extension Phone {
    /// The newest certificate with a key that the criteria find, or that of the enrolment where the account has none; nil
    /// where there is none, or no account.
    var shownIdentity: CertificateStore.Entry? {
        guard enrolled != nil else { return nil }
        guard let criteria else { return certificates.enrollmentIdentity ?? certificates.identities.last }
        return certificates.identities.last { Self.mismatch($0, criteria) == nil }
    }

    /// Why the phone shows no certificate although it has some; nil where it shows one, or has none.
    var hiddenIdentityReason: String? {
        let identities = certificates.identities
        guard let criteria, !identities.isEmpty else { return nil }
        let reasons = identities.compactMap { Self.mismatch($0, criteria) }
        guard reasons.count == identities.count else { return nil }
        guard let first = reasons.first, reasons.count > 1 else {
            return "the phone shows no certificate, because SSLCLIENTCERTSEARCHCRITERIA finds none: "
                + (reasons.first ?? "")
        }
        return
            "the phone shows none of its \(identities.count) certificates, because SSLCLIENTCERTSEARCHCRITERIA finds "
            + "none; of the first: \(first)"
    }

    /// nil where every certificate will do.
    private var criteria: CertificateCriteria? {
        guard let text = enrolled?.account.certificateCriteria.first else { return nil }
        return try? CertificateCriteria(text)
    }

    /// One that cannot be read is found by no criteria.
    private static func mismatch(_ entry: CertificateStore.Entry, _ criteria: CertificateCriteria) -> String? {
        guard let details = entry.details else { return "\(entry.thumbprint) cannot be read" }
        return criteria.mismatch(subject: details.subject, store: entry.location.rawValue)
    }
}

/// Whom a phone trusts, who it says it is and why it does not, with what that was found from. A session asks twice, and each
/// look compares names of certificates; a fleet spent an eighth of its time on it. An agent that stays has it from session to
/// session.
struct KnownTrust {
    private let certificates: CertificateStore
    private let criteria: [String]?
    private let given: [String]?
    let trust: WireTrust
    let hiddenIdentityReason: String?

    init(_ phone: Phone) {
        certificates = phone.certificates
        criteria = phone.enrolled?.account.certificateCriteria
        given = phone.enrolled?.account.trustedAuthorities
        trust = phone.wireTrust
        hiddenIdentityReason = trust.identity == nil ? phone.hiddenIdentityReason : nil
    }

    func isTrue(of phone: Phone) -> Bool {
        phone.certificates == certificates && phone.enrolled?.account.certificateCriteria == criteria
            && phone.enrolled?.account.trustedAuthorities == given
    }
}

extension Phone {
    /// Whom the phone trusts, and who it says it is, as the transport needs it: the roots of its store and those that a
    /// person has given for the account.
    var wireTrust: WireTrust {
        guard enrolled != nil else { return WireTrust() }
        let given = enrolled?.account.trustedAuthorities ?? []
        let roots = certificates.certificates(in: .root).map(\.certificate) + given.compactMap { Base64.decode($0) }
        guard let identity = shownIdentity, let key = identity.privateKey else { return WireTrust(roots: roots) }
        return WireTrust(
            roots: roots, identity: WireTrust.Identity(certificates: chain(of: identity), privateKey: key))
    }

    /// More authorities never stand above each other in practice, and two may name each other.
    private static let longestChain = 8

    /// A certificate and those between it and its root, by the names of those who issued them: a server is sent no other
    /// of the store.
    private func chain(of identity: CertificateStore.Entry) -> [[UInt8]] {
        let between = certificates.certificates(in: .intermediate) + certificates.certificates(in: .userIntermediate)
        var chain = [identity]
        while chain.count < Self.longestChain, let issuer = chain.last?.details?.issuer,
            let next = between.last(where: { $0.details?.subject == issuer }), !chain.contains(next)
        {
            chain.append(next)
        }
        return chain.map(\.certificate)
    }
}
