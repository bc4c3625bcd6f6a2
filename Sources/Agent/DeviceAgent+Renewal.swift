import Certificates
import Enrollment
import ManagementTree
import Notation
import SimulatedPhone

/// Renewal of the certificate that the phone shows its server (MS-MDE2 2.2.9.2).
extension DeviceAgent {
    /// Renews the certificate that the phone shows its server, without a person ("request on behalf of").
    /// - Parameter isForced: also where the server has set no EntDMID, without which a phone does not renew.
    package func renew(isForced: Bool = false) async throws(AgentError) {
        try await inTurn { () async throws(AgentError) in try await renewNow(isForced: isForced) }
    }

    /// To be called in turn.
    func renewNow(isForced: Bool) async throws(AgentError) {
        guard let enrolled = phone.enrolled, let identity = phone.certificates.enrollmentIdentity else {
            throw AgentError.notEnrolled
        }
        // Whatever fails from here on is a try that failed: the next one is an interval later, and other duties come before.
        try await change { phone, environment in
            phone.enrolled?.renewal.status = .running
            phone.enrolled?.renewal.lastTry = environment.now
        }
        do throws(AgentError) {
            let (step, key, _) = try await run(try renewalPlan(enrolled, identity, isForced: isForced))
            guard case .renewed(let renewal) = step, let key else { throw AgentError.unfinishedEnrollment }
            try await change { (phone, environment) throws(AgentError) in
                phone.adopt(renewal, key: key, now: environment.now)
            }
        } catch {
            try await change { phone, _ in phone.noteFailedRenewal(error) }
            throw error
        }
        tell(.renewed, "the phone has a new certificate")
    }

    private func renewalPlan(
        _ enrolled: Enrolled, _ identity: CertificateStore.Entry, isForced: Bool
    ) throws(AgentError) -> EnrollmentPlan {
        if let obstacle = enrolled.renewalObstacle { throw AgentError(.enrollment(.renewalNotPrepared), obstacle) }
        guard let key = identity.privateKey else { throw AgentError.notEnrolled }
        let old: RenewedIdentity
        do {
            old = RenewedIdentity(
                certificate: try ParsedCertificate(der: identity.certificate), key: try SigningKey(der: key),
                providerID: enrolled.account.providerID, entDMID: phone.accountValue(["EntDMID"])?.text,
                serverURL: enrolled.renewal.serverURL, isForced: isForced)
        } catch {
            throw AgentError(.notEnrolled, "the phone's certificate cannot be read: \(error)")
        }
        return EnrollmentPlan(
            discoveryURL: enrolled.account.discoveryURL, emailAddress: enrolled.account.user,
            device: phone.enrollmentDevice, credential: .password(user: enrolled.account.user, password: ""),
            kind: enrolled.account.enrollmentType == .device ? .device : .full,
            allowsInsecureHTTP: WebAddress(enrolled.account.discoveryURL)?.isSecure == false,
            // Inferred: the next key is of the sort of the one before.
            keyType: old.key.type, purpose: .renewal(old))
    }
}
