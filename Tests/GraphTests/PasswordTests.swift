import Administration
import Graph
import JSON
import Testing

@Suite("Passwords of users")
struct PasswordTests {
    private static func user(_ password: JSONValue?) -> JSONValue {
        var members: [String: JSONValue] = [
            "displayName": "Bela", "userPrincipalName": "bela@lab.example", "mailNickname": "bela",
        ]
        members["passwordProfile"] = password.map {
            ["forceChangePasswordNextSignIn": true, "password": $0]
        }
        return .object(members)
    }

    @Test("A user who is made with a password has it, hashed; it is shown to nobody")
    func made() throws {
        var server = try GraphServer()
        let made = try server.send("POST /v1.0/users", Self.user("Blue-Sky-9"))
        #expect(made.status == 201 && made.body?["passwordProfile"] == .null, "\(made)")
        #expect(server.tenant.user(named: "bela@lab.example")?.password == TestHash.make("Blue-Sky-9"))
        let shown = try server.send("GET /v1.0/users/bela@lab.example?$select=displayName,passwordProfile")
        #expect(shown.status == 200 && shown.body?["passwordProfile"] == .null)
        let refused = try server.send("POST /v1.0/users", Self.user(nil))
        #expect(refused.status == 409)
    }

    /// Principal names, and whether somebody can be made with them.
    static let principalNames = [
        ("bela@lab.example", true), ("O'Neil.b_1-x!#^~@x", true), ("foo", false), ("a b@x", false), ("a@b@c", false),
        ("@x", false), ("a@", false), ("a@b..c", false), ("béla@lab.example", false), ("a+b@lab.example", false),
        ("a@x\n", false),
    ]

    @Test("A principal name is name@domain, of what Azure AD takes", arguments: principalNames)
    func principalName(name: String, isTaken: Bool) throws {
        var server = try GraphServer()
        let made = try server.send("POST /v1.0/users", ["displayName": "x", "userPrincipalName": .string(name)])
        #expect(made.status == (isTaken ? 201 : 400), "\(made)")
        #expect(isTaken || made.error?.message.contains("must be name@domain") == true)
    }

    @Test("Without one a user is made who cannot sign in")
    func none() throws {
        var server = try GraphServer()
        #expect(try server.send("POST /v1.0/users", Self.user(nil)).status == 201)
        #expect(server.tenant.user(named: "bela@lab.example")?.password == nil)
    }

    @Test(
        "One against the policy is refused in Graph's words, with the reason",
        arguments: ["short", "12345678", "Bela-2018"])
    func policy(password: String) throws {
        var server = try GraphServer()
        let refused = try server.send("POST /v1.0/users", Self.user(.string(password)))
        #expect(refused.status == 400 && refused.error?.code == "Request_BadRequest")
        let message = try #require(refused.error?.message)
        #expect(message.hasPrefix("The specified password does not comply with password complexity requirements: it "))
        #expect(message.hasSuffix("Please provide a different password.") && !message.contains(password))
        #expect(server.tenant.user(named: "bela@lab.example") == nil)
        let changed = try server.send(
            "PATCH /v1.0/users/\(GraphServer.adele)", ["passwordProfile": ["password": .string("short")]])
        #expect(changed.error?.code == "Request_BadRequest")
    }

    @Test("A profile without a password, and one that is none, are refused by name")
    func damaged() throws {
        var server = try GraphServer()
        for (profile, says) in [
            ([:], "'password' of passwordProfile is required"), (["password": .integer(1)], "must be a text"),
            ("Blue-Sky-9", "A JSON object is wanted for passwordProfile"), (["colour": "blue"], "'colour'"),
        ] as [(JSONValue, String)] {
            let refused = try server.send(
                "PATCH /v1.0/users/\(GraphServer.adele)", ["passwordProfile": profile])
            #expect(refused.status == 400 && refused.error?.message.contains(says) == true, "\(refused)")
        }
    }

    @Test("Name, password and whether somebody may sign in are changed, each alone; other properties are not")
    func changed() throws {
        var server = try GraphServer()
        let path = "PATCH /v1.0/users/adele@lab.example"
        #expect(try server.send(path, ["displayName": "Adele V."]).status == 204)
        #expect(try server.send(path, ["passwordProfile": ["password": "Blue-Sky-9"]]).status == 204)
        #expect(try server.send(path, ["accountEnabled": false]).status == 204)
        let user = try #require(server.tenant.user(named: "adele@lab.example"))
        #expect(user.displayName == "Adele V." && !user.accountEnabled && user.password == TestHash.make("Blue-Sky-9"))
        #expect(try server.send(path, ["userPrincipalName": "x@lab.example"]).status == 400)
        #expect(try server.send("PATCH /v1.0/users/nobody@lab.example", ["displayName": "x"]).status == 404)
    }

    @Test("Requests of a batch have theirs")
    func batch() throws {
        var server = try GraphServer()
        let answer = try server.send(
            "POST /v1.0/$batch",
            ["requests": [["id": "1", "method": "POST", "url": "/users", "body": Self.user("Blue-Sky-9")]]])
        #expect(answer.status == 200)
        #expect(server.tenant.user(named: "bela@lab.example")?.password == TestHash.make("Blue-Sky-9"))
    }
}
