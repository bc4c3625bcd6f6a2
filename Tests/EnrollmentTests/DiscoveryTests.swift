import Enrollment
import Testing
import XML
import Wire

@Suite("Discovery (MS-MDE2 3.1, protocol.md 6.2)")
struct DiscoveryTests {
    @Test(
        "the server of an e-mail address is looked for in its domain",
        arguments: [
            ("user@contoso.com", "https://EnterpriseEnrollment.contoso.com:443/EnrollmentServer/Discovery.svc"),
            ("user@a b", nil), ("contoso\\user", nil), ("@contoso.com", nil), ("user@", nil), ("a@b@c", nil),
        ] as [(String, String?)])
    func addressOfDomain(emailAddress: String, url: String?) {
        #expect(EnrollmentPlan.discoveryURL(forEmailAddress: emailAddress) == url)
    }

    @Test("an address that is known is not probed: Discover comes first")
    func knownAddress() throws {
        var machine = EnrollmentMachine(Fixtures.plan())
        let call = try #require(machine.start(at: Fixtures.now).call)
        #expect(call.method == .post)
        #expect(call.url == Fixtures.discoveryURL)
        #expect(call.header("Content-Type") == "application/soap+xml; charset=utf-8")
        #expect(call.header("User-Agent") == "Windows Phone 8 Enrollment Client")
    }

