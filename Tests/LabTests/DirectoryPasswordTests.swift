import Administration
import Enrollment
import Lab
import Notation
import Testing

/// The passwords of the directory where phones enrol.
@Suite("Enrolling with a password of the directory", .timeLimit(.minutes(30)))
struct DirectoryPasswordTests {
    private typealias Text = EnrollmentText
    private static let password = "Blue-Sky-9"

    /// A user whose password's hash costs next to nothing (N = 16, r = 1, p = 1).
    private static func user(isEnabled: Bool = true, hasPassword: Bool = true) throws -> DirectoryUser {
        var user = DirectoryUser(
            id: "bela", displayName: "Bela", userPrincipalName: "bela@lab.example", accountEnabled: isEnabled)
        let digest = try #require(Base64.decode("RLWU6pi1XVoniKUWP3xrF7rwN4SkTDADvV6PMzVgjzM="))
        user.password =
            hasPassword
            ? PasswordHash(salt: Array("salt".utf8), rounds: 16, blockSize: 1, parallelism: 1, digest: digest) : nil
        return user
    }

    @Test("It is right, wrong, none, or of no use")
    func verdicts() async throws {
        let passwords = DirectoryPasswords(key: [1, 2, 3])
        let rows: [(DirectoryUser, String, DirectoryVerdict)] = [
            (try Self.user(), Self.password, .right), (try Self.user(), "blue-sky-9", .wrong),
            (try Self.user(), Self.password, .right), (try Self.user(), "", .wrong),
            (try Self.user(hasPassword: false), "anything", .noPassword),
            (try Self.user(isEnabled: false), Self.password, .blocked),
        ]
        for (user, password, verdict) in rows {
            let told = await passwords.verdict(on: password, of: user, from: "a", now: 0)
            #expect(told == verdict, "\(password)")
        }
        // Who had it right and was given another has it wrong.
        var changed = try Self.user()
        changed.password?.digest = [1]
        #expect(await passwords.verdict(on: Self.password, of: changed, from: "a", now: 0) == .wrong)
    }

