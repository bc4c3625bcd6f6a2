import Certificates

/// The rules by which a provisioning document is judged: the first that is broken fails the whole enrolment (MS-MDE2
/// 2.2.9; protocol.md 6.7). Slips that servers of the field make and devices bear are taken, and noted.
struct ProvisioningRules {
    /// The key of the certificate request, or the one that somebody has; nil where nobody knows it, who only looks at the
    /// document.
    let key: SigningKey?
    /// The phone's certificate, where somebody has it for the key, and its chain; else it is the document's.
    var given: [ParsedCertificate] = []
    /// Whether somebody gave document and key, so that no request of this phone's has to do with it.
    var isOfFile = false
    /// Whether the phone's certificate should be in My/System: that of a phone that joined Azure AD.
    let needsDeviceStore: Bool
    let allowsInsecureHTTP: Bool
    /// Seconds since 1970.
    let now: Int64
    /// The slips so far.
    var tolerances: [EnrollmentTolerance] = []
    /// What breaks a rule, in the order of the rules: all of it, for who only looks at the document. A phone names the first.
    var failures: [EnrollmentFailure] = []

    /// What else may stand in a document (csp.md 8.1).
    private static let otherTypes: Set<String> = [
        "RootCATrustedCertificates", "ClientCertificateInstall", "EnterpriseModernAppManagement", "PassportForWork",
        "Policy",
    ]

    mutating func provisioning(of document: ProvisioningDocument) throws(EnrollmentFailure) -> Provisioning {
        let parts = parts(of: document)
        guard failures.isEmpty, let account = parts.account else { throw failures.first ?? Self.noAccount }
        return Provisioning(
            certificates: parts.certificates, account: account, providerSettings: parts.provider?.values() ?? [],
            poll: parts.poll ?? PollSettings(), renewal: parts.renewal ?? RenewalSettings(),
            others: others(in: document))
    }

    /// The answer to a renewal needs a certificate, and of the account at most its name; more of it changes nothing.
    mutating func renewal(
        of document: ProvisioningDocument, providerID: String
    ) throws(EnrollmentFailure) -> CertificateRenewal {
        failures += strangers(in: document)
        let (certificates, renewal) = certificates(of: document)
        for application in document.all("APPLICATION") {
            guard let name = application.value("PROVIDER-ID"), name != providerID else { continue }
            failures.append(
                application.failure(
                    .providerMismatch, "PROVIDER-ID is \(name), but the phone is managed by \(providerID): name that."))
        }
        if let failure = failures.first { throw failure }
        return CertificateRenewal(certificates: certificates, renewal: renewal)
    }

    /// What the rules make of each part of a document; nil of one that is not there, or of which nothing is known.
    struct Parts {
        var certificates: [ProvisionedCertificate]
        var renewal: RenewalSettings?
        var account: ProvisionedAccount?
        var provider: Characteristic?
        var poll: PollSettings?
    }

    /// Judges every part, whatever is wrong with the others.
    mutating func parts(of document: ProvisioningDocument) -> Parts {
        failures += strangers(in: document)
        let before = failures.count
        let (certificates, renewal) = certificates(of: document)
        let hasRefusedCertificate = failures.count > before
        let account = account(of: document)
        // That criteria do not find a certificate that is refused anyway would only be its echo.
        if let account, !hasRefusedCertificate { checkCriteria(of: account, certificates) }
        let provider = provider(of: document, account: account)
        let poll = judge { rules throws(EnrollmentFailure) in try rules.poll(of: provider) }
        return Parts(
            certificates: certificates, renewal: renewal, account: account, provider: provider, poll: poll)
    }

    /// What a rule makes of its part; nil where it refuses it, which is kept.
    mutating func judge<Part>(_ rule: (inout Self) throws(EnrollmentFailure) -> Part) -> Part? {
        do throws(EnrollmentFailure) {
            return try rule(&self)
        } catch {
            failures.append(error)
            return nil
        }
    }

    /// Notes a slip.
    mutating func note(_ kind: EnrollmentTolerance.Kind, _ text: String, at place: String) {
        tolerances.append(EnrollmentTolerance(kind, text, place: "provisioning document, \(place)"))
    }

    /// What is to be said of each CSP that is not open.
    ///
    /// Inferred: what phones do with a CSP that is not open during enrolment is not told; one that cannot be applied
    /// fails the enrolment like any other.
    func strangers(in document: ProvisioningDocument) -> [EnrollmentFailure] {
        let known = Self.otherTypes.union(["CertificateStore", "APPLICATION", "DMClient"])
        let list = known.sorted().joined(separator: ", ")
        return document.characteristics.filter { !known.contains($0.type) }.map { stranger in
            stranger.failure(
                .notOpenDuringEnrollment,
                "\(stranger.type) cannot be set during enrolment: use one of \(list), with this case of letters, or "
                    + "set it in a session.")
        }
    }

    func others(in document: ProvisioningDocument) -> [ProvisionedValue] {
        document.characteristics.filter { Self.otherTypes.contains($0.type) }.flatMap { $0.values(below: [$0.type]) }
    }
}

extension ProvisioningDocument {
    /// The outermost characteristics of a type; samples have several CertificateStore beside each other.
    func all(_ type: String) -> [Characteristic] { characteristics.filter { $0.type == type } }
}
