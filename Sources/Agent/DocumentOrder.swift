package import Certificates
package import Enrollment
package import Notation
import SimulatedPhone

/// What a person says who enrols a phone with a provisioning document and not with a server.
package struct DocumentOrder: Sendable {
    /// The document, in any form that `ProvisioningFile` reads.
    package var document: [UInt8]
    /// Where it is from, for people.
    package var documentName: String
    /// A certificate and its key that somebody has; nil makes a new key and a certificate that it has signed itself.
    package var identity: ProvisioningFile.Identity?
    package var identityName: String?
    /// The user principal name; nil takes the document's, or the one who joined the phone.
    package var user: String?
    /// Where discovery would have begun, for renewal.
    package var discoveryURL: String?
    /// nil follows from the phone: `Device` where it is joined to Azure AD, else `Full`.
    package var kind: EnrollmentType?
    /// What sort of key is made where nobody has one.
    package var keyType: KeyType = .rsa
    package var allowsInsecureHTTP = false
    /// Whether the server hashes nonces undecoded.
    package var usesNonceUndecoded = false

    package init(document: [UInt8], documentName: String) {
        self.document = document
        self.documentName = documentName
    }
}

extension DeviceAgent {
    /// Enrols the phone with a document, as if its server had just answered with it. All of it is done, or nothing of it
    /// stays.
    package func enroll(_ order: DocumentOrder) async throws(AgentError) {
        try await inTurn { () async throws(AgentError) in
            if let enrolled = phone.enrolled {
                throw AgentError(EnrollmentFailure.alreadyEnrolled(by: enrolled.account.providerID))
            }
            let identity = try await identity(for: order)
            var plan = order.plan(for: phone)
            let reading: ProvisioningFile.Reading
            do throws(EnrollmentFailure) {
                reading = try ProvisioningFile.read(
                    order.document, for: plan, identity: identity, at: clock.now().seconds)
            } catch {
                throw AgentError(
                    .unusableDocument, "\(order.documentName): \(error.description)", hresult: error.hresult)
            }
            try tell(reading.tolerances)
            plan.emailAddress = order.user ?? reading.user ?? phone.join?.user ?? ""
            let origin = order.origin(reading)
            tell(.note, "taken from \(origin.document): the account; \(origin.certificate)")
            try await install(
                Provisioner(
                    provisioning: reading.provisioning, key: identity.key, plan: plan, discoveryURL: plan.discoveryURL,
                    origin: origin, usesNonceUndecoded: order.usesNonceUndecoded))
        }
    }

    /// The identity that somebody has, or a new one. As long as a phone's certificate of most servers it is good for a year.
    private func identity(for order: DocumentOrder) async throws(AgentError) -> ProvisioningFile.Identity {
        if let identity = order.identity { return identity }
        let key = try await Self.makeKey(KeyKind(order.keyType), configuration)
        do {
            let certificate = try SelfSignedCertificate.make(
                commonName: phone.deviceID, key: key, from: clock.now().seconds, days: 365)
            return ProvisioningFile.Identity(certificates: [certificate], key: key)
        } catch {
            throw AgentError(.enrollment(.requestNotMade), error.message)
        }
    }
}

extension DocumentOrder {
    fileprivate func plan(for phone: Phone) -> EnrollmentPlan {
        EnrollmentPlan(
            discoveryURL: discoveryURL ?? "", emailAddress: user ?? "", device: phone.enrollmentDevice, credential: nil,
            kind: kind ?? (phone.join == nil ? .full : .device), allowsInsecureHTTP: allowsInsecureHTTP)
    }

    /// What came from where, in words.
    fileprivate func origin(_ reading: ProvisioningFile.Reading) -> EnrollmentOrigin {
        let certificate =
            if identity == nil {
                "a new key, with a certificate that it has signed itself"
            } else if reading.hasOwnCertificate {
                "the document's certificate, with the key of \(identityName ?? "the identity")"
            } else {
                "certificate and key of \(identityName ?? "the identity")"
            }
        return EnrollmentOrigin(document: documentName, certificate: certificate)
    }
}
