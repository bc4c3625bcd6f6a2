import Certificates
import Notation
import XML

/// CertificateStore: what the phone trusts, its own certificate, and how that is renewed (MS-MDE2 2.2.9.2; csp.md
/// 12.3).
extension ProvisioningRules {
    mutating func certificates(
        of document: ProvisioningDocument
    ) throws(EnrollmentFailure) -> ([ProvisionedCertificate], RenewalSettings?) {
        var certificates: [ProvisionedCertificate] = []
        var renewal: RenewalSettings?
        for store in document.all("CertificateStore").flatMap(\.children) {
            for place in store.children {
                if store.type == "My", place.type == "WSTEP" {
                    for settings in place.all("Renew") { renewal = try renewalSettings(settings) }
                } else {
                    certificates += try installed(in: place, of: store)
                }
            }
        }
        if !given.isEmpty { certificates = replacingOwn(in: certificates) }
        try checkCounts(certificates)
        checkIdentity(certificates)
        // The rest of a chain that somebody has is no matter of the document.
        certificates += given.dropFirst().map { ProvisionedCertificate(store: .intermediate, certificate: $0) }
        return (certificates, renewal)
    }

    /// The certificates of one store, such as `My/User`.
    private mutating func installed(
        in place: Characteristic, of store: Characteristic
    ) throws(EnrollmentFailure) -> [ProvisionedCertificate] {
        guard let name = ProvisionedCertificate.Store(rawValue: "\(store.type)/\(place.type)") else {
            let names = ProvisionedCertificate.Store.allCases.map(\.rawValue).joined(separator: ", ")
            throw place.failure(
                .badCertificate, "There is no certificate store \(store.type)/\(place.type): use one of \(names).")
        }
        var result: [ProvisionedCertificate] = []
        for entry in place.children where entry.type != "PrivateKeyContainer" {
            let certificate = try certificate(of: entry)
            result.append(ProvisionedCertificate(store: name, certificate: certificate))
            guard name.isOwn else { continue }
            try checkOwn(certificate, entry, in: place)
        }
        return result
    }

    private func certificate(of entry: Characteristic) throws(EnrollmentFailure) -> ParsedCertificate {
        guard let parm = entry.parm("EncodedCertificate"), let text = parm.value, !text.isEmpty else {
            throw entry.failure(.badCertificate, "The certificate is missing: give EncodedCertificate a value.")
        }
        // Line breaks are not allowed; by XML's rules they have become blanks here.
        guard !text.contains(where: \.isWhitespace), let der = Base64.decode(text) else {
            throw parm.failure(.badCertificate, "EncodedCertificate is not base64 in one line: encode the DER so.")
        }
        let certificate: ParsedCertificate
        do throws(CertificateError) {
            certificate = try ParsedCertificate(der: der)
        } catch {
            throw parm.failure(.badCertificate, "EncodedCertificate is no certificate: \(error)")
        }
        guard certificate.thumbprint == entry.type.uppercased() else {
            throw entry.failure(
                .badCertificate,
                "The characteristic is named \(entry.type), but the certificate's SHA-1 is \(certificate.thumbprint): "
                    + "name it so.")
        }
        return certificate
    }

    /// What is said of the phone's own certificate where it stands.
    private mutating func checkOwn(
        _ certificate: ParsedCertificate, _ entry: Characteristic, in place: Characteristic
    ) throws(EnrollmentFailure) {
        // It stands beside the certificate in some samples and inside in others.
        if place.all("PrivateKeyContainer").isEmpty, entry.all("PrivateKeyContainer").isEmpty {
            note(
                .missingKeyContainer,
                "The phone's certificate has no PrivateKeyContainer beside it: add one, it may be empty.",
                at: entry.place)
        }
        if needsDeviceStore, place.type != "System" {
            note(
                .otherCertificateStore,
                "The phone is joined to Azure AD and enrols as a device, so its certificate is expected in My/System, "
                    + "not in My/\(place.type), where it is now. Where a work account is meant, enrol with "
                    + "--enrollment full.", at: place.place)
        }
        guard let key, given.isEmpty, !certificate.matches(key) else { return }
        throw entry.failure(
            .keyMismatch,
            isOfFile
                ? "The certificate is for another key than the given one: give the key that belongs to it."
                : "The certificate is for another key than that of the phone's request: sign the request's own key.")
    }

    /// At most one root and one intermediate, and exactly one of the phone's own.
    private func checkCounts(_ certificates: [ProvisionedCertificate]) throws(EnrollmentFailure) {
        func count(_ isCounted: (ProvisionedCertificate.Store) -> Bool) -> Int {
            certificates.filter { isCounted($0.store) }.count
        }
        for store in [ProvisionedCertificate.Store.root, .intermediate] where count({ $0 == store }) > 1 {
            throw EnrollmentFailure(
                .badCertificate, .provisioning, "The document has several certificates: keep one.",
                place: "CertificateStore/\(store.rawValue)")
        }
        let own = count(\.isOwn)
        guard own == 1 else {
            throw EnrollmentFailure(
                .badCertificate, .provisioning,
                "The document has \(own == 0 ? "no" : "several") certificates for the phone: give it one.",
                place: "CertificateStore/My")
        }
    }
}

/// CertificateStore/My/WSTEP/Renew (csp.md 12.3).
extension ProvisioningRules {
    private func renewalSettings(_ renew: Characteristic) throws(EnrollmentFailure) -> RenewalSettings {
        let numbers: Set<String> = ["RenewPeriod", "RenewalPeriod", "RetryInterval"]
        for parm in renew.parms {
            // A text in a node for numbers is an error of the CSP: these types "must be set explicitly".
            let expected: ProvisionedValue.Datatype? =
                numbers.contains(parm.name) ? .integer : parm.name == "ROBOSupport" ? .boolean : nil
            guard expected == nil || parm.datatype == expected else {
                throw parm.failure(
                    .badSetting, "\(parm.name) needs the attribute datatype=\"\(expected?.rawValue ?? "")\": add it.")
            }
        }
        // ROBOSupport is taken for true, whatever it says (csp.md 12.3). The period has two names (C18).
        let periodParm = renew.parm("RenewPeriod") ?? renew.parm("RenewalPeriod")
        let period = try periodParm?.number(in: RenewalSettings.range, .badSetting)
        let interval = try renew.parm("RetryInterval")?.number(in: RenewalSettings.range, .badSetting)
        do throws(SettingError) {
            return try RenewalSettings(
                period: period, retryInterval: interval, serverURL: renew.value("ServerURL"))
        } catch {
            throw renew.failure(.badSetting, error.message)
        }
    }
}
