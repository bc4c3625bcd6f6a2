import Certificates
import Notation
import XML

/// CertificateStore: what the phone trusts, its own certificate, and how that is renewed (MS-MDE2 2.2.9.2; csp.md
/// 12.3).
extension ProvisioningRules {
    mutating func certificates(of document: ProvisioningDocument) -> ([ProvisionedCertificate], RenewalSettings?) {
        var certificates: [ProvisionedCertificate] = []
        var renewal: RenewalSettings?
        var areAllRead = true
        for store in document.all("CertificateStore").flatMap(\.children) {
            for place in store.children {
                if store.type == "My", place.type == "WSTEP" {
                    for settings in place.all("Renew") { renewal = renewalSettings(settings) }
                } else {
                    let refused = failures.count
                    certificates += installed(in: place, of: store)
                    areAllRead = areAllRead && failures.count == refused
                }
            }
        }
        if !given.isEmpty { certificates = replacingOwn(in: certificates) }
        checkCounts(certificates, areAllRead: areAllRead)
        // Of one that could not be read it is not known whether it would have signed another.
        if areAllRead { checkIdentity(certificates) }
        // The rest of a chain that somebody has is no matter of the document.
        certificates += given.dropFirst().map { ProvisionedCertificate(store: .intermediate, certificate: $0) }
        return (certificates, renewal)
    }

    /// The certificates of one store, such as `My/User`.
    private mutating func installed(in place: Characteristic, of store: Characteristic) -> [ProvisionedCertificate] {
        guard let name = ProvisionedCertificate.Store(rawValue: "\(store.type)/\(place.type)") else {
            let names = ProvisionedCertificate.Store.allCases.map(\.rawValue).joined(separator: ", ")
            failures.append(
                place.failure(
                    .badCertificate, "There is no certificate store \(store.type)/\(place.type): use one of \(names)."))
            return []
        }
        var result: [ProvisionedCertificate] = []
        for entry in place.children where entry.type != "PrivateKeyContainer" {
            let read = judge { rules throws(EnrollmentFailure) in try rules.certificate(of: entry) }
            guard let certificate = read else { continue }
            result.append(ProvisionedCertificate(store: name, certificate: certificate))
            if name.isOwn { checkOwn(certificate, entry, in: place) }
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
    ) {
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
        failures.append(
            entry.failure(
                .keyMismatch,
                isOfFile
                    ? "The certificate is for another key than the given one: give the key that belongs to it."
                    : "The certificate is for another key than that of the phone's request: sign the request's own key."
            ))
    }

    /// At most one root and one intermediate, and exactly one of the phone's own. Where one could not be read, none is missing
    /// beside it.
    private mutating func checkCounts(_ certificates: [ProvisionedCertificate], areAllRead: Bool) {
        func count(_ isCounted: (ProvisionedCertificate.Store) -> Bool) -> Int {
            certificates.filter { isCounted($0.store) }.count
        }
        for store in [ProvisionedCertificate.Store.root, .intermediate] where count({ $0 == store }) > 1 {
            failures.append(
                EnrollmentFailure(
                    .badCertificate, .provisioning, "The document has several certificates: keep one.",
                    place: "CertificateStore/\(store.rawValue)"))
        }
        let own = count(\.isOwn)
        guard own > 1 || (own == 0 && areAllRead) else { return }
        let text =
            if own > 1 {
                "The document has several certificates for the phone: give it one."
            } else if isOfFile, given.isEmpty {
                "The document has no certificate for the phone, and only a key was given: put the certificate that is for "
                    + "it into the PEM file of --identity too."
            } else {
                "The document has no certificate for the phone: give it one."
            }
        failures.append(
            EnrollmentFailure(.badCertificate, .provisioning, text, place: "CertificateStore/My"))
    }
}

/// CertificateStore/My/WSTEP/Renew (csp.md 12.3).
extension ProvisioningRules {
    /// - Returns: nil where something is wrong with them, which is kept.
    private mutating func renewalSettings(_ renew: Characteristic) -> RenewalSettings? {
        let refused = failures.count
        let numbers: Set<String> = ["RenewPeriod", "RenewalPeriod", "RetryInterval"]
        for parm in renew.parms {
            // A text in a node for numbers is an error of the CSP: these types "must be set explicitly".
            let expected: ProvisionedValue.Datatype? =
                numbers.contains(parm.name) ? .integer : parm.name == "ROBOSupport" ? .boolean : nil
            if let expected, parm.datatype != expected {
                failures.append(
                    parm.failure(
                        .badSetting, "\(parm.name) needs the attribute datatype=\"\(expected.rawValue)\": add it."))
            }
        }
        // ROBOSupport is taken for true, whatever it says (csp.md 12.3). The period has two names (C18).
        let period = days(renew.parm("RenewPeriod") ?? renew.parm("RenewalPeriod"))
        let interval = days(renew.parm("RetryInterval"))
        guard failures.count == refused else { return nil }
        do throws(SettingError) {
            return try RenewalSettings(
                period: period, retryInterval: interval, serverURL: renew.value("ServerURL"))
        } catch {
            failures.append(renew.failure(.badSetting, error.message))
            return nil
        }
    }

    private mutating func days(_ parm: Characteristic.Parm?) -> Int? {
        guard let parm else { return nil }
        return judge { _ throws(EnrollmentFailure) in try parm.number(in: RenewalSettings.range, .badSetting) }
    }
}