    @Test("ENR-02: Discover has the fields of a 1703 phone in the captured order")
    func discoverBody() throws {
        var machine = EnrollmentMachine(Fixtures.plan())
        let call = try #require(machine.start(at: Fixtures.now).call)
        let request = try #require(try call.xml().at("Body", "Discover", "request"))
        #expect(
            request.elements.map { "\($0.name)=\($0.text)" } == [
                "EmailAddress=user@contoso.com", "RequestVersion=4.0", "DeviceType=WindowsPhone",
                "ApplicationVersion=10.0.15063.297", "OSEdition=104", "AuthPolicies=",
            ])
        #expect(request.first("AuthPolicies")?.elements.map(\.text) == ["OnPremise", "Federated"])
        #expect(request.namespace == "http://schemas.microsoft.com/windows/management/2012/01/enrollment")
    }

    @Test("a certificate of the user is offered only where one was chosen")
    func certificatePolicy() throws {
        let credential = EnrollmentCredential.certificate(try Fixtures.otherCertificate(), try Fixtures.otherKey())
        var machine = EnrollmentMachine(Fixtures.plan(credential: credential))
        let call = try #require(machine.start(at: Fixtures.now).call)
        let policies = try call.xml().at("Body", "Discover", "request", "AuthPolicies")
        #expect(policies?.elements.map(\.text) == ["Certificate"])
    }

    @Test("a probe that is answered with 200 leads to Discover")
    func probed() throws {
        var machine = EnrollmentMachine(Fixtures.plan(probes: true))
        let probe = try #require(machine.start(at: Fixtures.now).call)
        #expect(probe.method == .get && probe.body.isEmpty)
        #expect(probe.header("Cache-Control") == "no-cache" && probe.header("Pragma") == "no-cache")
        #expect(machine.receive(WireResponse(status: 200), at: Fixtures.now).call?.method == .post)
    }

    @Test("a probe that fails is made again without TLS, where only a redirection helps", arguments: [nil, 404, 500])
    func probeFalls(status: Int?) throws {
        var machine = EnrollmentMachine(Fixtures.plan(probes: true, redirections: .accepted))
        _ = machine.start(at: Fixtures.now)
        let step =
            if let status {
                machine.receive(WireResponse(status: status), at: Fixtures.now)
            } else {
                machine.receive(EnrollmentConnectionFailure(.noConnection, reason: "Nobody listens."))
            }
        let probe = try #require(step.call)
        #expect(probe.method == .get)
        #expect(probe.url == "http://mdm.contoso.com/EnrollmentServer/Discovery.svc")
        let new = "https://other.contoso.com/Discovery.svc"
        let discover = try #require(machine.receive(.redirection(to: new), at: Fixtures.now).call)
        #expect(discover.method == .post && discover.url == new)
        #expect(machine.discoveryURL == new)
        #expect(try discover.xml().at("Header", "To")?.text == new)
    }

    @Test("a server that is found by neither way is told by what was wrong with the first")
    func firstReason() throws {
        var machine = EnrollmentMachine(Fixtures.plan(probes: true))
        _ = machine.start(at: Fixtures.now)
        _ = machine.receive(EnrollmentConnectionFailure(.noConnection, reason: "The name does not resolve."))
        let step = machine.receive(EnrollmentConnectionFailure(.other, reason: "Something of http."))
        #expect(step.failure?.code == .serverNotFound)
        #expect(step.failure?.message.contains("The name does not resolve.") == true)
        #expect(step.failure?.message.contains("Something of http") == false)
    }

    @Test("a probe without TLS that is answered, but not with a redirection, finds no server")
    func noServer() throws {
        var machine = EnrollmentMachine(Fixtures.plan(probes: true, redirections: .accepted))
        _ = machine.start(at: Fixtures.now)
        _ = machine.receive(EnrollmentConnectionFailure(.noConnection, reason: "Nobody listens."))
        let failure = try #require(machine.receive(WireResponse(status: 200), at: Fixtures.now).failure)
        #expect(failure.code == .serverNotFound)
        #expect(failure.message.contains("Give the server's address"))
    }

    @Test(
        "a redirection is followed only where that was agreed to",
        arguments: [
            (.refused, false), (.accepted, true), (.acceptedOnlyTo("https://other.contoso.com/d"), true),
            (.acceptedOnlyTo("https://third.contoso.com/d"), false),
        ] as [(EnrollmentPlan.Redirections, Bool)])
    func redirections(rule: EnrollmentPlan.Redirections, isFollowed: Bool) {
        var machine = EnrollmentMachine(Fixtures.plan(redirections: rule))
        _ = machine.start(at: Fixtures.now)
        let step = machine.receive(.redirection(to: "https://other.contoso.com/d"), at: Fixtures.now)
        #expect((step.call != nil) == isFollowed)
        #expect(step.failure?.code == (isFollowed ? nil : .redirected))
    }

    @Test("a second redirection is not followed, nor is one to an address without TLS")
    func badRedirections() {
        var machine = EnrollmentMachine(Fixtures.plan(redirections: .accepted))
        _ = machine.start(at: Fixtures.now)
        _ = machine.receive(.redirection(to: "https://other.contoso.com/d"), at: Fixtures.now)
        let second = machine.receive(.redirection(to: "https://third.contoso.com/d"), at: Fixtures.now)
        #expect(second.failure?.code == .redirected)

        var other = EnrollmentMachine(Fixtures.plan(redirections: .accepted))
        _ = other.start(at: Fixtures.now)
        let insecure = other.receive(.redirection(to: "http://other.contoso.com/d"), at: Fixtures.now)
        #expect(insecure.failure?.code == .serverNotFound)
    }

    @Test(
        "what stops the phone from reaching the server has its number",
        arguments: [
            (.noConnection, .noConnection, 0x8018_0010),
            (.certificateDateInvalid, .discoveryCertificateDateInvalid, 0x8018_000D),
            (.badCertificate, .badTLSCertificate, 0x8018_0012), (.other, .unknownFault, 0x8018_0008),
        ] as [(EnrollmentConnectionFailure.Kind, EnrollmentFailure.Code, UInt32)])
    func connectionFailures(kind: EnrollmentConnectionFailure.Kind, code: EnrollmentFailure.Code, hresult: UInt32)
        throws
    {
        var machine = EnrollmentMachine(Fixtures.plan())
        _ = machine.start(at: Fixtures.now)
        let failure = try #require(machine.receive(EnrollmentConnectionFailure(kind, reason: "So it is.")).failure)
        #expect(failure.code == code)
        #expect(failure.hresult == hresult)
        #expect(failure.phase == .discovery)
        #expect(failure.message.contains("So it is.") && failure.message.contains(Fixtures.discoveryURL))
    }

    @Test("a server that is not trusted is not looked for elsewhere")
    func untrustedProbe() {
        var machine = EnrollmentMachine(Fixtures.plan(probes: true))
        _ = machine.start(at: Fixtures.now)
        let step = machine.receive(EnrollmentConnectionFailure(.badCertificate, reason: "Unknown authority."))
        #expect(step.failure?.code == .badTLSCertificate)
    }

    @Test(
        "a plan that cannot work fails before anything is sent",
        arguments: [
            ("user", Fixtures.discoveryURL), ("u@c.com", "mdm.contoso.com"), ("u@c.com", "http://mdm.contoso.com/d"),
        ])
    func badPlans(emailAddress: String, url: String) {
        var machine = EnrollmentMachine(
            Fixtures.plan { plan in
                plan.emailAddress = emailAddress
                plan.discoveryURL = url
            })
        #expect(machine.start(at: Fixtures.now).failure?.code == .badAddress)
    }

    @Test("http is spoken where it is allowed")
    func insecureHTTP() {
        var machine = EnrollmentMachine(
            Fixtures.plan { plan in
                plan.discoveryURL = "http://127.0.0.1:8080/EnrollmentServer/Discovery.svc"
                plan.allowsInsecureHTTP = true
            })
        #expect(machine.start(at: Fixtures.now).call?.method == .post)
    }

    @Test(
        "an answer with wrong or missing addresses is refused with the name of the element",
        arguments: [
            (Server.discoverResponse("Password"), "AuthPolicy"),
            (Server.discoverResponse(enrollmentURL: ""), "EnrollmentServiceUrl"),
            (Server.discoverResponse(enrollmentURL: "http://mdm.contoso.com/e"), "EnrollmentServiceUrl"),
            (Server.discoverResponse(enrollmentURL: "mdm"), "EnrollmentServiceUrl"),
            (Server.discoverResponse(enrollmentURL: "https://other.contoso.com/e"), "EnrollmentPolicyServiceUrl"),
            (
                Server.discoverResponse(
                    "Federated", urls: "<AuthenticationServiceUrl>http://a.b</AuthenticationServiceUrl>"),
                "AuthenticationServiceUrl"
            ),
            (Server.envelope("<Other/>"), "DiscoverResult"),
        ])
    func unacceptableAnswers(response: String, name: String) throws {
        let (_, step) = EnrollmentMachine.discovered(Fixtures.plan(), response)
        let failure = try #require(step.failure)
        #expect(failure.code == .unacceptableAnswer)
        #expect(failure.message.contains(name))
    }

    @Test("ENR-23: a phone that is managed does not enrol again")
    func alreadyEnrolled() throws {
        var machine = EnrollmentMachine(Fixtures.plan())
        let failure = try #require(machine.start(managedBy: "TestServer", at: Fixtures.now).failure)
        #expect(failure.hresult == 0x8018_000A)
        #expect(failure.message.contains("TestServer"))
    }

    @Test("an enrolment that runs is not started again, and goes on")
    func inProgress() {
        var machine = EnrollmentMachine(Fixtures.plan())
        _ = machine.start(at: Fixtures.now)
        #expect(machine.start(at: Fixtures.now).failure?.hresult == 0x8018_0009)
        #expect(machine.receive(.ok(Server.discoverResponse()), at: Fixtures.now).call != nil)
    }

    @Test("an event that nobody waits for ends the enrolment")
    func unexpectedEvents() throws {
        var early = EnrollmentMachine(Fixtures.plan())
        #expect(early.receive(WireResponse(status: 200), at: 0).failure?.code == .unexpectedEvent)
        var eager = EnrollmentMachine(Fixtures.plan())
        _ = eager.start(at: Fixtures.now)
        #expect(eager.provide(token: "t", at: 0).failure?.code == .unexpectedEvent)
        #expect(eager.receive(.ok(Server.discoverResponse()), at: 0).failure?.code == .unexpectedEvent)
        var key = EnrollmentMachine(Fixtures.plan())
        #expect(key.provide(key: try Fixtures.key(), guid: "", at: 0).failure?.code == .unexpectedEvent)
        var cut = EnrollmentMachine(Fixtures.plan())
        let failure = EnrollmentConnectionFailure(.noConnection, reason: "")
        #expect(cut.receive(failure).failure?.code == .unexpectedEvent)
    }
}
