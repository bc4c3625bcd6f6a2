import Administration
import Graph
import JSON
import Notation
import PINReset
import Testing

@Suite("Addresses of the API")
struct PathTests {
    static let same = [
        "/v1.0/deviceManagement/managedDevices/\(GraphServer.phone)",
        "/beta/deviceManagement/managedDevices/\(GraphServer.phone)",
        "/V1.0/devicemanagement/MANAGEDDEVICES/\(GraphServer.phone.uppercased())",
        "/v1.0/deviceManagement/managedDevices('\(GraphServer.phone)')",
        "/beta/deviceManagement/manageddevices(%27\(GraphServer.phone)%27)",
        "/v1.0/deviceManagement/managedDevices(\(GraphServer.phone))",
        "\(GraphServer.base)/v1.0/deviceManagement/managedDevices/\(GraphServer.phone)",
    ]

    @Test("Any version, any case, a key in parentheses or not, a whole address or a path", arguments: same)
    func written(target: String) throws {
        var server = try GraphServer()
        let response = try server.send("GET \(target)")
        #expect(response.status == 200, "\(response.error?.message ?? "")")
        #expect(response.text("deviceName") == "Phone-1")
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var line: String
        var body: JSONValue?
        var status: Int
        var code: String
        var reason: String

        var testDescription: String { line }
    }

    static let profiles = "/v1.0/deviceManagement/deviceConfigurations"
    static let custom: JSONValue = "#microsoft.graph.windows10CustomConfiguration"

    static let refusals: [Refusal] = [
        Refusal(line: "GET /users", status: 400, code: "BadRequest", reason: "/v1.0 or /beta"),
        Refusal(line: "GET /v1.0/nothing", status: 400, code: "BadRequest", reason: "segment 'nothing'"),
        Refusal(line: "GET /v1.0/users/x/nothing", status: 400, code: "BadRequest", reason: "segment 'x'"),
        Refusal(line: "GET /v1.0/users/%zz", status: 400, code: "BadRequest", reason: "two hexadecimal digits"),
        Refusal(line: "GET /v1.0/users/nobody", status: 404, code: "ResourceNotFound", reason: "no such user"),
        Refusal(
            line: "GET /v1.0/deviceManagement/managedDevices/x", status: 404, code: "ResourceNotFound",
            reason: "no such managedDevice"),
        Refusal(line: "PATCH /v1.0/users", status: 405, code: "MethodNotAllowed", reason: "it takes GET, POST"),
        Refusal(line: "GET /v1.0/me", status: 400, code: "BadRequest", reason: "delegated authentication flow"),
        Refusal(
            line: "GET /v1.0/users/x?$top=1", status: 400, code: "BadRequest", reason: "'$top' is not supported here"),
        Refusal(line: "DELETE /v1.0/users/x?$select=id", status: 400, code: "BadRequest", reason: "supported: none"),
        Refusal(
            line: "POST /v1.0/groups", status: 400, code: "BadRequest", reason: "A JSON object is wanted for group"),
        Refusal(
            line: "POST /v1.0/groups", body: ["displayName": "x", "colour": "red"], status: 400, code: "BadRequest",
            reason: "'colour' does not exist on type 'microsoft.graph.group'"),
        Refusal(
            line: "POST /v1.0/groups", body: ["mailNickname": "x"], status: 400, code: "BadRequest",
            reason: "'displayName' of group is required"),
        Refusal(
            line: "POST /v1.0/groups", body: ["displayName": .integer(1)], status: 400, code: "BadRequest",
            reason: "'displayName' of group must be a text"),
        Refusal(
            line: "POST /v1.0/groups", body: ["displayName": "x", "id": "1"], status: 400, code: "BadRequest",
            reason: "'id' of group is read-only"),
        Refusal(
            line: "POST /v1.0/groups", body: ["displayName": "x", "createdDateTime": .null], status: 400,
            code: "BadRequest", reason: "'createdDateTime' of group is read-only"),
        Refusal(
            line: "POST /v1.0/groups", body: ["displayName": "x", "mailEnabled": .null], status: 400,
            code: "BadRequest", reason: "'mailEnabled' of group must be something other than null"),
        Refusal(
            line: "PATCH \(profiles)/x", body: ["displayName": .null], status: 400, code: "BadRequest",
            reason: "'displayName' of windows10CustomConfiguration must be something other than null"),
        Refusal(
            line: "PATCH \(profiles)/x", body: ["omaSettings": .null], status: 400, code: "BadRequest",
            reason: "'omaSettings' of windows10CustomConfiguration must be something other than null"),
        Refusal(
            line: "POST /v1.0/servicePrincipals",
            body: ["appId": "b8456c59-1230-44c7-a4a2-99b085333e84", "accountEnabled": .null], status: 400,
            code: "BadRequest", reason: "'accountEnabled' of servicePrincipal must be"),
        Refusal(
            line: "POST /v1.0/servicePrincipals",
            body: ["appId": "b8456c59-1230-44c7-a4a2-99b085333e84", "displayName": "Mine"], status: 400,
            code: "BadRequest", reason: "'displayName' of servicePrincipal is read-only"),
        Refusal(
            line: "POST /v1.0/servicePrincipals", body: ["appId": "00000003-0000-0000-c000-000000000000"], status: 400,
            code: "BadRequest", reason: "does not reference a valid application object"),
        Refusal(
            line: "POST \(profiles)", body: ["displayName": "x"], status: 400, code: "BadRequest",
            reason: "windows10CustomConfiguration"),
        Refusal(
            line: "POST \(profiles)",
            body: ["@odata.type": custom, "displayName": "x", "omaSettings": [["omaUri": "./x", "value": true]]],
            status: 400, code: "BadRequest", reason: "@odata.type of an omaSetting"),
        Refusal(
            line: "POST \(profiles)",
            body: [
                "@odata.type": custom, "displayName": "x",
                "omaSettings": [
                    ["@odata.type": "#microsoft.graph.omaSettingInteger", "omaUri": "./x", "value": "4"]
                ],
            ], status: 400, code: "BadRequest", reason: "is the text '4', and the setting is of type integer"),
        Refusal(
            line: "POST \(profiles)/x/assign", body: ["assignments": []], status: 404, code: "ResourceNotFound",
            reason: "no deviceConfiguration 'x'"),
        Refusal(
            line: "GET /v1.0/servicePrincipals(appId='b8456c59-1230-44c7-a4a2-99b085333e84')", status: 404,
            code: "ResourceNotFound", reason: "has not consented"),
        Refusal(
            line: "POST /v1.0/users", body: ["displayName": "x", "userPrincipalName": "ADELE@lab.example"], status: 409,
            code: "Request_MultipleObjectsWithSameKeyValue", reason: "Another user"),
    ]

