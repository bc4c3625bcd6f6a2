import Administration
import Lab
import Notation
import PINReset
import Testing

/// Who gets into the portal, over sockets, with bare requests as a browser makes them, and as it would not.
@Suite("The portal's door", .timeLimit(.minutes(30)))
struct PortalDoorTests {
    private static let admin = "meg@lab.example"
    private static let password = "correct horse"
    private static let form = "application/x-www-form-urlencoded"

    private static var configuration: LabConfiguration {
        var configuration = TestServer.plain()
        configuration.users = ["adele@lab.example": "secret"]
        configuration.administrators = [admin: password]
        return configuration
    }

    /// Somebody with a browser, signed in or not.
    private struct Visitor {
        var client: RawClient
        var cookie: String?
        var token = ""

        func get(_ path: String, more: String = "") async throws -> RawClient.Received {
            try await client.get("/portal\(path)", fields: fields() + more)
        }

        func post(
            _ path: String, _ body: String, token: String?? = nil, more: String = ""
        ) async throws -> RawClient.Received {
            let token: String? = token ?? self.token
            let whole = [body, token.map { "token=\($0)" }].compactMap { $0 }.joined(separator: "&")
            return try await client.post("/portal\(path)", Array(whole.utf8), type: form, fields: fields() + more)
        }

        private func fields() -> String { cookie.map { "Cookie: a=b; \($0); c=d\r\n" } ?? "" }

        func trySignIn(
            as name: String = admin, password: String = password, more: String = ""
        ) async throws -> RawClient.Received {
            let body = "user=\(name.replacing("@", with: "%40"))&password=\(password.replacing(" ", with: "+"))"
            return try await post("/sign-in", body, token: .some(nil), more: more)
        }

        mutating func signIn() async throws {
            let answer = try await trySignIn()
            let match = try #require(answer.text.firstMatch(of: #/(?i)Set-Cookie: ([^;]+);/#), "\(answer.text)")
            cookie = String(match.1)
            let page = try await get("/devices").text
            token = String(try #require(page.firstMatch(of: #/name="token" value="([0-9a-f]{64})"/#)).1)
        }
    }

    private static func with(
        _ configuration: LabConfiguration = configuration, at time: ManualTime? = nil,
        _ work: @Sendable (RunningLab, Visitor) async throws -> Void
    ) async throws {
        let system = LabSources.system
        let sources = LabSources(now: { time?.seconds ?? system.now() }, octets: system.octets)
        try await LabServer.withServer(
            configuration, authority: try TestServer.authority.get(), sources: sources, logger: .quiet
        ) { lab in
            try await lab.management.enroll(LabDevice(id: "PHONE1"))
            try await work(lab, Visitor(client: RawClient(port: lab.port)))
        }
    }

    @Test(arguments: [(-7, false), (7, true), (21, true)])
    func `what a phone does with a time is judged by its own clock, whatever the lab's was set to`(
        days: Int, isPlanned: Bool
    ) async throws {
        let system = LabSources.system
        let moved = Instant(seconds: system.now()).adding(days: 14)
        try await LabServer.withServer(
            Self.configuration, authority: try TestServer.authority.get(), sources: .beginning(at: moved),
            logger: .quiet
        ) { lab in
            var visitor = Visitor(client: RawClient(port: lab.port))
            try await visitor.signIn()
            let restart = Instant(seconds: system.now()).adding(days: days).text
            let setting = "uri.0=./Device/Vendor/MSFT/Reboot/Schedule/Single&type.0=string&value.0=\(restart)"
            let told = try await visitor.post("/profiles/advice", setting)
            #expect(told.status == 200 && told.text.contains("\"rows\":[[]]") == isPlanned, "\(told.text)")
        }
    }

    private static func phone(_ lab: RunningLab) async throws -> ObjectID {
        try #require(await lab.tenancy.current()?.devices.rows.first).id
    }

    @Test func `whoever has not signed in is led to sign in, and told nothing`() async throws {
        try await Self.with { lab, stranger in
            for path in ["", "/devices", "/devices/\(try await Self.phone(lab))", "/audit", "/nowhere"] {
                let answer = try await stranger.get(path)
                #expect(answer.status == 303 && answer.text.contains("/portal/sign-in"), "\(path)")
                #expect(!answer.text.contains("PHONE1"))
            }
            let wipe = try await stranger.post("/devices/\(try await Self.phone(lab))/actions", "kind=wipe")
            #expect(wipe.status == 401)
            #expect(await lab.tenancy.current()?.actions.count == 0)
            // Styles and scripts are no secret.
            #expect(try await stranger.get("/files/styles/base.css").status == 200)
            #expect(try await stranger.get("/files/scripts/portal.js").text.contains("text/javascript"))
            #expect(try await stranger.get("/files/texts/en.json").status == 303)
        }
    }

