import ManagementTree

/// RootCATrustedCertificates: whom the device trusts (Microsoft, *RootCATrustedCertificates CSP*; csp.md 12.2, C19). The
/// roots are those of every later TLS connection of the phone.
///
/// The stores of the device are those that CertificateStore shows too. Those of the user are his own, and he has no roots.
/// What publishers and people are trusted for (apps, mail) is no affair of the simulation: they are kept and told.
struct RootCATrustedCertificatesProvider: Provider {
    private static let device: [String: CertificateStore.Location] = [
        "Root": .root, "CA": .intermediate, "TrustedPublisher": .trustedPublisher, "TrustedPeople": .trustedPeople,
    ]
    private static let user: [String: CertificateStore.Location] = [
        "CA": .userIntermediate, "TrustedPublisher": .userTrustedPublisher, "TrustedPeople": .userTrustedPeople,
    ]

    private func stores(_ node: NodeLocation) -> [String: CertificateStore.Location] {
        node.uri.scope == .user ? Self.user : Self.device
    }

    private func certificate(_ node: NodeLocation) -> CertificateNode? { CertificateNode(node, stores(node)) }

    func keeps(_ node: NodeLocation) -> Bool { certificate(node)?.isWhole == true }

    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        CertificateNode.names(below: parent, stores(parent), in: phone)
    }

    func computes(_ name: NodeName, below parent: NodeLocation, in phone: Phone) -> Bool {
        CertificateNode.computes(name, below: parent, stores(parent), in: phone)
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        certificate(node)?.text(in: phone).map { node.value($0) }
    }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        try certificate(node)?.check(change, of: node)
    }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        certificate(node)?.follow(change, of: node, in: &phone)
        return .done
    }

    /// Those of others: what the phone has the key to is seen where it was installed.
    func sights(in phone: Phone) -> [String] {
        phone.certificates.entries.filter { $0.privateKey == nil }.map { "trusts \($0.sight)" }
    }
}
