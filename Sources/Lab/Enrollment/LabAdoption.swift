package import Certificates
internal import Notation

/// A phone that an administrator lets in by a certificate that the lab's authority has signed, whoever asked it to: it was
/// never enrolled here, and gets its account by a document that somebody hands over.
package struct LabAdoption: Sendable {
    /// `Source` of the phone's messages, which its `status` tells.
    package var id: String
    package var certificate: ParsedCertificate
    package var user: String?
    /// As lists show it until the phone has told its name; its id if nil.
    package var name: String?
    /// The build of Windows that it has, for what depends on it, until the phone tells; nil where that is not known, and nothing
    /// is refused for it.
    package var osVersion: String?

    package init(
        id: String, certificate: ParsedCertificate, user: String? = nil, name: String? = nil, osVersion: String? = nil
    ) {
        self.id = id
        self.certificate = certificate
        self.user = user
        self.name = name
        self.osVersion = osVersion
    }
}

extension LabEnrollment {
    /// The phone as it is to be remembered, and the provisioning document to hand over.
    /// - Parameter base: the server's address without a path, as the phone is to know it.
    /// - Throws: for a certificate with which the phone would get no session.
    package func adopt(_ adoption: LabAdoption, base: String) throws(LabError) -> (device: LabDevice, document: String)
    {
        let (bounds, certificate) = (configuration.management.bounds, adoption.certificate)
        let texts = [
            (adoption.id, "id"), (adoption.user ?? "x", "user"), (adoption.name ?? "x", "name"),
            (adoption.osVersion ?? "x", "osVersion"),
        ]
        for (text, what) in texts where text.trimmed.isEmpty || text.utf8.count > bounds.name {
            throw LabError(.badAdoption, "The \(what) must be a text of 1 to \(bounds.name) octets.")
        }
        try check(certificate)
        var device = LabDevice(id: adoption.id)
        device.user = adoption.user
        device.tenant = configuration.tenant
        device.thumbprint = certificate.thumbprint
        device.credentials = makeCredentials(for: adoption.id)
        device.context = [("DeviceName", adoption.name), ("OSVersion", adoption.osVersion)].compactMap { name, value in
            value.map { LabDevice.ContextItem(name: name, value: $0) }
        }
        let settings = configuration.management
        var document = LabProvisioningDocument(
            root: authority.certificate, certificate: nil, provider: settings.providerID,
            address: base + Path.management, commonName: certificate.commonName ?? adoption.id, user: device.user,
            scheme: settings.clientScheme, credentials: device.credentials, settings: configuration.provisioning)
        document.namesCertificate = false
        document.renewalURL = base + Path.enrollment
        return (device, document.text)
    }

    /// What TLS would refuse later without a reason is refused here with one. A proxy that ends TLS has rules of its own.
    private func check(_ certificate: ParsedCertificate) throws(LabError) {
        guard configuration.usesTLS else { return }
        guard !certificate.isAuthority else {
            throw LabError(
                .badAdoption,
                "The certificate is an authority's. Give the one that the authority has signed for the phone."
            )
        }
        let isSigned =
            (try? ParsedCertificate(der: authority.certificate)).map { certificate.isSigned(by: $0) } ?? false
        guard isSigned else {
            throw LabError(
                .badAdoption,
                "The certificate is signed by \(certificate.issuer), and the lab trusts its own authority alone: have it signed "
                    + "with \(LabFolder.certificateFile) and \(LabFolder.keyFile) of the lab's folder.")
        }
        guard certificate.notBefore <= now, now <= certificate.notAfter else {
            let (from, until) = (Instant(seconds: certificate.notBefore), Instant(seconds: certificate.notAfter))
            throw LabError(
                .badAdoption, "The certificate is valid from \(from.text) until \(until.text), and now is not between.")
        }
    }
}

extension LabManagement {
    /// Lets a phone in that has not enrolled here. One that is known begins anew, and its old certificate counts no more.
    package func adopt(_ device: LabDevice) async throws(LabError) {
        if let thumbprint = device.thumbprint, let holder = register.holder(ofCertificate: thumbprint),
            holder != device.id
        {
            throw LabError(
                .badAdoption, "The certificate \(thumbprint) is that of the device '\(holder)'. Give each its own.")
        }
        do {
            try await enroll(device)
        } catch {
            let code: LabError.Code = error.subcode == LabFault.enrollmentServer("").subcode ? .notKept : .badAdoption
            throw LabError(code, error.reason)
        }
        record(.enrolled, device: device.id, "let in by an administrator")
    }
}
