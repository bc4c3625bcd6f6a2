import Administration
import Graph
import JSON
import Testing

/// Administrators as Graph has them: members of a directoryRole.
@Suite("Roles of the directory")
struct RoleTests {
    private static let role = DirectoryRole.administrator.id
    private static let members = "/v1.0/directoryRoles/\(role)/members"
    /// By what scripts know: the id in every directory, in all of Graph's spellings of a key.
    static let places = [
        "/v1.0/directoryRoles/\(role)/members", "/v1.0/directoryRoles('\(role)')/members",
        "/beta/directoryRoles(roleTemplateId='\(role)')/members",
        "/v1.0/DirectoryRoles(RoleTemplateId='\(role)')/Members",
    ]

    private static func reference(_ id: String) -> JSONValue {
        ["@odata.id": .string("\(GraphServer.base)/v1.0/users/\(id)")]
    }

    @Test("The role is found by its id, by that of its template and by its name, with who has it")
    func found() throws {
        var server = try GraphServer()
        server.tenant.users[ObjectID(GraphServer.adele)]?.isAdministrator = true
        for path in [
            "directoryRoles/\(Self.role)", "directoryRoles(roleTemplateId='\(Self.role)')",
            "directoryRoles('\(Self.role)')?$expand=members",
        ] {
            let role = try server.send("GET /v1.0/\(path)")
            #expect(role.status == 200 && role.text("displayName") == "Global Administrator", "\(path)")
            #expect((role.body?["members"] != nil) == path.contains("expand"), "\(path)")
        }
        let named = try server.send("GET /beta/directoryRoles?$filter=displayName eq 'Global Administrator'")
        #expect(named.values.compactMap { $0.text("roleTemplateId") } == [Self.role.rawValue])
        #expect(try server.send("GET \(Self.members)").values.compactMap { $0.text("id") } == [GraphServer.adele])
        #expect(try server.send("GET /v1.0/directoryRoles/x").status == 404)
        #expect(try server.send("GET /v1.0/directoryRoles/x/members").status == 404)
    }

    @Test(
        "A user is put in and taken out; the last one stays, and what cannot be is refused in Graph's words",
        arguments: places)
    func givenAndTaken(_ members: String) throws {
        var server = try GraphServer()
        try server.tenant.add(
            DirectoryUser(id: "boss", displayName: "Boss", userPrincipalName: "boss@lab.example", isAdministrator: true)
        )
        #expect(try server.send("POST \(members)/$ref", Self.reference(GraphServer.adele)).status == 204)
        #expect(server.tenant.mayConsent("adele@lab.example"))
        let listed = try server.send("GET \(members)").values.compactMap { $0.text("id") }
        #expect(listed == [GraphServer.adele, "boss"])
        #expect(try server.send("GET \(members)/$count").body == .integer(2))
        let again = try server.send("POST \(members)/$ref", Self.reference(GraphServer.adele))
        #expect(again.status == 400 && again.error?.message.contains("already exist") == true)
        #expect(try server.send("POST \(members)/$ref", Self.reference("nobody")).status == 404)
        #expect(try server.send("POST \(members)/$ref", [:]).status == 400)
        #expect(try server.send("DELETE \(members)/boss/$ref").status == 204)
        #expect(try server.send("DELETE \(members)/boss/$ref").status == 404)
        let last = try server.send("DELETE \(members)/\(GraphServer.adele)/$ref")
        #expect(last.status == 400 && last.error?.message.contains("the last Global Administrator") == true)
        for line in ["PATCH /v1.0/users/\(GraphServer.adele)", "DELETE /v1.0/users/\(GraphServer.adele)"] {
            let refused = try server.send(line, line.hasPrefix("PATCH") ? ["accountEnabled": false] : nil)
            #expect(refused.status == 400 && refused.error?.message.contains("the last Global") == true, "\(line)")
        }
        let wrong = members.replacing(Self.role.rawValue, with: "99999999-0000-4000-8000-000000000009")
        #expect(try server.send("GET \(wrong)").status == 404)
        #expect(try server.send("POST \(wrong)/$ref", Self.reference(GraphServer.adele)).status == 404)
        let audits = try server.send("GET /v1.0/deviceManagement/remoteActionAudits").values
        #expect(audits.compactMap { $0.text("action") } == ["roleGiven", "roleTaken"])
    }

    @Test("It takes the permission for roles, which that for the directory is not")
    func permission() throws {
        var server = try GraphServer()
        server.caller.permissions = ["Directory.ReadWrite.All"]
        #expect(try server.send("GET /v1.0/directoryRoles").status == 200)
        #expect(try server.send("POST \(Self.members)/$ref", Self.reference(GraphServer.adele)).status == 403)
        server.caller.permissions = ["RoleManagement.ReadWrite.Directory"]
        #expect(try server.send("POST \(Self.members)/$ref", Self.reference(GraphServer.adele)).status == 204)
    }
}
