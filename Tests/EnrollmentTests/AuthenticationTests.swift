import Certificates
import Enrollment
import Notation
import Testing
import XML
import Wire

@Suite("Who enrols (MS-MDE2 3.3.4.1.1.1, protocol.md 6.3 and 6.4)")
struct AuthenticationTests {
    @Test("ENR-03: OnPremise puts a UsernameToken with its fixed id into both requests")
    func onPremise() throws {
        var (machine, policies) = EnrollmentMachine.discovered(Fixtures.plan())
        _ = machine.receive(.ok(Server.policiesResponse()), at: Fixtures.now)
        let token = machine.provide(key: try Fixtures.key(), guid: Fixtures.guid, at: Fixtures.now)
        for call in [try #require(policies.call), try #require(token.call)] {
            let security = try #require(try call.xml().at("Header", "Security"))
            #expect(security.elements.map(\.name) == ["UsernameToken"])
            let user = try #require(security.first("UsernameToken"))
            #expect(user.attribute("Id") == "uuid-cc1ccc1f-2fba-4bcf-b063-ffc0cac77917-4")
            #expect(user.elements.map(\.text) == ["user@contoso.com", "secret"])
        }
    }

    @Test("characters that mean something in XML arrive as they were typed")
    func escaping() throws {
        let plan = Fixtures.plan(credential: .password(user: "contoso\\<&>", password: "\"a'b]]>"))
        let call = try #require(EnrollmentMachine.discovered(plan).step.call)
        let token = try call.xml().at("Header", "Security", "UsernameToken")
        #expect(token?.elements.map(\.text) == ["contoso\\<&>", "\"a'b]]>"])
    }

    static let jwt = "eyJ0.eyJh.c2ln"
    static let tokens: [(policy: String, token: String, isJoined: Bool, valueType: String)] = [
        ("Federated", jwt, true, "urn:ietf:params:oauth:token-type:jwt"),
        ("Federated", jwt, false, userToken), ("Federated", "web token", true, userToken),
        ("Federated", "eyJ0.eyJh", true, userToken), ("Federated", "eyJ0.ey Jh.c2ln", true, userToken),
        // Servers whose discovery says OnPremise to everybody count on the token all the same.
        ("OnPremise", jwt, true, "urn:ietf:params:oauth:token-type:jwt"), ("OnPremise", jwt, false, userToken),
    ]
    private static let userToken =
        "http://schemas.microsoft.com/5.0.0.0/ConfigurationManager/Enrollment/DeviceEnrollmentUserToken"

    @Test(
        "A token goes, in base64, into both requests; that of Azure AD has a type of its own on a joined phone",
        arguments: tokens.indices)
    func token(index: Int) throws {
        let (policy, text, isJoined, valueType) = Self.tokens[index]
        let plan = Fixtures.plan(credential: .token(text)) { plan in
            if !isJoined { plan.device.directoryDeviceID = nil }
        }
        var (machine, policies) = EnrollmentMachine.discovered(plan, Server.discoverResponse(policy))
        _ = machine.receive(.ok(Server.policiesResponse()), at: Fixtures.now)
        let token = machine.provide(key: try Fixtures.key(), guid: Fixtures.guid, at: Fixtures.now)
        for call in [try #require(policies.call), try #require(token.call)] {
            let security = try #require(try call.xml().at("Header", "Security"))
            #expect(security.elements.map(\.name) == ["BinarySecurityToken"])
            let token = try #require(security.elements.first)
            #expect(token.attribute("ValueType") == valueType)
            #expect(Base64.decode(token.text) == Array(text.utf8))
        }
    }

    static let signInURL = "https://portal.contoso.com/login"

    static func federated(page: String = signInURL) -> String {
        Server.discoverResponse(
            "Federated",
            urls: """
                <EnrollmentPolicyServiceUrl>\(Server.policyURL)</EnrollmentPolicyServiceUrl>
                <AuthenticationServiceUrl>\(page)</AuthenticationServiceUrl>
                """)
    }

    @Test(
        "Federated without a token sends the user to the web page, and goes on with the token of it",
        arguments: [(signInURL, "?"), (signInURL + "?tenant=1", "&")])
    func signIn(page: String, separator: String) throws {
        var (machine, step) = EnrollmentMachine.discovered(Fixtures.plan(), Self.federated(page: page))
        let query = "appru=ms-app%3A%2F%2Fwindows.immersivecontrolpanel&login_hint=user%40contoso.com"
        #expect(step == .authenticate(url: page + separator + query))
        let call = try #require(machine.provide(token: "web token", at: Fixtures.now).call)
        #expect(call.url == Server.policyURL)
        let token = try #require(try call.xml().at("Header", "Security", "BinarySecurityToken"))
        #expect(Base64.decode(token.text) == Array("web token".utf8))
    }

    @Test("Nobody needs a credential for a web page; one for a browser brings the token back to where it is asked to")
    func noCredential() throws {
        var plan = Fixtures.plan()
        plan.credential = nil
        var (machine, step) = EnrollmentMachine.discovered(plan, Self.federated())
        guard case .authenticate = step else { throw SignInMissing() }
        let query = "appru=http%3A%2F%2F127.0.0.1%3A80%2Fx&login_hint=user%40contoso.com"
        #expect(machine.signInURL(returningTo: "http://127.0.0.1:80/x") == Self.signInURL + "?" + query)
        #expect(machine.provide(token: "web token", at: Fixtures.now).call?.url == Server.policyURL)
        #expect(machine.signInURL(returningTo: "http://127.0.0.1:80/x") == nil)
    }

    private struct SignInMissing: Error {}

    @Test("a web page that gives no token fails the sign-in")
    func emptyToken() {
        var (machine, _) = EnrollmentMachine.discovered(Fixtures.plan(), Self.federated())
        let failure = machine.provide(token: "", at: Fixtures.now).failure
        #expect(failure?.hresult == 0x8018_000F)
        #expect(failure?.phase == .authentication)
    }

    @Test(
        "a server that wants another credential than there is is told apart",
        arguments: [
            ("OnPremise", nil, .passwordNeeded, 0x8018_000E),
            ("Certificate", nil, .certificateNeeded, 0x8018_0008),
            ("Certificate", .token("t"), .certificateNeeded, 0x8018_0008),
            ("Certificate", .password(user: "u", password: "p"), .certificateNeeded, 0x8018_0008),
            ("Federated", .password(user: "u", password: "p"), .unacceptableAnswer, 0x8018_0008),
        ] as [(String, EnrollmentCredential?, EnrollmentFailure.Code, UInt32)])
    func wrongCredential(
        policy: String, credential: EnrollmentCredential?, code: EnrollmentFailure.Code, hresult: UInt32
    ) {
        // The last row: Federated needs the address of a web page, which the answer has not.
        let (_, step) = EnrollmentMachine.discovered(
            Fixtures.plan(credential: credential), Server.discoverResponse(policy))
        #expect(step.failure?.code == code)
        #expect(step.failure?.hresult == hresult)
    }

    @Test("joining Azure AD shows its token and visits no web page")
    func joining() throws {
        let plan = Fixtures.plan(credential: .token("jwt"), kind: .device)
        let (_, step) = EnrollmentMachine.discovered(plan, Self.federated())
        #expect(step.call?.url == Server.policyURL)

        let without = Fixtures.plan(kind: .device)
        let failure = EnrollmentMachine.discovered(without, Self.federated()).step.failure
        #expect(failure?.code == .webAuthenticationFailed)
    }
}