    @Test func `the messages of a device are told to who is signed in, and to no other page's script`() async throws {
        try await Self.with { lab, stranger in
            let path = "/devices/\(try await Self.phone(lab))/conversation"
            let refused = try await stranger.get(path)
            #expect(refused.status == 401 && refused.text.contains("application/json"))
            var visitor = stranger
            try await visitor.signIn()
            let page = try await visitor.get(path)
            #expect(page.status == 200 && page.text.contains("\"messages\":[]"), "\(page.text)")
            #expect(page.text.lowercased().contains("cache-control: no-store"))
            #expect(try await visitor.get(path + "?status=x").status == 400)
            #expect(try await visitor.get(path + "/message?number=7").status == 404)
            #expect(try await visitor.get("/devices/unknown/conversation").status == 404)
            #expect(try await visitor.get(path, more: "Sec-Fetch-Site: cross-site\r\n").status == 401)
            let seen = try await visitor.get(path, more: "Accept: text/html\r\n")
            #expect(seen.status == 200 && seen.text.contains("data-conversation=\"/portal/devices/"))
            // The phone page's scripts are served here as well, with their texts.
            for file in ["scripts/conversation.js", "phone/scripts/conversation.js", "phone/texts/it.json"] {
                #expect(try await stranger.get("/files/\(file)").status == 200, "\(file)")
            }
        }
    }

    @Test func `an administrator signs in, with a cookie that no script and no other site has`() async throws {
        try await Self.with { _, stranger in
            let answer = try await stranger.trySignIn()
            #expect(answer.status == 303 && answer.text.contains("/portal/devices"))
            let cookie = try #require(answer.text.firstMatch(of: #/(?i)Set-Cookie: ([^\r]+)/#)).1
            for part in ["Path=/portal;", "HttpOnly", "SameSite=Strict", "Max-Age=28800"] {
                #expect(cookie.contains(part), "\(cookie)")
            }
            #expect(!cookie.contains("Secure"))
            var visitor = stranger
            try await visitor.signIn()
            let page = try await visitor.get("/devices")
            #expect(page.status == 200 && page.text.contains("PHONE1") && page.text.contains(Self.admin))
            for header in [
                "Cache-Control: no-store", "X-Frame-Options: DENY", "X-Content-Type-Options: nosniff",
                "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "Referrer-Policy: same-origin",
            ] {
                #expect(page.text.lowercased().contains(header.lowercased()), "\(header)")
            }
        }
    }

    @Test func `behind HTTPS the cookie goes over nothing else`() async throws {
        var configuration = Self.configuration
        configuration.publicURL = "https://mdm.example"
        try await Self.with(configuration) { _, stranger in
            // A browser at the proxy says where it is.
            let answer = try await stranger.trySignIn(more: "Origin: https://mdm.example\r\n")
            #expect(answer.status == 303 && answer.text.contains("; Secure"))
        }
    }

    @Test func `a wrong password, a user, and too many tries are turned away`() async throws {
        try await Self.with { lab, stranger in
            #expect(try await stranger.trySignIn(password: "wrong").status == 403)
            #expect(try await stranger.trySignIn(as: "nobody@lab.example").status == 403)
            let user = try await stranger.trySignIn(as: "adele@lab.example", password: "secret")
            #expect(
                user.status == 403 && user.text.contains("Only an administrator") && !user.text.contains("Set-Cookie"))
            for _ in 0..<AttemptBrake.most { _ = try await stranger.trySignIn(as: "nobody@lab.example") }
            let late = try await stranger.trySignIn()
            #expect(late.status == 429 && late.text.lowercased().contains("retry-after: 60"))
            #expect(await lab.management.events(after: 0).contains { $0.kind == .signInRefused })
        }
    }

