import Administration
import Foundation
import Graph
import JSON
import Notation
import Synchronization
import Testing

@Suite("The API with its sign-in, on a store")
struct ServiceTests {
    static let client: ObjectID = "cccccccc-0000-4000-8000-000000000001"
    static let other: ObjectID = "00000000-1111-4222-8333-444444444444"
    static let base = GraphServer.base

    /// A service with two tenants and a clock that tests move.
    private struct Server: Sendable {
        let clock = TestClock()
        let store = MemoryStore()
        let service: GraphService

        init() async throws {
            let signIn = GraphSignIn(
                base: base, tokens: AccessTokens(secret: Array(0..<32)),
                clients: [
                    ClientRegistration(clientID: client, secret: "s+ecret", tenant: GraphServer.tenantID),
                    ClientRegistration(
                        clientID: "cccccccc-0000-4000-8000-000000000002", secret: "reader",
                        tenant: GraphServer.tenantID,
                        permissions: ["User.Read.All"]),
                ])
            service = GraphService(
                store: store, signIn: signIn, now: { [clock] in clock.now },
                random: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
                hash: TestHash.make)
            try await store.add(try GraphServer().tenant)
            try await store.add(
                Tenant(
                    Organization(
                        id: other, displayName: "Other", verifiedDomains: ["other.example"],
                        createdDateTime: clock.now)))
        }

        func token(_ form: String, tenant: String = GraphServer.tenantID.rawValue) async -> GraphResponse {
            await service.answer(
                GraphHTTPRequest("POST", "/\(tenant)/oauth2/v2.0/token", body: Array(form.utf8)))
        }

        func get(_ target: String, _ token: String?) async -> GraphResponse {
            await service.answer(GraphHTTPRequest("GET", target, authorization: token.map { "Bearer \($0)" }))
        }
    }

    static let scope = "https%3A%2F%2Fgraph.microsoft.com%2F.default"
    static let form =
        "grant_type=client_credentials&client_id=\(client)&client_secret=s%2Becret&scope=\(scope)&client_info=1"

    @Test("A client with the right secret gets a token for an hour, and with it the tenant's objects")
    func signedIn() async throws {
        let server = try await Server()
        let given = await server.token(Self.form)
        #expect(given.status == 200)
        #expect(given.text("token_type") == "Bearer")
        let token = try #require(given.text("access_token"))
        let users = await server.get("/v1.0/users", token)
        #expect(users.status == 200)
        #expect(users.values.map { $0.text("displayName") } == ["Adele"])
        #expect(users.headers["request-id"] != nil)
        server.clock.now = GraphServer.start.adding(seconds: 3598)
        #expect(await server.get("/v1.0/users", token).status == 200)
        server.clock.now = GraphServer.start.adding(seconds: 3599)
        #expect(await server.get("/v1.0/users", token).status == 401)
    }

    @Test(
        "The configuration leads to the token endpoint, by the tenant's id, its domain, or for all",
        arguments: [GraphServer.tenantID.rawValue, "LAB.example", "common"])
    func configuration(tenant: String) async throws {
        let server = try await Server()
        let found = await server.get("/\(tenant)/v2.0/.well-known/openid-configuration", nil)
        let root = "\(Self.base)/\(GraphServer.tenantID)"
        #expect(found.text("token_endpoint") == "\(root)/oauth2/v2.0/token")
        #expect(found.text("issuer") == "\(root)/v2.0")
        #expect(await server.get("/\(tenant)/discovery/v2.0/keys", nil).body == ["keys": []])
    }

    static let refusals: [(String, String, Int, String)] = [
        (form.replacing("s%2Becret", with: "wrong"), "lab.example", 401, "AADSTS7000215"),
        (form.replacing("&client_secret=s%2Becret", with: ""), "lab.example", 401, "AADSTS7000215"),
        (form.replacing("\(client)", with: "x"), "lab.example", 400, "AADSTS700016"),
        (form, "other.example", 400, "AADSTS700016"),
        (form, "nobody.example", 400, "AADSTS90002"),
        (form.replacing("client_credentials", with: "password"), "lab.example", 400, "AADSTS70003"),
        ("", "lab.example", 400, "AADSTS70003"),
        (form.replacing("scope=\(scope)&", with: ""), "lab.example", 400, "AADSTS900144"),
        (form.replacing(scope, with: "foo"), "lab.example", 400, "AADSTS1002012"),
        (form.replacing(scope, with: "%2F.default"), "lab.example", 400, "AADSTS1002012"),
        (form.replacing(scope, with: "User.Read+\(scope)"), "lab.example", 400, "AADSTS1002012"),
        (form + "&client_id=y", "lab.example", 400, "AADSTS900144"),
        ("grant_type=%zz", "lab.example", 400, "AADSTS900144"),
    ]

