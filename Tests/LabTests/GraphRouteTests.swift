import Administration
import Foundation
import JSON
import Lab
import PINReset
import Testing

/// The Graph-shaped API beside the server's other paths.
@Suite("The lab answers what is asked in Graph's shape", .timeLimit(.minutes(30)))
struct GraphRouteTests {
    private static let tenant = LabConfiguration.usualTenant

    private static func json(_ received: RawClient.Received) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(received.body))
    }

    private static func text(_ value: JSONValue?, _ name: String) -> String? {
        if case .string(let text)? = value?[name] { text } else { nil }
    }

    @Test("An application signs in with its secret, and the token that it gets opens the API, in any case of the path")
    func signIn() async throws {
        try await TestServer.run(TestServer.plain()) { (lab) async throws in
            let client = RawClient(port: lab.port)
            let found = try Self.json(try await client.get("/\(Self.tenant)/v2.0/.well-known/openid-configuration"))
            let endpoint = try #require(Self.text(found, "token_endpoint"))
            #expect(endpoint == "http://127.0.0.1:\(lab.port)/\(Self.tenant)/oauth2/v2.0/token")
            let form =
                "grant_type=client_credentials&client_id=\(LabServer.clientID)&client_secret=\(lab.clientSecret)"
                + "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
            let given = try await client.post(
                "/\(Self.tenant)/oauth2/v2.0/token", Array(form.utf8), type: "application/x-www-form-urlencoded")
            #expect(given.status == 200)
            let token = try #require(Self.text(try Self.json(given), "access_token"))
            for path in ["/v1.0/organization", "/beta/organization", "/V1.0/Organization"] {
                let answer = try await RawClient(port: lab.port, token: token).get(path)
                #expect(answer.status == 200 && answer.text.contains(Self.tenant), "\(path)")
            }
            let wrong = form.replacing(lab.clientSecret, with: "wrong")
            let refused = try await client.post(
                "/\(Self.tenant)/oauth2/v2.0/token", Array(wrong.utf8), type: "application/x-www-form-urlencoded")
            #expect(refused.status == 401)
        }
    }

    @Test("A token opens the API of a server that begins again with the same key, and of no other")
    func signingKey() async throws {
        let store = MemoryStore()
        let token = try await LabServer.withServer(
            TestServer.plain(), authority: try TestServer.authority.get(), signingKey: "same", store: store,
            logger: .quiet
        ) { (lab) async throws -> String in
            let form =
                "grant_type=client_credentials&client_id=\(LabServer.clientID)&client_secret=\(lab.clientSecret)"
                + "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
            let given = try await RawClient(port: lab.port).post(
                "/\(Self.tenant)/oauth2/v2.0/token", Array(form.utf8), type: "application/x-www-form-urlencoded")
            return try #require(Self.text(try Self.json(given), "access_token"))
        }
        for (key, status) in [("same", 200), ("other", 401)] {
            try await LabServer.withServer(
                TestServer.plain(), authority: try TestServer.authority.get(), signingKey: key, store: store,
                logger: .quiet
            ) { (lab) async throws in
                let answer = try await RawClient(port: lab.port, token: token).get("/v1.0/organization")
                #expect(answer.status == status, "\(key)")
            }
        }
    }

    @Test("The interface's token opens it as the administrator; without one, or by another name, nothing is told")
    func token() async throws {
        var configuration = TestServer.plain()
        configuration.users = ["adele@lab.example": "secret"]
        try await TestServer.run(configuration) { (lab) async throws in
            let owner = RawClient(port: lab.port, token: lab.token)
            let me = try Self.json(try await owner.get("/v1.0/me"))
            #expect(Self.text(me, "userPrincipalName") == ConfiguredDirectory.administrator)
            let users = try await owner.get("/v1.0/users")
            #expect(users.text.contains("adele@lab.example"))
            let stranger = try await RawClient(port: lab.port, token: lab.token + "0").get("/v1.0/users")
            #expect(stranger.status == 401 && stranger.text.contains("InvalidAuthenticationToken"))
            var elsewhere = owner
            elsewhere.host = "rebound.example"
            #expect(try await elsewhere.get("/v1.0/users").status == 421)
        }
    }

    @Test("Who has not shown a token cannot send much")
    func bodies() async throws {
        try await TestServer.run(TestServer.plain()) { (lab) async throws in
            let long = [UInt8](repeating: 0x20, count: 100 << 10)
            #expect(try await RawClient(port: lab.port).post("/v1.0/groups", long).status == 413)
            #expect(try await RawClient(port: lab.port, token: lab.token).post("/v1.0/groups", long).status == 400)
        }
    }

    @Test("S6: both applications are listed where the lab begins with consent to them")
    func consented() async throws {
        var configuration = TestServer.plain()
        configuration.consented = [.service, .client]
        try await TestServer.run(configuration) { (lab) async throws in
            let listed = try await RawClient(port: lab.port, token: lab.token).get("/v1.0/servicePrincipals")
            for application in PINResetApplication.allCases { #expect(listed.text.contains(application.clientID)) }
        }
    }

    @Test("A push follows an action at once, for the device meant, by either interface; one that arrives is an event")
    func push() async throws {
        let (pushes, push) = AsyncStream.makeStream(of: String.self)
        let isThere: @Sendable (String) -> Bool = { $0 == "PHONE-1" }
        try await LabServer.withServer(
            TestServer.plain(), authority: try TestServer.authority.get(),
            push: { name in
                push.yield(name)
                return isThere(name)
            }, logger: .quiet
        ) { lab in
            for id in ["PHONE-1", "PHONE-2"] { try await lab.management.enroll(DeskTalk.device(id)) }
            let tenant = try #require(await lab.tenancy.current())
            let device = try #require(tenant.device(managementName: "PHONE-2"))
            let client = RawClient(port: lab.port, token: lab.token)
            let path = "/v1.0/deviceManagement/managedDevices/\(device.id)/remoteLock"
            #expect(try await client.post(path, []).status == 204)
            #expect(await pushes.first { _ in true } == "PHONE-2")
            #expect(try await client.post("/lab/devices/PHONE-1/reset-passcode?policy=no", []).status == 200)
            #expect(await pushes.first { _ in true } == "PHONE-1")
            // The other phone was not there, whatever was sent after it; this event comes once the push has returned.
            var told: [LabEvent] = []
            while told.isEmpty {
                await Task.yield()
                told = await lab.management.events().filter { $0.kind == .pushed }
            }
            #expect(told.map(\.device) == ["PHONE-1"])
        }
    }

    @Test("The interface below /lab describes itself, and nothing that it describes is missing")
    func description() async throws {
        try await TestServer.run(TestServer.plain()) { (lab) async throws in
            try await lab.management.enroll(DeskTalk.device("PHONE-1"))
            try await lab.management.queue(.get("./A"), for: "PHONE-1")
            let client = RawClient(port: lab.port, token: lab.token)
            let value = try Self.json(try await client.get("/lab/openapi.json"))
            guard case .object(let paths)? = value["paths"] else { throw NoPaths() }
            #expect(paths.count == 9)
            for path in paths.keys where paths[path]?["get"] != nil {
                let asked = path.replacing("{id}", with: "PHONE-1").replacing("{number}", with: "1")
                #expect(try await client.get("/lab" + asked).status == 200, "\(path)")
            }
            #expect(try await RawClient(port: lab.port).get("/lab/openapi.json").status == 401)
        }
    }

    private struct NoPaths: Error {}
}
