import Administration
import Graph
import JSON
import Notation
import Testing

@Suite("Requests with damage")
struct DamageTests {
    /// Numbers that are the same in each run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private static let targets = [
        "/v1.0/deviceManagement/managedDevices?$filter=startswith(deviceName,'Ph') and not (osVersion eq '1')&$top=2",
        "/beta/deviceManagement/managedDevices('\(GraphServer.phone)')?$select=id,deviceActionResults&$expand=users",
        "/v1.0/servicePrincipals(appId='b8456c59-1230-44c7-a4a2-99b085333e84')",
        "/v1.0/users?$orderby=displayName desc,id&$skip=1&$count=true&$filter=id in ('a','b') or mail ne null",
        "/v1.0/deviceManagement/managedDevices?$filter=enrolledDateTime ge 2018-03-02T16:00:00.5+01:00&$skiptoken=1",
        "/v1.0/groups/x/members/$ref", "/v1.0/$batch", "/v1.0/deviceManagement/deviceConfigurations",
    ]

    private static let bodies: [JSONValue?] = [
        nil, ClientScriptTests.profile, ["@odata.id": "https://graph.microsoft.com/v1.0/users('x')"],
        ["requests": [["id": "1", "method": "GET", "url": "/users", "dependsOn": ["2"]]]], ["displayName": "g"], [],
        "x",
    ]

    @Test("Whatever is changed in a request, it is answered, with what is wrong where something is", arguments: 0..<8)
    func damaged(seed: UInt64) throws {
        var server = try GraphServer()
        var numbers = Numbers(state: seed)
        let alphabet = Array("()',=&$%?/. aZ0-_\u{0}+;é\"".utf8)
        for _ in 0..<400 {
            var octets = Array(Self.targets.randomElement(using: &numbers)?.utf8 ?? "".utf8)
            for _ in 0..<Int.random(in: 0...6, using: &numbers) where !octets.isEmpty {
                let place = Int.random(in: 0..<octets.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: octets.remove(at: place)
                case 1: octets.insert(alphabet.randomElement(using: &numbers) ?? 0, at: place)
                case 2: octets[place] = alphabet.randomElement(using: &numbers) ?? 0
                default: octets.append(contentsOf: octets[place...].prefix(9))
                }
            }
            let target = String(decoding: octets, as: UTF8.self)
            let method = GraphRequest.Method.allCases.randomElement(using: &numbers) ?? .get
            let body = Self.bodies.randomElement(using: &numbers) ?? nil
            let request = GraphRequest(method, target, body: body)
            let before = server.tenant
            let response = GraphAPI(base: GraphServer.base).answer(
                request, from: server.caller, &server.tenant, server.occasion)
            #expect((200..<500).contains(response.status), "\(method) \(target)")
            guard response.status >= 400 else { continue }
            #expect(response.error?.message.isEmpty == false, "\(method) \(target)")
            #expect(server.tenant == before, "\(method) \(target)")
        }
    }
}
