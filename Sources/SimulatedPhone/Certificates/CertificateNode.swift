import Certificates
import ManagementTree
import Notation

/// A certificate as the CSPs of certificates show it, and each leaf below: `<store>/{thumbprint}/IssuedBy`. Nothing of it
/// stands in the tree; it is the store of the phone that they show (csp.md 12.2 and 12.3).
struct CertificateNode {
    let location: CertificateStore.Location
    /// As the store has it: in upper case.
    let thumbprint: String
    /// The name of the leaf; nil for the node of the certificate itself.
    let leaf: String?

    /// nil where the node belongs to no certificate.
    /// - Parameter stores: what each place of the CSP shows.
    init?(_ node: NodeLocation, _ stores: [String: CertificateStore.Location]) {
        guard let name = node.openNames.first,
            let store = stores.first(where: { node.place.hasPrefix($0.key + "/*") })
        else { return nil }
        location = store.value
        thumbprint = name.text.uppercased()
        let rest = node.place.dropFirst(store.key.count + 3)
        leaf = rest.isEmpty ? nil : String(rest)
    }

    /// Whether the node is the leaf that holds the certificate whole, by which one is put in.
    var isWhole: Bool { leaf == "EncodedCertificate" }

    /// The thumbprints of a store, and below each the leaf that a server could also have added.
    static func names(
        below parent: NodeLocation, _ stores: [String: CertificateStore.Location], in phone: Phone
    ) -> [String] {
        if let location = stores[parent.place] {
            return phone.certificates.certificates(in: location).map(\.thumbprint)
        }
        guard let node = CertificateNode(parent, stores), node.leaf == nil, node.entry(in: phone) != nil else {
            return []
        }
        return ["EncodedCertificate"]
    }

    /// Whether a certificate of that name stands in a store, or the leaf is one of a certificate's: found in one step.
    static func computes(
        _ name: NodeName, below parent: NodeLocation, _ stores: [String: CertificateStore.Location], in phone: Phone
    ) -> Bool {
        if let location = stores[parent.place] {
            return phone.certificates.entry(name.text.uppercased(), in: location) != nil
        }
        return names(below: parent, stores, in: phone).contains { NodeName($0) == name }
    }

    func entry(in phone: Phone) -> CertificateStore.Entry? { phone.certificates.entry(thumbprint, in: location) }

    /// What a leaf holds; nil where there is no certificate.
    ///
    /// Inferred: no page shows a value. Names have the form of RFC 4514, times that of ISO 8601 in UTC.
    func text(in phone: Phone) -> String? {
        guard let entry = entry(in: phone) else { return nil }
        switch leaf {
        case "EncodedCertificate": return Base64.encode(entry.certificate)
        case "IssuedBy": return entry.details?.issuer ?? ""
        case "IssuedTo": return entry.details?.subject ?? ""
        case "ValidFrom": return entry.details?.validFrom.text ?? ""
        case "ValidTo": return Instant(seconds: entry.notAfter).text
        case "TemplateName": return entry.details?.template ?? ""
        default: return nil
        }
    }

    /// Refuses what is no certificate, or another one than the address says.
    func check(_ change: NodeChange, of node: NodeLocation) throws(Refusal) {
        if case .renamed = change {
            throw Refusal(.permanent, "\(node.uri): the name of a certificate is its thumbprint")
        }
        if leaf == nil, case .added = change {
            guard thumbprint.utf8.count == 40, thumbprint.allSatisfy(\.isHexDigit) else {
                throw Refusal(
                    .valueRefused, "\(node.uri): a certificate is named by its SHA-1, forty hexadecimal digits")
            }
        }
        if isWhole { _ = try parsed(change, at: node.uri) }
    }

    private func parsed(_ change: NodeChange, at uri: NodeURI) throws(Refusal) -> ParsedCertificate {
        guard let value = change.value, let octets = Base64.decode(value.text) else {
            throw Refusal(.valueRefused, "\(uri): the value is not base64")
        }
        let certificate: ParsedCertificate
        do {
            certificate = try ParsedCertificate(der: octets)
        } catch {
            throw Refusal(.valueRefused, "\(uri): \(error.message)")
        }
        guard certificate.thumbprint == thumbprint else {
            throw Refusal(
                .valueRefused,
                "\(uri): the SHA-1 of this certificate (\(certificate.subject)) is \(certificate.thumbprint); name its node "
                    + "by that")
        }
        return certificate
    }

    /// Puts the certificate of a change into the store, or takes it out.
    ///
    /// Inferred: to a certificate of the phone's own that comes without a key belongs the key by which the phone is
    /// enrolled, where it is for that one; the CSP installs no others (csp.md 12.3).
    func follow(_ change: NodeChange, of node: NodeLocation, in phone: inout Phone) {
        if leaf == nil, change == .deleted { phone.certificates.remove(thumbprint, from: location) }
        // The same certificate again changes nothing, and one with its key must not lose it.
        guard isWhole, entry(in: phone) == nil, let certificate = try? parsed(change, at: node.uri) else { return }
        var key: [UInt8]?
        if location == .user || location == .system, let own = phone.certificates.enrollmentIdentity?.privateKey,
            let signing = try? SigningKey(der: own), certificate.matches(signing)
        {
            key = own
        }
        phone.certificates.install(
            CertificateStore.Entry(
                certificate, in: location, privateKey: key, origin: phone.enrolled == nil ? .other : .server))
    }
}
