import ManagementTree

/// Under which node an enrolment by SCEP was ordered, and what follows from that.
struct SCEPRequester: Codable, Equatable {
    /// The name of the CSP.
    let csp: String
    /// The name of the node, in lower case.
    let name: String
    /// The store into which the certificate goes.
    let location: CertificateStore.Location
    /// What tells the server that the certificate is there; nil where nothing does.
    let alert: GenericAlert?

    /// By which results are told apart.
    var key: String { "\(csp)/\(location.rawValue)/\(name)" }

    /// CertificateStore/MY/SCEP. Its page says that the device does not report by itself.
    ///
    /// Inferred: the certificate goes to the user's store, as the CSP shows no other for certificates of the phone's own.
    static func certificateStore(_ node: NodeLocation) -> SCEPRequester {
        SCEPRequester(csp: "CertificateStore", name: name(node), location: .user, alert: nil)
    }

    /// ClientCertificateInstall/SCEP. Of the device's certificates and those of its user each has its own store (the page,
    /// *Device or User*).
    static func clientCertificateInstall(_ node: NodeLocation) -> SCEPRequester {
        SCEPRequester(
            csp: "ClientCertificateInstall", name: name(node), location: node.uri.scope == .user ? .user : .system,
            alert: GenericAlert(
                type: installedAlert, format: "int", data: "0", source: node.uri.ancestor(depth: 5).description))
    }

    /// Inferred: the page says that an alert is sent after the certificate is installed, and nowhere what it says (csp.md
    /// section 7); this type has the form of those of applications. At Enroll the page has the contrary.
    static let installedAlert = "Reversed-Domain-Name:com.microsoft.mdm.SCEPCertificateInstall.result"

    private static func name(_ node: NodeLocation) -> String { node.openNames.first?.text.lowercased() ?? "" }
}