    @Test("A request that is wrong is told what is wrong, and changes nothing", arguments: refusals)
    func refused(row: Refusal) throws {
        var server = try GraphServer()
        let before = server.tenant
        let response = try server.send(row.line, row.body)
        #expect(response.status == row.status)
        #expect(response.error?.code == row.code)
        #expect(response.error?.message.contains(row.reason) == true, "\(response.error?.message ?? "")")
        #expect(server.tenant == before)
        #expect(server.effects.isEmpty)
    }

    @Test(
        "Who lacks a permission is told which; with any one of those the answer is as with all",
        arguments: GraphRoutes.all.map(\.name))
    func forbidden(name: String) throws {
        let operation = try #require(GraphRoutes.all.first { $0.name == name })
        var server = try GraphServer()
        let all = Set(GraphRoutes.all.flatMap(\.permission.names))
        server.caller.permissions = all.subtracting(operation.permission.names)
        let path = operation.parameters.reduce(operation.path) { $0.replacing("{\($1)}", with: "x") }
        let line = "\(operation.method.rawValue) /v1.0\(path)"
        let refused = try server.send(line)
        #expect(refused.status == 403)
        #expect(
            refused.error?.message
                == "Application must have one of the following scopes: \(operation.permission)")
        server.caller.permissions = nil
        let free = try server.send(line)
        #expect(free.status != 403)
        for permission in operation.permission.names {
            server.caller.permissions = [permission]
            let allowed = try server.send(line)
            #expect(allowed.status == free.status, "\(permission)")
            #expect(allowed.error?.message == free.error?.message, "\(permission)")
        }
    }

    @Test(
        "Who may write a kind of objects may read it",
        arguments: GraphRoutes.all.filter { $0.method == .get }.map(\.name))
    func writersRead(name: String) throws {
        let operation = try #require(GraphRoutes.all.first { $0.name == name })
        let readings = operation.permission.names.filter { $0.hasSuffix(".Read.All") }
        #expect(!readings.isEmpty)
        for reading in readings {
            let writing = reading.replacing(".Read.", with: ".ReadWrite.")
            #expect(operation.permission.names.contains(writing), "\(writing)")
        }
    }

    @Test("Who signs in as a user is /me, and may do no more than the directory lets them now, whatever the token says")
    func me() throws {
        var server = try GraphServer()
        server.caller.userPrincipalName = "adele@lab.example"
        #expect(try server.send("GET /v1.0/me").text("displayName") == "Adele")
        #expect(try server.send("GET /v1.0/users").status == 403)
        server.caller.permissions = Set(GraphRoutes.all.flatMap(\.permission.names))
        #expect(try server.send("GET /v1.0/users").status == 403)
        server.caller.permissions = nil
        server.tenant.users[ObjectID(GraphServer.adele)]?.isAdministrator = true
        #expect(try server.send("GET /v1.0/users").status == 200)
        server.tenant.users[ObjectID(GraphServer.adele)]?.accountEnabled = false
        #expect(try server.send("GET /v1.0/users").status == 401)
        #expect(try server.send("GET /v1.0/me").status == 401)
        server.tenant.users[ObjectID(GraphServer.adele)] = nil
        #expect(try server.send("GET /v1.0/users").error?.message.contains("not in the directory any more") == true)
    }

    @Test("An application that is let in switched off has no consent until it is switched on")
    func switchedOff() throws {
        var server = try GraphServer()
        for application in PINResetApplication.allCases {
            let made = try server.send(
                "POST /v1.0/servicePrincipals", ["appId": .string(application.clientID), "accountEnabled": false])
            #expect(made.status == 201)
            #expect(made.body?["accountEnabled"] == false)
            #expect(server.tenant.missingApplications.contains(application))
            #expect(server.tenant.audits.rows.allSatisfy { $0.detail != application.clientID })
            let switched = try server.send(
                "PATCH /v1.0/servicePrincipals/\(made.text("id") ?? "")", ["accountEnabled": true])
            #expect(switched.status == 204)
            #expect(!server.tenant.missingApplications.contains(application))
        }
    }
}
