package import Certificates
package import Wire

/// Enrolment with an MDM server, or the renewal of its certificate, as a pure state machine (MS-MDE2 1.3 and 3;
/// protocol.md 6.1, 6.9): events go in, the next step comes out. Keys, names and time come from outside.
///
/// The way of an enrolment: probe, Discover, sign-in on a web page, GetPolicies, key, RequestSecurityToken, document.
/// What is known or not wanted is left out.
package struct EnrollmentMachine: Sendable {
    /// What the machine waits for.
    enum State: Equatable, Sendable {
        case idle
        /// The answer to the GET with which a server is looked for.
        case probing
        /// The same without TLS, where only a redirection is of use; and why there was no answer with it.
        case seekingRedirection(EnrollmentConnectionFailure)
        case discovering
        case signingIn(EnrollmentServices)
        case askingPolicy(EnrollmentServices)
        case needingKey(KeyRequirements, enrollmentURL: String)
        case requestingToken(key: SigningKey, enrollmentURL: String)
        case finished
    }

    package let plan: EnrollmentPlan
    /// Where discovery takes place; after a redirection the new address, to be kept for renewal.
    package internal(set) var discoveryURL: String
    /// Whether discovery was sent elsewhere: once is enough.
    var wasRedirected = false
    var credential: EnrollmentCredential?
    var state = State.idle
    /// What was taken although it was odd, since `takeTolerances` was called last.
    var tolerances: [EnrollmentTolerance] = []

    package init(_ plan: EnrollmentPlan) {
        self.plan = plan
        discoveryURL = plan.discoveryURL
        credential = plan.credential
    }

    /// The first step.
    /// - Parameters:
    ///   - managedBy: the name of the server that manages the phone already; nil where none does. Renewals do not mind.
    ///   - seconds: what time it is, since 1970; also in the other events.
    package mutating func start(managedBy provider: String? = nil, at seconds: Int64) -> EnrollmentStep {
        guard state == .idle else { return .failed(.inProgress) }
        return advance { (machine) throws(EnrollmentFailure) in
            switch machine.plan.purpose {
            case .enrollment:
                if let provider { throw EnrollmentFailure.alreadyEnrolled(by: provider) }
                return try machine.startDiscovery()
            case .renewal(let old):
                return try machine.startRenewal(of: old, at: seconds)
            }
        }
    }

    /// The answer to the call of the last step.
    package mutating func receive(_ answer: WireResponse, at seconds: Int64) -> EnrollmentStep {
        advance { (machine) throws(EnrollmentFailure) in
            switch machine.state {
            case .probing: try machine.probed(answer)
            case .seekingRedirection(let first): try machine.soughtRedirection(answer, after: first)
            case .discovering: try machine.discovered(answer, at: seconds)
            case .askingPolicy(let services): try machine.gotPolicy(answer, services)
            case .requestingToken(let key, let url): try machine.gotToken(answer, key: key, url: url, at: seconds)
            case .idle, .signingIn, .needingKey, .finished: throw .unexpected("an answer")
            }
        }
    }

    /// No answer came to the call of the last step.
    package mutating func receive(_ failure: EnrollmentConnectionFailure) -> EnrollmentStep {
        advance { (machine) throws(EnrollmentFailure) in
            switch machine.state {
            case .probing: return try machine.probeFailed(failure)
            case .seekingRedirection(let first): throw machine.serverNotFound(first)
            case .discovering: throw EnrollmentFailure(failure, .discovery, url: machine.discoveryURL)
            case .askingPolicy(let services):
                throw EnrollmentFailure(failure, .policy, url: services.policyURL ?? services.enrollmentURL)
            case .requestingToken(_, let url): throw EnrollmentFailure(failure, .enrollment, url: url)
            case .idle, .signingIn, .needingKey, .finished: throw .unexpected("a failed connection")
            }
        }
    }

    /// The address of the web page for a browser whose last form goes elsewhere than to the phone's settings; nil where no
    /// page is waited for.
    package func signInURL(returningTo address: String) -> String? {
        guard case .signingIn(let services) = state else { return nil }
        return services.signInURL(emailAddress: plan.emailAddress, returningTo: address)
    }

    /// The token of the web page, as the page's last form has it in `wresult` (MS-MDE2 3.2).
    package mutating func provide(token: String, at seconds: Int64) -> EnrollmentStep {
        advance { (machine) throws(EnrollmentFailure) in
            guard case .signingIn(let services) = machine.state else { throw .unexpected("a token") }
            guard !token.isEmpty else {
                throw EnrollmentFailure(
                    .webAuthenticationFailed, .authentication,
                    "The web page gave no token: sign in there again and let the page finish.")
            }
            machine.credential = .token(token)
            return try machine.askPolicy(services, at: seconds)
        }
    }

    /// The key that was asked for.
    /// - Parameter guid: a new GUID, for the name in the form of request that Windows has.
    package mutating func provide(key: SigningKey, guid: String, at seconds: Int64) -> EnrollmentStep {
        advance { (machine) throws(EnrollmentFailure) in
            guard case .needingKey(let requirements, let url) = machine.state else { throw .unexpected("a key") }
            return try machine.requestToken(key: key, guid: guid, requirements, url: url, at: seconds)
        }
    }

    /// What was odd in the last answers and was taken all the same, once.
    package mutating func takeTolerances() -> [EnrollmentTolerance] {
        defer { tolerances = [] }
        return tolerances
    }

    /// Makes a step; after a failure nothing is waited for any more.
    private mutating func advance(
        _ step: (inout EnrollmentMachine) throws(EnrollmentFailure) -> EnrollmentStep
    ) -> EnrollmentStep {
        do throws(EnrollmentFailure) {
            return try step(&self)
        } catch {
            state = .finished
            return .failed(error)
        }
    }
}

extension EnrollmentMachine {
    /// Posts a request with the credential.
    mutating func post(
        _ request: ServiceRequest, _ phase: EnrollmentFailure.Phase, at seconds: Int64
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        let body: [UInt8]
        do throws(CertificateError) {
            body = try request.bytes(
                for: credential, isTimed: isRenewal, isJoined: plan.device.directoryDeviceID != nil, at: seconds)
        } catch {
            throw EnrollmentFailure(.requestNotMade, phase, "The request cannot be signed: \(error)")
        }
        return .send(.soap(body, to: request.url, userAgent: plan.device.userAgent))
    }

    var isRenewal: Bool {
        if case .renewal = plan.purpose { true } else { false }
    }
}
