import Notation
import Wire

/// Finding the server and its services (MS-MDE2 3.1; protocol.md 6.2).
extension EnrollmentMachine {
    mutating func startDiscovery() throws(EnrollmentFailure) -> EnrollmentStep {
        guard plan.emailAddress.contains("@") || plan.emailAddress.contains("\\") else {
            throw EnrollmentFailure(
                .badAddress, .discovery,
                "\"\(plan.emailAddress)\" is no user: give an address such as user@contoso.com, or domain\\user.")
        }
        guard let address = WebAddress(plan.discoveryURL) else {
            throw EnrollmentFailure(
                .badAddress, .discovery,
                "\"\(plan.discoveryURL)\" is no address of a server: give one that begins with https://.")
        }
        guard address.isSecure || plan.allowsInsecureHTTP else {
            throw EnrollmentFailure(
                .badAddress, .discovery,
                "\(address.text) is not secure: give an address that begins with https://, or allow http for a server "
                    + "on this machine.")
        }
        guard plan.probes else { return discover() }
        state = .probing
        return .send(.probe(address.text, userAgent: plan.device.userAgent))
    }

    private mutating func discover() -> EnrollmentStep {
        state = .discovering
        // Discover shows no credential: its answer tells which one is wanted.
        let body = ServiceRequest.discover(plan, at: discoveryURL).envelope().wireForm
        return .send(.soap(body, to: discoveryURL, userAgent: plan.device.userAgent))
    }

    mutating func probed(_ answer: WireResponse) throws(EnrollmentFailure) -> EnrollmentStep {
        if answer.isRedirection { return try follow(answer.headers["Location"]) }
        guard answer.status != 200 else { return discover() }
        return try seekRedirection(Self.failure(of: answer))
    }

    private static func failure(of answer: WireResponse) -> EnrollmentConnectionFailure {
        EnrollmentConnectionFailure(
            .noConnection, reason: "it answered with HTTP status \(answer.status).",
            hresult: WindowsNumber.httpStatus(answer.status))
    }

    mutating func probeFailed(_ failure: EnrollmentConnectionFailure) throws(EnrollmentFailure) -> EnrollmentStep {
        // A server that cannot be trusted is there; no other way to it is tried.
        guard failure.kind == .noConnection else {
            throw EnrollmentFailure(failure, .discovery, url: discoveryURL)
        }
        return try seekRedirection(failure)
    }

    /// Asks without TLS, to be told where the server is and for nothing else.
    private mutating func seekRedirection(
        _ failure: EnrollmentConnectionFailure
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        guard let address = WebAddress(discoveryURL), address.isSecure else { throw serverNotFound(failure) }
        state = .seekingRedirection(failure)
        return .send(.probe(address.insecureText, userAgent: plan.device.userAgent))
    }

    mutating func soughtRedirection(
        _ answer: WireResponse, after first: EnrollmentConnectionFailure
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        guard answer.isRedirection else { throw serverNotFound(first) }
        return try follow(answer.headers["Location"])
    }

    /// - Parameter reason: what became of the address with TLS: the one without is only tried on the way.
    func serverNotFound(_ reason: EnrollmentConnectionFailure) -> EnrollmentFailure {
        EnrollmentFailure(
            .serverNotFound, .discovery,
            "No enrolment server was found at \(discoveryURL): \(reason.reason) Give the server's address instead of the "
                + "e-mail address.", hresult: reason.hresult)
    }

    /// Goes on at another address, if that was agreed to.
    ///
    /// Inferred: the new address is not probed again, and a redirection that answers Discover counts as one that
    /// answers the probe.
    private mutating func follow(_ location: String?) throws(EnrollmentFailure) -> EnrollmentStep {
        guard let location, let address = WebAddress(location), address.isSecure || plan.allowsInsecureHTTP else {
            let reason = "it redirects to \(location ?? "nowhere"), which is no secure address."
            throw serverNotFound(EnrollmentConnectionFailure(.other, reason: reason))
        }
        let isAgreed =
            switch plan.redirections {
            case .refused: false
            case .accepted: true
            case .acceptedOnlyTo(let known): known == location
            }
        guard isAgreed, !wasRedirected else {
            throw EnrollmentFailure(
                .redirected, .discovery,
                "\(discoveryURL) redirects to \(location): if you trust that server, give its address.")
        }
        wasRedirected = true
        discoveryURL = location
        return discover()
    }

    mutating func discovered(_ answer: WireResponse, at seconds: Int64) throws(EnrollmentFailure) -> EnrollmentStep {
        if answer.isRedirection { return try follow(answer.headers["Location"]) }
        let shape = AnswerShape.discovery(.discover(plan, at: discoveryURL))
        var response = try SOAPAnswer.read(answer, shape, url: discoveryURL)
        let services = try EnrollmentServices.read(&response, allowsInsecureHTTP: plan.allowsInsecureHTTP)
        tolerances += response.tolerances
        // A renewal is made by the phone alone, whatever people have to show (protocol.md 6.9).
        return try isRenewal ? askPolicy(services, at: seconds) : authenticate(services, at: seconds)
    }

    /// Compares what the server wants to see with what there is.
    private mutating func authenticate(
        _ services: EnrollmentServices, at seconds: Int64
    ) throws(EnrollmentFailure) -> EnrollmentStep {
        switch (services.authPolicy, credential) {
        // A token is shown whatever discovery says: joined devices do so, and there are servers that count on it
        // (observed.md, *From the field*).
        case (.onPremise, .password), (.onPremise, .token), (.federated, .token), (.certificate, .certificate):
            return try askPolicy(services, at: seconds)
        case (.onPremise, _):
            throw EnrollmentFailure(
                .passwordNeeded, .authentication,
                "The server wants a user name and a password: give "
                    + "them, or a token.")
        case (.certificate, _):
            throw EnrollmentFailure(
                .certificateNeeded, .authentication,
                "The server wants a certificate of the user: give one with its key, with --certificate.")
        case (.federated, _):
            return try signIn(services)
        }
    }

    private mutating func signIn(_ services: EnrollmentServices) throws(EnrollmentFailure) -> EnrollmentStep {
        guard plan.kind == .full else {
            throw EnrollmentFailure(
                .webAuthenticationFailed, .authentication,
                "The server wants the token that Azure AD issues to a joining phone: give one with --token or "
                    + "--token-file, or let a person sign in on its page with --enrollment full.")
        }
        guard let url = services.signInURL(emailAddress: plan.emailAddress) else {
            throw EnrollmentFailure(
                .unacceptableAnswer, .discovery,
                "The server wants a sign-in on a web page but its answer has no AuthenticationServiceUrl: add it "
                    + "there, or give a token.")
        }
        state = .signingIn(services)
        return .authenticate(url: url)
    }
}
