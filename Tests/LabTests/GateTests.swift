import Lab
import Testing

/// Who may use the interface below `/lab`, which shows every PIN.
@Suite("The lab's interface lets in who has its token", .timeLimit(.minutes(30)))
struct GateTests {
    private static let devices = "/lab/devices"

    @Test("Without the token nothing is told and nothing is changed")
    func token() async throws {
        try await TestServer.run(TestServer.plain()) { lab in
            try await lab.management.enroll(LabDevice(id: "PHONE1"))
            for token in [nil, "", String(lab.token.dropLast()), lab.token + "0"] as [String?] {
                let stranger = RawClient(port: lab.port, token: token)
                let answers = [
                    try await stranger.get(Self.devices), try await stranger.get("/lab/events"),
                    try await stranger.get("/lab/devices/PHONE1"), try await stranger.get("/lab/oddities"),
                    try await stranger.get("/lab/devices/PHONE1/commands/1"),
                    try await stranger.post("/lab/devices/PHONE1/commands", Array("<Get/>".utf8)),
                    try await stranger.post("/lab/devices/PHONE1/reset-passcode?tenant=T", []),
                    try await stranger.put("/lab/oddities", "[]"),
                ]
                for answer in answers {
                    #expect(answer.status == 401 && answer.text.contains("WWW-Authenticate: Bearer"))
                    #expect(!answer.text.contains("PHONE1"))
                }
            }
            #expect(try await lab.management.device("PHONE1").queue.isEmpty)
            // Whom to trust is no secret.
            #expect(try await RawClient(port: lab.port).get("/lab/ca.pem").status == 200)
            #expect(try await RawClient(port: lab.port, token: lab.token).get(Self.devices).status == 200)
        }
    }

    @Test("A page of another site, which comes by another name or can send no JSON, gets nothing")
    func otherSites() async throws {
        var configuration = TestServer.plain()
        configuration.publicURL = "https://mdm.example"
        configuration.certificateNames = ["lab.test"]
        try await TestServer.run(configuration) { (lab) async throws in
            let client = RawClient(port: lab.port, token: lab.token)
            let hosts = [
                ("localhost:1", 200), ("LOCALHOST", 200), ("127.0.0.1:9", 200), ("[::1]:9", 200), ("mdm.example", 200),
                ("lab.test:4", 200), ("10.1.2.3:80", 200), ("rebound.example:80", 421), ("mdm.example.evil", 421),
            ]
            for (host, status) in hosts {
                var client = client
                client.host = host
                #expect(try await client.get(Self.devices).status == status, "\(host)")
                // The pages of consent and the PIN reset service as well, which need no token.
                #expect(try await client.get("/pin-reset/keys").status == status, "\(host)")
                #expect(try await client.get("/common/redirected").status == (status == 200 ? 404 : 421), "\(host)")
            }
            let types = [
                ("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("multipart/form-data", 415),
                ("application/json; charset=utf-8", 200), ("Application/JSON", 200),
            ]
            for (type, status) in types {
                #expect(try await client.put("/lab/oddities", "[]", type: type).status == status, "\(type)")
            }
        }
    }

    @Test("Commands come as SyncML, or as SyncML in JSON")
    func commands() async throws {
        try await TestServer.run(TestServer.plain()) { lab in
            try await lab.management.enroll(LabDevice(id: "PHONE1"))
            let client = RawClient(port: lab.port, token: lab.token)
            let get = "<Get><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>"
            let bodies = [
                (get, "application/vnd.syncml.dm+xml", 200), (get, "application/xml", 200),
                ("{\"syncml\":\"\(get)\"}", "application/json", 200), (get, "application/json", 400),
            ]
            for (body, type, status) in bodies {
                let answer = try await client.post("/lab/devices/PHONE1/commands", Array(body.utf8), type: type)
                #expect(answer.status == status, "\(type)")
            }
            #expect(try await lab.management.device("PHONE1").queue.count == 3)
        }
    }

    @Test("The page of web authentication sends its token to addresses only, and never into a script")
    func signInTarget() async throws {
        try await TestServer.run(TestServer.plain()) { lab in
            let client = RawClient(port: lab.port)
            let targets = [
                ("ms-app%3A%2F%2Fx", 200), ("https%3A%2F%2Fx.test", 200), ("http%3A%2F%2F127.0.0.1%3A1", 200),
                ("javascript%3Aalert(1)", 400), ("JavaScript%3Aalert(1)", 400), ("data%3Atext%2Fhtml%2Cx", 400),
                ("", 400),
            ]
            for (target, status) in targets {
                let page = try await client.get("\(LabEnrollment.Path.authentication)?appru=\(target)")
                #expect(page.status == status, "\(target)")
                #expect(status == 200 || !page.text.contains("<form"))
            }
        }
    }
}
