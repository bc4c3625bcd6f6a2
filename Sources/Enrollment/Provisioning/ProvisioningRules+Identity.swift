import Certificates
import Notation

/// The certificate by which the phone is known to its server from now on: whether it will do.
extension ProvisioningRules {
    /// The certificates with that of the key as the phone's own: the document's where it is for the key, else the given
    /// one, in the document's store.
    func replacingOwn(in certificates: [ProvisionedCertificate]) -> [ProvisionedCertificate] {
        guard let own = given.first, let key else { return certificates }
        let others = certificates.filter { !$0.store.isOwn }
        let ofDocument = certificates.filter(\.store.isOwn)
        if let fitting = ofDocument.first(where: { $0.certificate.matches(key) }) { return others + [fitting] }
        let store = ofDocument.first?.store ?? (needsDeviceStore ? .device : .user)
        return others + [ProvisionedCertificate(store: store, certificate: own)]
    }

    /// Says at once what would let the first session fail for a reason that nobody could see there.
    mutating func checkIdentity(_ certificates: [ProvisionedCertificate]) {
        guard let own = certificates.first(where: \.store.isOwn) else { return }
        let certificate = own.certificate
        let place = "CertificateStore/\(own.store.rawValue)/\(certificate.thumbprint)"
        let (from, until) = (Instant(seconds: certificate.notBefore).text, Instant(seconds: certificate.notAfter).text)
        if now < certificate.notBefore {
            note(
                .certificateNotYetValid,
                "The phone's certificate is valid from \(from), and now it is \(Instant(seconds: now).text): servers refuse it "
                    + "until then. Compare the clocks.", at: place)
        }
        if now > certificate.notAfter {
            note(
                .certificateExpired,
                "The phone's certificate is valid until \(until), and now it is \(Instant(seconds: now).text): servers refuse it. "
                    + "Compare the clocks.", at: place)
        }
        checkSignature(of: certificate, certificates.filter { !$0.store.isOwn }.map(\.certificate), at: place)
    }

    private mutating func checkSignature(
        of certificate: ParsedCertificate, _ authorities: [ParsedCertificate], at place: String
    ) {
        guard !authorities.isEmpty, !authorities.contains(where: { certificate.isSigned(by: $0) }) else { return }
        let names = authorities.map(\.subject).joined(separator: " nor by ")
        let sameName = authorities.contains { $0.subject == certificate.issuer }
        let reason =
            sameName
            ? "its signature is by another key of that name"
            : "its issuer, \(certificate.issuer), is not in the document"
        note(
            .certificateNotSigned,
            "The phone's certificate is not signed by \(names): \(reason). A server that trusts only these refuses it.",
            at: place)
    }

    /// Criteria that find no certificate leave the phone without one to show.
    mutating func checkCriteria(of account: ProvisionedAccount, _ certificates: [ProvisionedCertificate]) {
        guard let own = certificates.first(where: \.store.isOwn), let text = account.criteriaText,
            let mismatch = account.criteria.mismatch(subject: own.certificate.subject, store: own.store.rawValue)
        else { return }
        note(
            .criteriaMatchNothing,
            "SSLCLIENTCERTSEARCHCRITERIA \(text) finds no certificate: \(mismatch).", at: "APPLICATION")
    }
}
