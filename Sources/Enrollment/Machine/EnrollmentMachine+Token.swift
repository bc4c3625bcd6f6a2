import Certificates
import Notation
import Wire

/// Policy, key, certificate and document (MS-MDE2 3.3 and 3.4; protocol.md 6.5).
extension EnrollmentMachine {
    mutating func askPolicy(
        _ services: EnrollmentServices, at seconds: Int64
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        guard let url = services.policyURL else { return needKey(.standard, services.enrollmentURL) }
        state = .askingPolicy(services)
        return try post(.policies(at: url), .policy, at: seconds)
    }

    mutating func gotPolicy(
        _ answer: WireResponse, _ services: EnrollmentServices
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        let url = services.policyURL ?? services.enrollmentURL
        var response = try SOAPAnswer.read(answer, .policy(.policies(at: url)), url: url)
        let policy = try EnrollmentPolicy.read(&response)
        tolerances += response.tolerances
        return needKey(policy, services.enrollmentURL)
    }

    /// Without a policy Windows signs its request with SHA-1 (protocol.md 6.5), and so does its form here, always: no
    /// other was seen. The standard form takes SHA-256 then, because authorities of today refuse SHA-1.
    private mutating func needKey(_ policy: EnrollmentPolicy, _ url: String) -> EnrollmentStep {
        let hash: HashAlgorithm =
            switch (plan.requestForm, plan.keyType) {
            case (.windows, _): .sha1
            case (.standard, .rsa): policy.hash ?? .sha256
            // Inferred: size and digest of a policy are meant for RSA, and do not bind who asks for P-256.
            case (.standard, .p256): .sha256
            }
        let requirements = KeyRequirements(kind: KeyKind(plan.keyType, bits: policy.bits), hash: hash)
        state = .needingKey(requirements, enrollmentURL: url)
        return .needsKey(requirements)
    }

    mutating func requestToken(
        key: SigningKey, guid: String, _ requirements: KeyRequirements, url: String, at seconds: Int64
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        let request: ServiceRequest
        do throws(CertificateError) {
            let certificateRequest = try certificateRequest(key: key, guid: guid, requirements.hash)
            switch plan.purpose {
            case .enrollment:
                request = .issue(certificateRequest, plan, at: url)
            case .renewal(let old):
                // Signed with the key that is known to the server, so that it believes in the new one.
                let signed = try CMS.signedData(
                    certificateRequest, certificate: old.certificate, key: old.key, at: seconds)
                request = .renew(signed, plan, at: url)
            }
        } catch {
            throw EnrollmentFailure(.requestNotMade, .enrollment, "The certificate request cannot be made: \(error)")
        }
        state = .requestingToken(key: key, enrollmentURL: url)
        return try post(request, .enrollment, at: seconds)
    }

    /// The common name is what the certificate is to say: the device's id (protocol.md 6.5; csp.md 8.1).
    private func certificateRequest(
        key: SigningKey, guid: String, _ hash: HashAlgorithm
    ) throws(CertificateError) -> [UInt8] {
        let joined = plan.kind == .device ? plan.device.directoryDeviceID : nil
        let form: CertificateRequest.Form =
            switch plan.requestForm {
            case .windows: .windows
            case .standard: .standard(hash)
            }
        return try CertificateRequest.make(
            commonName: joined ?? plan.device.deviceID, deviceID: plan.device.deviceID, guid: guid, key: key, form: form
        )
    }

    mutating func gotToken(
        _ answer: WireResponse, key: SigningKey, url: String, at seconds: Int64
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        let response = try SOAPAnswer.read(answer, .token, url: url)
        tolerances += response.tolerances
        let document = try ProvisioningDocument.read(try TokenAnswer.document(response))
        var rules = ProvisioningRules(
            key: key, needsDeviceStore: plan.kind == .device, allowsInsecureHTTP: plan.allowsInsecureHTTP, now: seconds)
        state = .finished
        defer { tolerances += rules.tolerances }
        switch plan.purpose {
        case .enrollment:
            return .finished(try rules.provisioning(of: document))
        case .renewal(let old):
            return .renewed(try rules.renewal(of: document, providerID: old.providerID))
        }
    }
}

/// Renewal of the certificate, "request on behalf of" (MS-MDE2 3.5; protocol.md 6.9).
extension EnrollmentMachine {
    mutating func startRenewal(
        of old: RenewedIdentity, at seconds: Int64
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        guard old.entDMID?.isEmpty == false || old.isForced else {
            throw EnrollmentFailure(
                .renewalNotPrepared, .enrollment,
                "The certificate cannot be renewed before the server has set "
                    + "DMClient/Provider/\(old.providerID)/EntDMID: let it do so in a session.")
        }
        guard seconds <= old.certificate.notAfter else {
            throw EnrollmentFailure(
                .certificateExpired, .enrollment,
                "The certificate expired at \(Instant(seconds: old.certificate.notAfter).text), and an expired one is not "
                    + "renewed: enrol again.")
        }
        // Inferred: the CSP has ServerURL stand for the address of the enrolment service, MS-MDE2 2.2.9.2 for that of
        // discovery. The former is the simpler reading of "certificate renewal server".
        guard let url = old.serverURL, !url.isEmpty else { return try startDiscovery() }
        let address = try WebAddress.checked(url, "ServerURL", allowsInsecureHTTP: plan.allowsInsecureHTTP)
        return needKey(.standard, address.text)
    }
}