    @Test("Who may not have a token is told why, as Azure AD does", arguments: refusals)
    func refused(form: String, tenant: String, status: Int, code: String) async throws {
        let server = try await Server()
        let refused = await server.token(form, tenant: tenant)
        #expect(refused.status == status)
        #expect(refused.text("error_description")?.hasPrefix("\(code): ") == true, "\(refused)")
        #expect(refused.text("access_token") == nil)
    }

    @Test(
        "The first version of the token endpoint is told a resource, where the second is told a scope",
        arguments: [("&resource=https%3A%2F%2Fgraph.microsoft.com", 200), ("", 400), ("&scope=\(scope)", 400)])
    func firstVersion(wanted: String, status: Int) async throws {
        let server = try await Server()
        let form = Self.form.replacing("&scope=\(Self.scope)", with: wanted)
        let given = await server.service.answer(
            GraphHTTPRequest("POST", "/\(GraphServer.tenantID)/oauth2/token", body: Array(form.utf8)))
        #expect(given.status == status, "\(given)")
        #expect((given.text("access_token") != nil) == (status == 200))
    }

    @Test("Without a token, or with one that is changed by a bit anywhere, nothing is told")
    func tampered() async throws {
        let server = try await Server()
        let token = try #require(await server.token(Self.form).text("access_token"))
        for header in [nil, "", "Bearer", "Basic \(token)", "Bearer x.y.z"] as [String?] {
            let refused = await server.service.answer(GraphHTTPRequest("GET", "/v1.0/users", authorization: header))
            #expect(refused.status == 401)
            #expect(refused.headers["WWW-Authenticate"] == "Bearer")
            #expect(refused.error?.code == "InvalidAuthenticationToken")
            let named = refused.body?["error"]?["innerError"]?.text("request-id")
            #expect(named == refused.headers["request-id"])
        }
        let octets = Array(token.utf8)
        for place in octets.indices {
            var changed = octets
            changed[place] ^= 1
            let text = String(decoding: changed, as: UTF8.self)
            #expect(await server.get("/v1.0/users", text).status == 401, "octet \(place)")
        }
    }

    @Test("A token of another start, or for another address, opens nothing")
    func foreign() async throws {
        let server = try await Server()
        let now = GraphServer.start
        let claims = AccessTokens.Claims(
            iss: "x", aud: Self.base, tid: GraphServer.tenantID, appid: "x", iat: now, exp: now.adding(days: 1))
        let foreign = try #require(AccessTokens(secret: Array(repeating: 7, count: 32)).token(claims))
        #expect(await server.get("/v1.0/users", foreign).status == 401)
        var elsewhere = claims
        elsewhere.aud = "https://graph.microsoft.com"
        let own = AccessTokens(secret: Array(0..<32))
        #expect(await server.get("/v1.0/users", own.token(elsewhere)).status == 401)
        #expect(await server.get("/v1.0/users", own.token(claims)).status == 200)
        var other = claims
        other.tid = Self.other
        let users = await server.get("/v1.0/users", own.token(other))
        #expect(users.status == 200)
        #expect(users.body?["value"] == [])
    }

    /// A store that counts how often somebody has it changed.
    private struct CountingStore: AdministrationStore {
        let store = MemoryStore()
        let changes = Counter()

        var tenantIDs: [ObjectID] { get async { await store.tenantIDs } }

        func tenant(_ id: ObjectID) async -> Tenant? { await store.tenant(id) }

        func add(_ tenant: Tenant) async throws(AdministrationError) { try await store.add(tenant) }

        func change<Value: Sendable>(
            _ id: ObjectID, _ body: @Sendable (inout Tenant) throws(AdministrationError) -> Value
        ) async throws(AdministrationError) -> Value {
            changes.add()
            return try await store.change(id, body)
        }
    }

