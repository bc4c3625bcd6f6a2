import Notation
import XML

/// DiscoverResponse: where the services are (MS-MDE2 3.1.4.1.3.2).
struct EnrollmentServices: Equatable, Sendable {
    var authPolicy: AuthPolicy
    /// Nil where the server has no policy service.
    var policyURL: String?
    var enrollmentURL: String
    /// The web page to sign in on, for AuthPolicy Federated.
    var authenticationURL: String?

    /// What MS-MDE2 3.1.4.1.3.2 knows; the lower of both sides' versions counts.
    private static let versions: Set<String> = ["1.0", "2.0", "3.0", "4.0", "5.0", "6.0"]

    static func read(
        _ answer: inout SOAPAnswer, allowsInsecureHTTP: Bool
    ) throws(EnrollmentFailure) -> EnrollmentServices {
        let result = try answer.element("DiscoverResult")
        if let version = result.first("EnrollmentVersion"), let text = version.value, !versions.contains(text) {
            answer.note(
                .unknownEnrollmentVersion, "EnrollmentVersion is \(text): this phone asked with version 4.0.",
                at: version)
        }
        let policyName = result.first("AuthPolicy")?.value ?? "none"
        guard let authPolicy = AuthPolicy(rawValue: policyName) else {
            throw EnrollmentFailure(
                .unacceptableAnswer, .discovery,
                "The server's AuthPolicy is \(policyName): a phone knows OnPremise, Federated and Certificate.")
        }
        func address(_ name: String) throws(EnrollmentFailure) -> WebAddress? {
            guard let text = result.first(name)?.value else { return nil }
            return try WebAddress.checked(text, name, allowsInsecureHTTP: allowsInsecureHTTP)
        }
        guard let enrollment = try address("EnrollmentServiceUrl") else {
            throw EnrollmentFailure(
                .unacceptableAnswer, .discovery, "The server's answer has no EnrollmentServiceUrl: add it there.")
        }
        let policy = try address("EnrollmentPolicyServiceUrl")
        if let policy, policy.host != enrollment.host {
            throw EnrollmentFailure(
                .unacceptableAnswer, .discovery,
                "EnrollmentPolicyServiceUrl and EnrollmentServiceUrl name the hosts \(policy.host) and "
                    + "\(enrollment.host): a phone asks for one host.")
        }
        return EnrollmentServices(
            authPolicy: authPolicy, policyURL: policy?.text, enrollmentURL: enrollment.text,
            authenticationURL: try address("AuthenticationServiceUrl")?.text)
    }

    /// The page with what it must be told (MS-MDE2 3.2; protocol.md 6.3).
    ///
    /// - Parameter address: where the page's last form brings the token.
    ///
    /// Inferred: the `appru` of a phone is not known; this is the one of the settings of Windows 10.
    func signInURL(
        emailAddress: String, returningTo address: String = "ms-app://windows.immersivecontrolpanel"
    ) -> String? {
        guard let authenticationURL, let page = WebAddress(authenticationURL) else { return nil }
        return page.adding(query: [("appru", address), ("login_hint", emailAddress)])
    }
}

extension WebAddress {
    /// An address out of the server's answer.
    static func checked(
        _ text: String, _ name: String, allowsInsecureHTTP: Bool
    ) throws(EnrollmentFailure) -> WebAddress {
        guard let address = WebAddress(text) else {
            throw EnrollmentFailure(.unacceptableAnswer, .discovery, "\(name) is no address of the web: \(text)")
        }
        guard address.isSecure || allowsInsecureHTTP else {
            throw EnrollmentFailure(
                .unacceptableAnswer, .discovery, "\(name) is \(text): a phone goes on with https only.")
        }
        return address
    }
}
