package import Certificates
package import Wire

/// What has to happen next in an enrolment.
package enum EnrollmentStep: Equatable, Sendable {
    /// Make this request, then `receive` its answer. In a renewal the old certificate is the identity for TLS.
    case send(WireRequest)
    /// Make a key, then `provide` it.
    case needsKey(KeyRequirements)
    /// A person has to sign in on this web page; then `provide` the token of its last form (MS-MDE2 3.2).
    case authenticate(url: String)
    /// The server's document is in order: put it on the phone.
    case finished(Provisioning)
    /// The server's document has a new certificate: it takes the place of the old one.
    case renewed(CertificateRenewal)
    case failed(EnrollmentFailure)
}

/// What is asked of a key, by the server's policy (MS-XCEP 3.1.4.1.3.16 and 3.1.4.1.3.20) and by who enrols.
package struct KeyRequirements: Equatable, Sendable {
    package var kind: KeyKind
    package var hash: HashAlgorithm

    package init(kind: KeyKind, hash: HashAlgorithm) {
        self.kind = kind
        self.hash = hash
    }
}
