import Certificates
import Conversations
import Enrollment
import ManagementTree
import Notation
import SimulatedPhone
import Wire

/// Enrolment with a management server (MS-MDE2).
extension DeviceAgent {
    /// Enrols the phone. All of it is done, or nothing of it stays.
    package func enroll(_ order: EnrollmentOrder) async throws(AgentError) {
        try await inTurn { () async throws(AgentError) in
            let plan = try order.plan(for: phone)
            let (step, key, discoveryURL) = try await run(plan)
            guard case .finished(let provisioning) = step, let key else { throw AgentError.unfinishedEnrollment }
            let origin = EnrollmentOrigin(
                document: "the server's answer", certificate: "the server's certificate, for a key made here")
            try await install(
                Provisioner(
                    provisioning: provisioning, key: key, plan: plan, discoveryURL: discoveryURL, origin: origin,
                    usesNonceUndecoded: order.usesNonceUndecoded))
        }
    }

    /// Puts a document on the phone, if the phone can talk to its server by it at all.
    func install(_ provisioner: Provisioner) async throws(AgentError) {
        var tried = phone
        do throws(EnrollmentFailure) {
            try provisioner.apply(to: &tried, environment)
        } catch {
            throw AgentError(error)
        }
        do throws(WireError) {
            try await exchanges.prove(tried.wireTrust)
        } catch {
            throw AgentError(
                EnrollmentFailure(
                    .badCertificate, .provisioning,
                    "With the document's certificates no session could ever begin: \(error.message).",
                    place: "CertificateStore"))
        }
        try await change { (phone, environment) throws(AgentError) in
            do throws(EnrollmentFailure) {
                try provisioner.apply(to: &phone, environment)
            } catch {
                throw AgentError(error)
            }
        }
        let address = phone.enrolled?.account.address ?? ""
        tell(.enrolled, "with \(provisioner.provisioning.account.providerID) at \(address)")
    }

    /// Carries an enrolment or renewal out, up to its last step.
    /// - Returns: the step that ends it, the key that was made on the way, and where discovery took place in the end.
    func run(
        _ plan: EnrollmentPlan
    ) async throws(AgentError) -> (EnrollmentStep, SigningKey?, discoveryURL: String) {
        var machine = EnrollmentMachine(plan)
        let exchange = try exchange(for: phone)
        var key: SigningKey?
        var step = machine.start(managedBy: phone.enrolled?.account.providerID, at: clock.now().seconds)
        while true {
            try tellTolerances(of: &machine, after: step)
            switch step {
            case .send(let request): step = await send(request, &machine, over: exchange)
            case .needsKey(let requirements):
                let made = try await Self.makeKey(requirements.kind, configuration)
                let guid = try await change { phone, _ in phone.newGUID() }
                key = made
                step = machine.provide(key: made, guid: guid, at: clock.now().seconds)
            case .authenticate(let url):
                tell(.enrollmentCall, "GET \(url)")
                step = machine.provide(token: try await signIn(url, machine, exchange), at: clock.now().seconds)
            case .failed(let failure): throw AgentError(failure)
            case .finished, .renewed: return (step, key, machine.discoveryURL)
            }
        }
    }

    /// Tells what was odd in the answers, and ends there where the phone is strict and nothing worse has happened.
    private func tellTolerances(
        of machine: inout EnrollmentMachine, after step: EnrollmentStep
    ) throws(AgentError) {
        let tolerances = machine.takeTolerances()
        if case .failed(let failure) = step {
            for tolerance in tolerances { try? tolerate(Oddity(tolerance)) }
            throw AgentError(failure)
        }
        try tell(tolerances)
    }

    func tell(_ tolerances: [EnrollmentTolerance]) throws(AgentError) {
        for tolerance in tolerances { try tolerate(Oddity(tolerance)) }
    }

    private func send(
        _ request: WireRequest, _ machine: inout EnrollmentMachine, over exchange: any Exchange
    ) async -> EnrollmentStep {
        tell(.enrollmentCall, "\(request.method.rawValue) \(request.url)")
        let (asked, begun) = (clock.now(), ContinuousClock.now)
        do {
            let response = try await exchange.send(request)
            noteExchange(request, response, nil, asked, begun)
            var tried = machine
            var step = tried.receive(response, at: clock.now().seconds)
            // Where the missing bytes matter, the connection was cut; some servers only count wrongly.
            if response.mayBeCut, case .failed(let failure) = step, failure.code == .unreadableAnswer {
                return machine.receive(EnrollmentConnectionFailure(WireError.cut(request.url)))
            }
            if case .failed(var failure) = step, failure.code == .badStatus,
                let said = words(of: response, from: request.url)
            {
                failure.message += " It said: \(said)"
                step = .failed(failure)
            }
            machine = tried
            return step
        } catch {
            noteExchange(request, nil, AgentError(error), asked, begun)
            return machine.receive(EnrollmentConnectionFailure(error))
        }
    }

    /// Not on the agent, which answers others meanwhile: a key takes up to a second.
    @concurrent static func makeKey(
        _ kind: KeyKind, _ configuration: AgentConfiguration
    ) async throws(AgentError) -> SigningKey {
        do {
            return try configuration.makeKey(kind)
        } catch {
            throw AgentError(.enrollment(.unusablePolicy), "no key of \(kind) can be made: \(error)")
        }
    }
}

extension AgentError {
    /// A machine that ends in a step that does not belong to what it was for.
    static let unfinishedEnrollment = AgentError(
        .enrollment(.unexpectedEvent), "the enrolment ended without a document for the phone: start it again")
}