    @Test func `a form without its token, with another's, or with one in the address does nothing`() async throws {
        try await Self.with { lab, stranger in
            var (visitor, other) = (stranger, stranger)
            try await visitor.signIn()
            try await other.signIn()
            #expect(visitor.token != other.token && visitor.cookie != other.cookie)
            let path = "/devices/\(try await Self.phone(lab))/actions"
            for token in [nil, "", "0", other.token, String(visitor.token.dropLast())] as [String?] {
                let answer = try await visitor.post(path, "kind=wipe", token: .some(token))
                #expect(answer.status == 403 && answer.text.contains("did not come from this portal"))
            }
            let inQuery = try await visitor.post("\(path)?token=\(visitor.token)", "kind=wipe", token: .some(nil))
            #expect(inQuery.status == 403)
            // Nor does a session in the address open anything.
            #expect(try await stranger.get("/devices?\(visitor.cookie ?? "")").status == 303)
            #expect(await lab.tenancy.current()?.actions.count == 0)
            let cleo = try await lab.tenancy.change { tenant throws(AdministrationError) in
                let user = DirectoryUser(id: "cleo", displayName: "Cleo", userPrincipalName: "cleo@lab.example")
                try tenant.add(user)
                return user
            }
            for (token, isGiven) in [(other.token, false), (visitor.token, true)] {
                _ = try await visitor.post("/users/\(cleo.id)/role", "kind=give", token: .some(token))
                #expect(await lab.tenancy.current()?.mayConsent(cleo.userPrincipalName) == isGiven)
            }
            #expect(try await visitor.post(path, "kind=remoteLock").status == 303)
            #expect(await lab.tenancy.current()?.actions.count == 1)
        }
    }

    @Test(arguments: [
        "Origin: https://evil.example\r\n", "Origin: null\r\n", "Origin: http://127.0.0.1:1\r\n",
        "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
    ])
    func `a page of another origin sends nothing, whatever it knows`(_ header: String) async throws {
        try await Self.with { lab, stranger in
            var visitor = stranger
            try await visitor.signIn()
            let path = "/devices/\(try await Self.phone(lab))/actions"
            #expect(try await visitor.post(path, "kind=wipe", more: header).status == 403)
            #expect(try await stranger.trySignIn(more: header).status == 403)
            #expect(await lab.tenancy.current()?.actions.count == 0)
            let own = "Origin: http://127.0.0.1:\(lab.port)\r\nSec-Fetch-Site: same-origin\r\n"
            #expect(try await visitor.post(path, "kind=remoteLock", more: own).status == 303)
        }
    }

    @Test func `under another name the portal is not there`() async throws {
        try await Self.with { _, stranger in
            var visitor = stranger
            try await visitor.signIn()
            visitor.client.host = "rebound.example"
            #expect(try await visitor.get("/devices").status == 421)
            #expect(try await visitor.post("/sign-in", "user=a&password=b").status == 421)
        }
    }

    @Test func `signing out ends the session, and so does time`() async throws {
        let time = ManualTime(1_520_000_000)
        try await Self.with(at: time) { _, stranger in
            var (visitor, other) = (stranger, stranger)
            try await visitor.signIn()
            try await other.signIn()
            let out = try await visitor.post("/sign-out", "")
            #expect(out.status == 303 && out.text.contains("Max-Age=0"))
            #expect(try await visitor.get("/devices").status == 303)
            #expect(try await other.get("/devices").status == 200)
            time.add(31 * 60)
            #expect(try await other.get("/devices").status == 303)
        }
    }

    @Test func `who is no administrator any more is turned away at the next request`() async throws {
        try await Self.with { lab, stranger in
            var visitor = stranger
            try await visitor.signIn()
            try await lab.tenancy.change { tenant in
                guard let user = tenant.user(named: Self.admin) else { return }
                tenant.users[user.id]?.isAdministrator = false
            }
            let page = try await visitor.get("/devices")
            #expect(page.status == 403 && !page.text.contains("PHONE1"))
            #expect(try await visitor.post("/groups", "name=x").status == 403)
            #expect(await lab.tenancy.current()?.groups.count == 0)
        }
    }

    @Test func `no answer to a reading of a passcode may be kept, and a wrong body is refused`() async throws {
        try await Self.with { lab, stranger in
            var visitor = stranger
            try await visitor.signIn()
            let read = try await visitor.post("/devices/\(try await Self.phone(lab))/passcode", "")
            #expect(read.status == 200 && read.text.lowercased().contains("cache-control: no-store"))
            let json = try await visitor.client.post("/portal/groups", Array("{}".utf8), type: "application/json")
            #expect(json.status == 415)
            #expect(try await visitor.post("/groups", "name=%ZZ").status == 400)
            #expect(try await visitor.post("/nowhere", "").status == 404)
            let long = try await stranger.post("/sign-in", "user=" + String(repeating: "a", count: 20_000))
            #expect(long.status == 413)
        }
    }

    @Test func `after consent the way leads to the portal's list of applications`() async throws {
        try await Self.with { _, stranger in
            let page = try await stranger.client.get("/common/redirected?admin_consent=True")
            #expect(page.status == 404 && page.text.contains("href=\"/portal/applications\""))
        }
    }
}
