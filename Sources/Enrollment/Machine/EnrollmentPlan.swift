package import Certificates
package import Notation

/// All that an enrolment, or the renewal of its certificate, needs to know beforehand (MS-MDE2 1.3; csp.md 8.1, 8.2).
package struct EnrollmentPlan: Equatable, Sendable {
    /// What the certificate request looks like.
    package enum RequestForm: String, CaseIterable, Sendable {
        /// What RFC 2986 describes and every server reads.
        case standard
        /// What Windows was seen to send, odd characters in its name included.
        case windows
    }

    /// What a redirection during discovery leads to. On the phone a person is asked; here the answer is given
    /// beforehand.
    package enum Redirections: Equatable, Sendable {
        case refused
        case accepted
        /// Only to the address that was accepted at enrolment: the rule for renewal (protocol.md 6.9).
        case acceptedOnlyTo(String)
    }

    package enum Purpose: Equatable, Sendable {
        case enrollment
        /// Renewal of the certificate without a person, "request on behalf of" (MS-MDE2 2.2.9.2).
        case renewal(RenewedIdentity)
    }

    package var discoveryURL: String
    /// The user principal name, or `domain\user`.
    package var emailAddress: String
    package var device: EnrollmentDevice
    /// nil where a person signs in on the server's web page.
    package var credential: EnrollmentCredential?
    package var kind: EnrollmentType
    /// Whether the server is looked for with a GET first. Not where its address is known: typed in, or from Azure AD.
    package var probes: Bool
    package var redirections: Redirections
    /// Whether addresses may be `http`. Phones never do that; a server under development on the same machine may need
    /// it.
    package var allowsInsecureHTTP: Bool
    package var requestForm: RequestForm
    /// What sort of key the certificate is to be for.
    package var keyType: KeyType
    package var purpose: Purpose

    package init(
        discoveryURL: String, emailAddress: String, device: EnrollmentDevice, credential: EnrollmentCredential?,
        kind: EnrollmentType = .full, probes: Bool = false, redirections: Redirections = .refused,
        allowsInsecureHTTP: Bool = false, requestForm: RequestForm = .standard, keyType: KeyType = .rsa,
        purpose: Purpose = .enrollment
    ) {
        self.discoveryURL = discoveryURL
        self.emailAddress = emailAddress
        self.device = device
        self.credential = credential
        self.kind = kind
        self.probes = probes
        self.redirections = redirections
        self.allowsInsecureHTTP = allowsInsecureHTTP
        self.requestForm = requestForm
        self.keyType = keyType
        self.purpose = purpose
    }

    /// Where the server of an e-mail address is looked for, in the spelling that phones send (MS-MDE2 3.1.4.1); nil
    /// where the text has no domain.
    package static func discoveryURL(forEmailAddress address: String) -> String? {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        let url = "https://EnterpriseEnrollment.\(parts[1]):443/EnrollmentServer/Discovery.svc"
        return WebAddress(url) == nil ? nil : url
    }
}

/// By what the user, or the phone, is known to the enrolment service (MS-MDE2 3.3.4.1.1.1).
package enum EnrollmentCredential: Equatable, Sendable {
    /// AuthPolicy OnPremise. In a renewal the password is empty.
    case password(user: String, password: String)
    /// AuthPolicy Federated: the token of the web page, or the one that Azure AD issued, as it came.
    case token(String)
    /// AuthPolicy Certificate.
    case certificate(ParsedCertificate, SigningKey)
}

extension EnrollmentCredential: CustomStringConvertible {
    /// Without what nobody should read in a log.
    package var description: String {
        switch self {
        case .password(let user, _): "the password of \(user)"
        case .token: "a token"
        case .certificate(let certificate, _): "the certificate \(certificate.thumbprint)"
        }
    }
}

/// What a renewal replaces, and what it needs of the enrolment (MS-MDE2 2.2.9.2; protocol.md 6.9).
package struct RenewedIdentity: Equatable, Sendable {
    package var certificate: ParsedCertificate
    package var key: SigningKey
    package var providerID: String
    /// `DMClient/Provider/<id>/EntDMID`: without it a phone does not renew.
    package var entDMID: String?
    /// `CertificateStore/My/WSTEP/Renew/ServerURL`: where given, the request goes there and nothing is discovered.
    package var serverURL: String?
    /// Whether somebody wants it where a phone would not: without EntDMID.
    package var isForced: Bool

    package init(
        certificate: ParsedCertificate, key: SigningKey, providerID: String, entDMID: String?, serverURL: String?,
        isForced: Bool = false
    ) {
        self.certificate = certificate
        self.key = key
        self.providerID = providerID
        self.entDMID = entDMID
        self.serverURL = serverURL
        self.isForced = isForced
    }
}
