internal import Certificates
internal import Notation
internal import XML

/// RequestSecurityToken: a certificate and the provisioning document, at first or again (MS-MDE2 3.4.4.1).
extension LabEnrollment {
    /// What came of a request for a certificate.
    package struct Admission: Sendable {
        package var answer: LabAnswer
        /// The phone as it is to be remembered; nil where it was refused.
        package var device: LabDevice?
        package var isRenewal: Bool
        package var fault: LabFault?
    }

    /// Answers RequestSecurityToken.
    /// - Parameters:
    ///   - holder: finds the phone that was given the certificate of a thumbprint, as a renewal needs it. It is asked for one
    ///     phone, because a list of all of them for each that enrols is what ten thousand cannot bear.
    ///   - directory: what the directory says of the password in the request.
    ///   - oddities: what shall be wrong with the certificate and the document.
    package func enroll(
        _ request: [UInt8], base: String, directory: DirectoryVerdict = .noPassword,
        holder: (_ thumbprint: String) async -> LabDevice? = { _ in nil },
        oddities: LabOddities = LabOddities(), fault: LabFault? = nil
    ) async -> Admission {
        do throws(LabFault) {
            if let fault { throw fault }
            let envelope = try SOAPEnvelope(request)
            guard envelope.body.name == "RequestSecurityToken" else {
                throw LabFault.messageFormat("The request is not RequestSecurityToken.")
            }
            let isRenewal = envelope.isRenewal
            let token = try Self.token(envelope, isRenewal: isRenewal)
            let issuance = Issuance(base: base, directory: directory, oddities: oddities, envelope: envelope)
            let (device, text) =
                isRenewal ? try await renew(token, holder, issuance) : try issue(token, issuance)
            let body = EnrollmentResponse.token(Base64.encode(Array(text.utf8)), relatesTo: envelope.messageID)
            return Admission(
                answer: LabAnswer(status: 200, mediaType: EnrollmentResponse.mediaType, body: body), device: device,
                isRenewal: isRenewal)
        } catch {
            return Admission(answer: refusal(error, request), isRenewal: false, fault: error)
        }
    }

    /// What each ValueType announces; a renewal's is written in two ways (MS-MDE2 3.4.4.1.1.2 and Windows itself).
    private static let valueTypes: [(isRenewal: Bool, names: [String])] = [
        (false, ["http://schemas.microsoft.com/windows/pki/2009/01/enrollment#PKCS10"]),
        (
            true,
            [
                "http://schemas.microsoft.com/windows/pki/2009/01/enrollment#PKCS7",
                "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd#PKCS7",
            ]
        ),
    ]

    /// The octets of the request for a certificate. A token without ValueType is taken for what RequestType asks.
    private static func token(_ envelope: SOAPEnvelope, isRenewal: Bool) throws(LabFault) -> [UInt8] {
        guard let element = envelope.body.first("BinarySecurityToken"), let octets = Base64.decode(element.text) else {
            throw LabFault.messageFormat("The request has no BinarySecurityToken in base64.")
        }
        let isRight = valueTypes.contains { type in
            type.isRenewal == isRenewal && element.attribute("ValueType").map(type.names.contains) ?? true
        }
        guard isRight else {
            throw LabFault.messageFormat(
                "The BinarySecurityToken is of type '\(element.attribute("ValueType") ?? "")', which is not one for "
                    + (isRenewal ? "renewals." : "new certificates."))
        }
        return octets
    }

    /// What all parts of an answer need.
    private struct Issuance {
        var base: String
        var directory: DirectoryVerdict
        var oddities: LabOddities
        var envelope: SOAPEnvelope
    }

