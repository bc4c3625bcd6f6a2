import Administration
import Graph
import JSON
import Notation
import Testing

@Suite("Several requests in one")
struct BatchTests {
    private static func request(
        _ id: String, _ url: String, _ method: JSONValue = "GET", _ more: [String: JSONValue] = [:]
    ) -> JSONValue {
        .object(["id": .string(id), "method": method, "url": .string(url)].merging(more) { $1 })
    }

    private static func statuses(_ response: GraphResponse) -> [String] {
        guard case .array(let responses)? = response.body?["responses"] else { return [] }
        return responses.map { value in
            guard case .integer(let status)? = value["status"] else { return "?" }
            return "\(value.text("id") ?? "?") \(status)"
        }
    }

    @Test("Inner addresses are relative, with a version, or whole; each has its own answer")
    func addresses() throws {
        var server = try GraphServer()
        let response = try server.send(
            "POST /v1.0/$batch",
            [
                "requests": [
                    Self.request("1", "/organization"), Self.request("2", "users?$top=1"),
                    Self.request("3", "/beta/users"), Self.request("4", "\(GraphServer.base)/v1.0/organization"),
                    Self.request("5", "/nothing"),
                ]
            ])
        #expect(response.status == 200)
        #expect(Self.statuses(response) == ["1 200", "2 200", "3 200", "4 200", "5 400"])
    }

    @Test(
        "They are done in their order; what depends on one that failed is not done",
        arguments: ["dependsOn", "depends_on"])
    func order(key: String) throws {
        var server = try GraphServer()
        let lock = "/deviceManagement/managedDevices/\(GraphServer.phone)/remoteLock"
        let response = try server.send(
            "POST /beta/$batch",
            [
                "requests": [
                    Self.request("1", "/groups", "POST", ["body": ["displayName": "g"]]),
                    Self.request("2", "/groups?$select=displayName", "GET", [key: ["1"]]),
                    Self.request("3", "/users/nobody"), Self.request("4", lock, "POST", [key: ["3"]]),
                    Self.request("5", lock, "POST", [key: ["1", "2"]]),
                ]
            ])
        #expect(Self.statuses(response) == ["1 201", "2 200", "3 404", "4 424", "5 204"])
        #expect(server.tenant.actions.count == 1)
        #expect(server.effects == [.push(managementName: "urn:phone:1")])
    }

    static let device = "/deviceManagement/managedDevices/\(GraphServer.phone)"

    static let mixtures: [([JSONValue], Bool)] = [
        ([request("1", "/users"), request("2", "/beta/groups", "get")], false),
        ([request("1", "/users"), request("2", device)], true),
        ([request("1", "/users"), request("2", "\(device)/syncDevice", "POST")], true),
        ([request("1", "/users", "PUT")], false), ([request("1", "/$batch", "POST")], false), ([], false),
    ]

    @Test(
        "A batch that only reads is answered from a copy; one request that is noted or changes something has it kept",
        arguments: mixtures)
    func kept(requests: [JSONValue], isKept: Bool) throws {
        let batch = GraphRequest(.post, "/v1.0/$batch", body: ["requests": .array(requests)])
        #expect(GraphAPI.isKept(batch) == isKept)
        var server = try GraphServer()
        let before = server.tenant
        _ = try server.send("POST /v1.0/$batch", batch.body)
        #expect(isKept || server.tenant == before)
    }

    static let refusals: [(JSONValue, String)] = [
        (["requests": []], "1 to 20 requests"),
        (["requests": .array((0...20).map { request("\($0)", "/users") })], "this has 21"),
        (["requests": [request("1", "/users"), request("1", "/users")]], "the same id"),
        (["requests": [request("1", "/users", "PUT")]], "must be GET, POST, PATCH or DELETE"),
        (["requests": [request("1", "/$batch", "POST")]], "cannot stand in a batch"),
        (
            [
                "requests": [
                    request("1", "/groups", "POST", ["body": ["displayName": "g"]]),
                    request("2", "/users", "GET", ["dependsOn": ["3"]]),
                ]
            ], "does not come before it"
        ),
        (["requests": [request("1", "/users", "GET", ["colour": "red"])]], "'colour' does not exist"),
        ([:], "'requests' of batch is required"),
    ]

    @Test("A batch that is wrong as a whole is refused before any of it is done", arguments: refusals)
    func refused(body: JSONValue, reason: String) throws {
        var server = try GraphServer()
        let before = server.tenant
        let response = try server.send("POST /v1.0/$batch", body)
        #expect(server.tenant == before)
        #expect(response.status == 400)
        #expect(response.error?.message.contains(reason) == true, "\(response.error?.message ?? "")")
    }
}
