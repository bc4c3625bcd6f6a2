import Certificates
import Enrollment
import ManagementTree
import Notation
import SimulatedPhone
import XML

/// Puts a provisioning document on a phone (MS-MDE2 2.2.9; protocol.md 6.7): certificates, account, DMClient, the rest.
///
/// The phone is a value, so that a document of which something cannot be applied leaves nothing behind.
struct Provisioner {
    let provisioning: Provisioning
    let key: SigningKey
    let plan: EnrollmentPlan
    /// Where discovery took place in the end, for renewal.
    let discoveryURL: String
    let origin: EnrollmentOrigin
    let usesNonceUndecoded: Bool

    func apply(to phone: inout Phone, _ environment: PhoneEnvironment) throws(EnrollmentFailure) {
        var enrolled = Enrolled(account: account, since: environment.now)
        enrolled.renewal.adopt(provisioning.renewal)
        enrolled.origin = origin
        // Only the token of a joined phone is its user's in Azure AD, which every session shows.
        if phone.join != nil, case .token(let token) = plan.credential { enrolled.userToken = token }
        var changed = phone
        changed.certificates.removeThoseOfAccount()
        changed.certificates.install(provisioning.certificates, key: key)
        changed.enroll(enrolled)
        for value in provisioning.providerSettings {
            let path = ["DMClient", "Provider", provisioning.account.providerID] + value.path
            try apply(value, at: path, to: &changed, environment)
        }
        correctSchedule(of: &changed)
        for value in provisioning.others { try apply(value, at: value.path, to: &changed, environment) }
        phone = changed
    }

    /// What a round without an end switches off reads back as 0 (MS-MDE2 2.2.9.3).
    private func correctSchedule(of phone: inout Phone) {
        let corrected = provisioning.poll.corrected
        guard corrected != provisioning.poll else { return }
        for (name, value) in corrected.numbers {
            phone.setAccountValue(.int(value), at: ["Poll", NodeName(name)])
        }
    }

    /// Writes a value as the server could by Replace or Add.
    ///
    /// Inferred: what no description knows is left out: the document may speak to CSPs that this phone does not have.
    private func apply(
        _ value: ProvisionedValue, at path: [String], to phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(EnrollmentFailure) {
        let names = (["Vendor", "MSFT"] + path + [value.name]).map { NodeName($0) }
        do {
            let address = try phone.blueprint.address("\(NodeURI(prefix: .device, names: names))")
            let incoming = IncomingValue(text: text(of: value))
            let isThere = try phone.locate(address.uri).isPresent
            _ =
                try isThere
                ? phone.replace(address, incoming, environment) : phone.add(address, incoming, environment)
        } catch {
            switch error.situation {
            case .undescribed, .notOnThisDevice, .accessDenied: return
            default:
                throw EnrollmentFailure(
                    .badSetting, .provisioning, "The document cannot be applied: \(error.reason).",
                    place: (path + [value.name]).joined(separator: "/"))
            }
        }
    }

    /// Truth values are written in any way in documents, and as true and false in the tree.
    private func text(of value: ProvisionedValue) -> String {
        let text = value.value ?? ""
        guard value.datatype == .boolean else { return text }
        return ["1", "true"].contains(text.lowercased()) ? "true" : "false"
    }

    private var account: ManagementAccount {
        let source = provisioning.account
        var account = ManagementAccount(
            providerID: source.providerID, name: source.name ?? "", addresses: source.addresses,
            user: plan.emailAddress, enrollmentType: plan.kind,
            discoveryURL: discoveryURL)
        account.version = source.protocolVersion
        account.encoding = source.encoding
        account.retry.count = source.connRetryFreq
        account.retry.initialBackOff = source.initialBackOffTime
        account.retry.maximumBackOff = source.maxBackOffTime
        account.backCompatRetryDisabled = source.backCompatRetryDisabled
        account.usesHardwareDeviceID = source.usesHardwareDeviceID
        account.certificateCriteria = source.criteriaText.map { [$0] } ?? []
        account.clientCredential = source.clientCredential.map { credential($0, name: $0.name ?? "") }
        // The server's name is that of its provider where APPAUTH has none (protocol.md 2.9).
        account.serverCredential = source.serverCredential.map { credential($0, name: $0.name ?? source.providerID) }
        account.usesNonceUndecoded = usesNonceUndecoded
        return account
    }

    private func credential(_ source: ProvisionedCredential, name: String) -> AccountCredential {
        AccountCredential(
            scheme: source.scheme, name: name, secret: source.secret,
            nonce: source.nonceText ?? "")
    }
}

extension CertificateStore {
    /// Puts certificates in; those of the phone's own with the key.
    mutating func install(_ certificates: [ProvisionedCertificate], key: SigningKey) {
        for provisioned in certificates {
            let location: Location =
                switch provisioned.store {
                case .root: .root
                case .intermediate: .intermediate
                case .user: .user
                case .device: .system
                }
            install(
                Entry(
                    provisioned.certificate, in: location, privateKey: provisioned.store.isOwn ? key.der : nil,
                    origin: .enrollment))
        }
    }
}

extension CertificateRenewalState {
    mutating func adopt(_ settings: RenewalSettings) {
        period = settings.period
        retryInterval = settings.retryInterval
        // Inferred: a renewal's document that names no server leaves the one that was named before.
        serverURL = settings.serverURL ?? serverURL
    }
}

extension Phone {
    /// Puts a renewed certificate in the place of the old one.
    mutating func adopt(_ renewal: CertificateRenewal, key: SigningKey, now: Instant) {
        guard var enrolled else { return }
        let old = certificates.enrollmentIdentity
        certificates.install(renewal.certificates, key: key)
        if let old, old.thumbprint != certificates.enrollmentIdentity?.thumbprint {
            certificates.remove(old.thumbprint, from: old.location)
        }
        if let settings = renewal.renewal { enrolled.renewal.adopt(settings) }
        enrolled.origin?.certificate = "the certificate that the server gave at renewal, with a new key"
        enrolled.renewal.status = .succeeded
        enrolled.renewal.errorCode = 0
        self.enrolled = enrolled
        noteRenewal(of: old, now: now)
    }

    /// What lets a server know the phone again under its new certificate (Microsoft, *DMClient CSP*).
    ///
    /// Inferred: the signature is one with SHA-256 over the id as UTF-8, in base64; the time has the short form of ISO 8601.
    private mutating func noteRenewal(of old: CertificateStore.Entry?, now: Instant) {
        setAccountValue(.chr(now.text.filter { $0 != "-" && $0 != ":" }), at: ["CertRenewTimeStamp"])
        guard let id = accountValue(["EntDMID"])?.text, !id.isEmpty, let octets = old?.privateKey,
            let key = try? SigningKey(der: octets), let signature = try? key.signature(over: Array(id.utf8), .sha256)
        else { return }
        setAccountValue(.chr(Base64.encode(signature)), at: ["SignedEntDMID"])
    }

    mutating func noteFailedRenewal(_ error: AgentError) {
        enrolled?.renewal.status = .failed
        if case .enrollment(let code) = error.code { enrolled?.renewal.errorCode = code.hresult }
    }
}