    private func issue(_ octets: [UInt8], _ issuance: Issuance) throws(LabFault) -> (LabDevice, String) {
        let person = try LabCredentialCheck(configuration, issuance.directory).person(issuance.envelope)
        let request: LabCertificateRequest
        do {
            request = try LabCertificateRequest(der: octets)
        } catch {
            throw LabFault.certificateRequest(error.message)
        }
        let context = context(issuance.envelope)
        let value: (String) -> String? = { name in context.first { $0.name == name }?.value }
        guard let id = value("DeviceID"), !id.isEmpty else {
            throw Self.invalidData("There is no DeviceID.")
        }
        let longest = configuration.management.bounds.name
        guard id.utf8.count <= longest, (person.name?.utf8.count ?? 0) <= longest else {
            throw Self.invalidData("The DeviceID or the user's name has more than \(longest) octets.")
        }
        var device = LabDevice(id: id)
        device.user = person.name
        device.tenant = person.tenant
        device.context = context
        device.credentials = makeCredentials(for: id)
        // Windows puts a GUID, `!` and its id into the name and expects the id alone (protocol.md 6.5).
        let name = request.commonName.contains("!") || request.commonName.isEmpty ? id : request.commonName
        let certificate = try certificate(for: request, name, issuance.oddities)
        device.thumbprint = certificate.map(Digest.thumbprint(of:))
        let document = document(
            issuance, device, certificate, name, isDeviceCertificate: value("EnrollmentType") == "Device")
        return (device, document.text)
    }

    private func renew(
        _ octets: [UInt8], _ holder: (String) async -> LabDevice?, _ issuance: Issuance
    ) async throws(LabFault) -> (LabDevice, String) {
        let opened: (request: LabCertificateRequest, thumbprint: String)
        do {
            opened = try await authority.openRenewal(octets, now: now)
        } catch {
            throw error.code == .certificateRequest
                ? LabFault.certificateRequest(error.message) : LabFault.invalidSecurity(error.message)
        }
        guard var device = await holder(opened.thumbprint), device.state == .enrolled else {
            throw LabFault.notEligibleToRenew("No enrolled device has the certificate \(opened.thumbprint).")
        }
        let name = opened.request.commonName.contains("!") ? device.id : opened.request.commonName
        let certificate = try certificate(for: opened.request, name, issuance.oddities)
        device.thumbprint = certificate.map(Digest.thumbprint(of:))
        // One that was let in by hand says only now how it has enrolled.
        let said = context(issuance.envelope).first { $0.name == "EnrollmentType" && !$0.value.isEmpty }?.value
        let type = said ?? device.contextValue("EnrollmentType")
        let document = document(issuance, device, certificate, name, isDeviceCertificate: type == "Device")
        return (device, document.renewalText)
    }

    private func document(
        _ issuance: Issuance, _ device: LabDevice, _ certificate: [UInt8]?, _ name: String, isDeviceCertificate: Bool
    ) -> LabProvisioningDocument {
        let settings = configuration.management
        return LabProvisioningDocument(
            root: authority.certificate, certificate: certificate, isDeviceCertificate: isDeviceCertificate,
            provider: settings.providerID, address: issuance.base + Path.management, commonName: name,
            user: device.user, scheme: settings.clientScheme, credentials: device.credentials,
            settings: configuration.provisioning, oddity: issuance.oddities.document)
    }

    /// The phone's certificate, or what an oddity puts in its place.
    private func certificate(
        for request: LabCertificateRequest, _ name: String, _ oddities: LabOddities
    ) throws(LabFault) -> [UInt8]? {
        let days = configuration.provisioning.certificateDays
        do {
            switch oddities.certificate {
            case nil:
                return try authority.deviceCertificate(for: request, commonName: name, now: now, days: days)
            // The server's own kind of certificate is for a key that the phone does not have.
            case .otherKey: return try authority.serverCertificate(names: [.dns(name)], now: now).certificate
            case .otherIssuer:
                let other = try LabAuthority.make(named: "Another Root", now: now)
                return try other.deviceCertificate(for: request, commonName: name, now: now, days: days)
            case .garbage: return Array("This is no certificate.".utf8)
            case .missing: return nil
            }
        } catch {
            throw LabFault.enrollmentServer(error.message)
        }
    }

    private static func invalidData(_ reason: String) -> LabFault {
        LabFault("EnrollmentServer", errorType: "InvalidEnrollmentData", reason: reason)
    }

    private func context(_ envelope: SOAPEnvelope) -> [LabDevice.ContextItem] {
        let bounds = configuration.management.bounds
        let items = envelope.body.first("AdditionalContext")?.all("ContextItem") ?? []
        return items.prefix(bounds.properties).map { item in
            LabDevice.ContextItem(
                name: (item.attribute("Name") ?? "").limited(to: bounds.name),
                value: (item.first("Value")?.text.trimmed ?? "").limited(to: bounds.property))
        }
    }
}
