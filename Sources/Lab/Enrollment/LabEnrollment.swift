internal import Certificates
internal import Enrollment
internal import Notation
internal import XML

/// The three services of enrolment (MS-MDE2 3.1, 3.3 and 3.4), without sockets: the bytes of a request go in, an answer
/// and what is to be remembered come out.
package struct LabEnrollment: Sendable {
    package let configuration: LabConfiguration
    package let authority: LabAuthority
    private let sources: LabSources

    package init(configuration: LabConfiguration, authority: LabAuthority, sources: LabSources = .system) {
        self.configuration = configuration
        self.authority = authority
        self.sources = sources
    }

    /// Paths below the server's address.
    package enum Path {
        package static let discovery = "/EnrollmentServer/Discovery.svc"
        package static let policy = "/EnrollmentServer/Policy.svc"
        package static let enrollment = "/EnrollmentServer/Enrollment.svc"
        package static let authentication = "/EnrollmentServer/Authentication"
        package static let management = "/ManagementServer/MDM.svc"
    }

    /// Answers Discover (MS-MDE2 3.1.4.1).
    /// - Parameters:
    ///   - base: the server's address without a path, as the phone knows it.
    ///   - fault: the fault to answer with all the same.
    package func discover(_ request: [UInt8], base: String, fault: LabFault? = nil) -> LabAnswer {
        answer(request, fault) { (envelope) throws(LabFault) in
            guard envelope.body.name == "Discover", envelope.text("request", "EmailAddress") != nil else {
                throw LabFault.messageFormat("The request is not a Discover with an EmailAddress.")
            }
            let authentication = configuration.authentication
            return EnrollmentResponse.discovery(
                EnrollmentResponse.Discovery(
                    authentication: authentication,
                    policyURL: configuration.hasPolicyService ? base + Path.policy : nil,
                    enrollmentURL: base + Path.enrollment,
                    authenticationURL: authentication == .federated ? base + Path.authentication : nil),
                relatesTo: envelope.messageID)
        }
    }

    /// Answers GetPolicies (MS-MDE2 3.3.4.1).
    /// - Parameters:
    ///   - isKnown: whether the phone is one that is enrolled, by the certificate that it shows in TLS. Who renews has no
    ///     password any more.
    ///   - directory: what the directory says of the password in the request.
    package func policies(
        _ request: [UInt8], isKnown: Bool = false, directory: DirectoryVerdict = .noPassword, fault: LabFault? = nil
    ) -> LabAnswer {
        answer(request, fault) { (envelope) throws(LabFault) in
            guard envelope.body.name == "GetPolicies" else {
                throw LabFault.messageFormat("The request is not GetPolicies.")
            }
            if !isKnown { _ = try LabCredentialCheck(configuration, directory).person(envelope) }
            return EnrollmentResponse.policies(
                keyLength: configuration.keyLength, hash: configuration.hash?.policyIdentifier,
                relatesTo: envelope.messageID)
        }
    }

    private func answer(
        _ request: [UInt8], _ fault: LabFault?, _ work: (SOAPEnvelope) throws(LabFault) -> [UInt8]
    ) -> LabAnswer {
        do throws(LabFault) {
            if let fault { throw fault }
            let envelope = try SOAPEnvelope(request)
            return LabAnswer(status: 200, mediaType: EnrollmentResponse.mediaType, body: try work(envelope))
        } catch {
            return refusal(error, request)
        }
    }

    func refusal(_ fault: LabFault, _ request: [UInt8]) -> LabAnswer {
        let id = (try? SOAPEnvelope(request))?.messageID ?? ""
        return LabAnswer(
            status: 500, mediaType: EnrollmentResponse.mediaType, body: EnrollmentResponse.fault(fault, relatesTo: id))
    }

    /// What is shared with a phone, where it must show more than its certificate.
    func makeCredentials(for device: String) -> LabCredentials? {
        let settings = configuration.management
        guard settings.clientScheme != nil || settings.authenticatesItself else { return nil }
        return LabCredentials(
            deviceName: device, deviceSecret: Base64.encode(sources.octets(18)), deviceNonce: sources.octets(16),
            serverSecret: Base64.encode(sources.octets(18)), serverNonce: sources.octets(16))
    }

    /// The time for certificates.
    var now: Int64 { sources.sharedNow() }
}

extension HashAlgorithm {
    /// The object identifier that group 1 of a policy answer lists (MS-XCEP 3.1.4.1.3.16).
    fileprivate var policyIdentifier: String {
        switch self {
        case .sha1: "1.3.14.3.2.29"
        case .sha256: "2.16.840.1.101.3.4.2.1"
        }
    }
}