    @Test(
        "After twenty wrong ones in a minute nobody is told anything, but who had it right before and who comes from elsewhere"
    )
    func brake() async throws {
        let passwords = DirectoryPasswords(key: [1, 2, 3])
        let user = try Self.user()
        for _ in 0..<20 { #expect(await passwords.verdict(on: "wrong", of: user, from: "a", now: 0) == .wrong) }
        #expect(await passwords.verdict(on: Self.password, of: user, from: "a", now: 59) == nil)
        #expect(await passwords.verdict(on: Self.password, of: user, from: "b", now: 59) == .right)
        #expect(await passwords.verdict(on: Self.password, of: user, from: "a", now: 59) == .right)
        #expect(await passwords.verdict(on: "wrong", of: user, from: "a", now: 59) == nil)
        #expect(await passwords.verdict(on: "wrong", of: user, from: "a", now: 60) == .wrong)
    }

    @Test("Over sockets: the right one enrols, a wrong one is the fault of the document, and who has none is as before")
    func overSockets() async throws {
        try await TestServer.run(TestServer.plain()) { (lab) async throws in
            let (phone, owner) = (RawClient(port: lab.port), RawClient(port: lab.port, token: lab.token))
            let made = try await owner.post(
                "/v1.0/users",
                Array(
                    #"{"displayName":"Bela","userPrincipalName":"bela@lab.example","passwordProfile":{"password":"Blue-Sky-9"}}"#
                        .utf8), type: "application/json")
            #expect(made.status == 201, "\(made.text)")
            let rows: [(name: String, password: String, fault: String?)] = [
                ("bela@lab.example", "wrong", "s:Authentication"), ("BELA@lab.example", Self.password, nil),
                ("ann@lab.example", "anything", nil),
            ]
            for row in rows {
                let security = Text.password(row.name, row.password)
                let answers = [
                    try await phone.post(LabEnrollment.Path.policy, Text.policies(security)),
                    try await phone.post(
                        LabEnrollment.Path.enrollment, Text.token(try Keys.request(), security, device: row.name)),
                ]
                for answer in answers {
                    #expect(answer.status == (row.fault == nil ? 200 : 500), "\(row.name): \(answer.text)")
                    if let fault = row.fault { #expect(answer.text.contains("<s:Value>\(fault)</s:Value>")) }
                }
            }
            #expect(await lab.management.devices.map(\.id) == ["BELA@lab.example", "ann@lab.example"])
            let device = try #require(await lab.tenancy.current()?.device(managementName: "BELA@lab.example"))
            #expect(await lab.tenancy.current()?.user(named: "bela@lab.example")?.id == device.user)
        }
    }

    @Test("Where not anybody may enrol, only who has a password may: no name alone, no token, no certificate of others")
    func closed() async throws {
        let ways: [(AuthPolicy, user: String, security: String, fault: String?)] = [
            (.onPremise, "bela@lab.example", Text.password("bela@lab.example", "secret"), nil),
            (.onPremise, "bela@lab.example", Text.password("bela@lab.example", "wrong"), "s:Authentication"),
            (.onPremise, "bela@lab.example", Text.password("ann@lab.example", "anything"), "s:Authentication"),
            (.onPremise, "", Text.password("ann@lab.example", "anything"), "s:Authentication"),
            (.federated, "bela@lab.example", Text.bearer("a.e30.b"), "s:Authorization"),
        ]
        for way in ways {
            var configuration = TestServer.plain()
            configuration.authentication = way.0
            configuration.users = way.user.isEmpty ? [:] : [way.user: "secret"]
            configuration.takesAnybody = false
            try await TestServer.run(configuration) { (lab) async throws in
                let answer = try await RawClient(port: lab.port).post(
                    LabEnrollment.Path.enrollment, Text.token(try Keys.request(), way.security))
                #expect(answer.status == (way.fault == nil ? 200 : 500), "\(way): \(answer.text)")
                if let fault = way.fault { #expect(answer.text.contains("<s:Value>\(fault)</s:Value>"), "\(way)") }
                #expect(await lab.management.devices.isEmpty == (way.fault != nil), "\(way)")
            }
        }
    }

    @Test(
        "Nor does SCEP give a certificate then without a password of its own",
        arguments: [(true, nil, 400), (false, nil, 403), (false, "secret", 400)] as [(Bool, String?, Int)])
    func closedSCEP(_ takesAnybody: Bool, _ challenge: String?, _ status: Int) async throws {
        var configuration = TestServer.plain()
        configuration.takesAnybody = takesAnybody
        configuration.scep.challenge = challenge
        try await TestServer.run(configuration) { (lab) async throws in
            let client = RawClient(port: lab.port)
            #expect(try await client.get("/scep?operation=GetCACert").status == 200)
            // It is no message of SCEP: where one may ask at all, that is what is said.
            let asked = try await client.post("/scep?operation=PKIOperation", Array("x".utf8))
            #expect(asked.status == status, "\(asked.text)")
            #expect(asked.text.contains("--scep-challenge") == (status == 403), "\(asked.text)")
            let got = try await client.get("/scep?operation=PKIOperation&message=eA==")
            #expect(got.status == status, "\(got.text)")
        }
    }

    @Test("The page of web authentication asks who has a password for it, and hands out the token then")
    func page() async throws {
        var configuration = TestServer.plain()
        configuration.authentication = .federated
        configuration.users = ["bela@lab.example": "secret"]
        try await TestServer.run(configuration) { (lab) async throws in
            let browser = RawClient(port: lab.port)
            let path = LabEnrollment.Path.authentication + "?appru=ms-app%3A%2F%2Fx&login_hint=Bela%40lab.example"
            let asked = try await browser.get(path)
            #expect(asked.status == 200 && asked.text.contains("name=\"password\""), "\(asked.text)")
            #expect(!asked.text.contains("wresult"))
            func answer(_ form: String) async throws -> RawClient.Received {
                try await browser.post(path, Array(form.utf8), type: "application/x-www-form-urlencoded")
            }
            let wrong = try await answer("password=Secret")
            #expect(wrong.status == 403 && wrong.text.contains("The password is wrong."), "\(wrong.text)")
            #expect(!wrong.text.contains("wresult"))
            let right = try await answer("password=secret")
            #expect(right.status == 200 && right.text.contains("action=\"ms-app://x\""), "\(right.text)")
            let token = try #require(right.text.firstMatch(of: #/name="wresult" value="([^"]+)"/#)?.1)
            let enrolled = try await browser.post(
                LabEnrollment.Path.enrollment, Text.token(try Keys.request(), Text.bearer(String(token))))
            #expect(enrolled.status == 200, "\(enrolled.text)")
            #expect(try await lab.management.device("PHONE1").user == "Bela@lab.example")
            let other = try await browser.get(path.replacing("Bela", with: "ann"))
            #expect(other.status == 200 && other.text.contains("wresult"))
            #expect(try await browser.post("\(LabEnrollment.Path.authentication)?appru=javascript:1", []).status == 400)
        }
    }
}