    @Test(
        "Readings are answered from a copy, so that no phone waits for them; what is noted or changed is kept",
        arguments: [
            ("GET", "/v1.0/users", 0), ("GET", "/v1.0/deviceManagement/managedDevices?$top=1", 0),
            ("GET", "/v1.0/deviceManagement/managedDevices/\(GraphServer.phone)", 1), ("GET", "/v1.0/nothing", 0),
            ("POST", "/v1.0/deviceManagement/managedDevices/\(GraphServer.phone)/syncDevice", 1),
        ])
    func copied(method: String, target: String, changes: Int) async throws {
        let store = CountingStore()
        try await store.add(try GraphServer().tenant)
        let tokens = AccessTokens(secret: Array(0..<32))
        let service = GraphService(
            store: store, signIn: GraphSignIn(base: Self.base, tokens: tokens, clients: []),
            now: { GraphServer.start }, random: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            hash: TestHash.make)
        let claims = AccessTokens.Claims(
            iss: "x", aud: Self.base, tid: GraphServer.tenantID, appid: "x", iat: GraphServer.start,
            exp: GraphServer.start.adding(days: 1))
        let token = try #require(tokens.token(claims))
        let response = await service.answer(GraphHTTPRequest(method, target, authorization: "Bearer \(token)"))
        #expect(response.status < 500)
        #expect((response.error == nil) == !target.hasSuffix("nothing"))
        #expect(store.changes.count == changes)
    }

    @Test("What a client may do is what it was registered for")
    func permissions() async throws {
        let server = try await Server()
        let form = Self.form.replacing("s%2Becret", with: "reader").replacing(
            "\(Self.client)", with: "cccccccc-0000-4000-8000-000000000002")
        let token = await server.token(form).text("access_token")
        #expect(await server.get("/v1.0/users", token).status == 200)
        #expect(await server.get("/v1.0/groups", token).status == 403)
    }

    @Test("On demand requests are turned away with 429, and told when to come again", arguments: [1, nil] as [Int?])
    func throttled(retryAfter: Int?) async throws {
        let server = try await Server()
        let token = await server.token(Self.form).text("access_token")
        server.service.turnAway(GraphThrottle(requests: 2, retryAfter: retryAfter))
        var statuses: [Int] = []
        for _ in 0..<3 {
            let response = await server.get("/v1.0/users", token)
            statuses.append(response.status)
            #expect(response.headers["Retry-After"] == (response.status == 429 ? retryAfter.map(String.init) : nil))
        }
        #expect(statuses == [429, 429, 200])
    }

    @Test("Turning away is taken back by whoever asked for it", arguments: ["/v1.0/throttle", "/BETA/Throttle"])
    func throttleLifted(path: String) async throws {
        let server = try await Server()
        let token = try #require(await server.token(Self.form).text("access_token"))
        var statuses: [Int] = []
        for body in ["{\"requests\": 5}", "{\"requests\": 0}"] {
            let request = GraphHTTPRequest("POST", path, authorization: "Bearer \(token)", body: Array(body.utf8))
            statuses.append(await server.service.answer(request).status)
            statuses.append(await server.get("/v1.0/users", token).status)
        }
        #expect(statuses == [204, 429, 204, 200])
    }

    @Test("A body that is no JSON, and a method that there is not, are told as such")
    func unreadable() async throws {
        let server = try await Server()
        let token = "Bearer \(await server.token(Self.form).text("access_token") ?? "")"
        let body = await server.service.answer(
            GraphHTTPRequest("POST", "/v1.0/groups", authorization: token, body: Array("{".utf8)))
        #expect(body.error?.message.hasPrefix("Unable to read JSON") == true)
        let method = await server.service.answer(GraphHTTPRequest("TRACE", "/v1.0/groups", authorization: token))
        #expect(method.status == 405)
    }

    @Test("S10: after seven days the next request finds the passcode gone from the store")
    func expired() async throws {
        let server = try await Server()
        try await server.store.change(GraphServer.tenantID) { tenant throws(AdministrationError) in
            var sample = GraphServer(tenant)
            sample.reset()
            tenant = sample.tenant
        }
        #expect(await server.store.tenant(GraphServer.tenantID)?.passcodes.count == 1)
        server.clock.now = GraphServer.start.adding(days: 7)
        let token = await server.token(Self.form).text("access_token")
        #expect(await server.get("/v1.0/me", token).status == 400)
        #expect(await server.store.tenant(GraphServer.tenantID)?.passcodes.count == 0)
    }

    @Test(
        "Which addresses are its own",
        arguments: [
            ("/v1.0/users?$top=1", true), ("/BETA/users", true), ("/common/oauth2/v2.0/token", true),
            ("/x/v2.0/.well-known/openid-configuration", true), ("/", false), ("/lab/devices", false),
            ("/common/oauth2/authorize?x=1", false), ("/ManagementServer/MDM.svc", false),
        ])
    func serves(target: String, isOwn: Bool) {
        #expect(GraphService.serves(target) == isOwn)
    }
}

private final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    func add() { value.withLock { $0 += 1 } }
}

/// A clock that tests move.
private final class TestClock: Sendable {
    private let time = Mutex(GraphServer.start)

    var now: Instant {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}
