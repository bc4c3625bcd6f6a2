import Administration
import Graph
import JSON
import Notation
import PINReset
import Testing

@Suite("What objects look like")
struct TypeTests {
    /// A tenant in which there is something of everything.
    private static func server() throws -> GraphServer {
        var server = try GraphServer()
        for application in PINResetApplication.allCases {
            _ = try server.send("POST /v1.0/servicePrincipals", ["appId": .string(application.clientID)])
        }
        let principals = server.tenant.servicePrincipals.rows.map(\.id.rawValue)
        _ = try server.send(
            "POST /v1.0/oauth2PermissionGrants",
            ["clientId": .string(principals[1]), "consentType": "AllPrincipals", "resourceId": .string(principals[0])])
        _ = try server.send(
            "POST /v1.0/servicePrincipals/\(principals[1])/appRoleAssignments",
            ["appRoleId": "00000000-0000-0000-0000-000000000000", "resourceId": .string(principals[0])])
        _ = try server.send("POST /v1.0/groups", ["displayName": "g"])
        let group = try #require(server.tenant.groups.rows.first?.id)
        for member in [GraphServer.adele, GraphServer.phone] {
            _ = try server.send("POST /v1.0/groups/\(group)/members/$ref", ["@odata.id": .string("users/\(member)")])
        }
        _ = try server.send("POST /v1.0/deviceManagement/deviceConfigurations", ClientScriptTests.profile)
        let profile = try #require(server.tenant.configurations.rows.first?.id)
        _ = try server.send(
            "POST /v1.0/deviceManagement/deviceConfigurations/\(profile)/assign",
            ["assignments": [["target": ["@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"]]]])
        _ = try server.send("POST /v1.0/deviceManagement/managedDevices/\(GraphServer.phone)/resetPasscode")
        server.sync()
        return server
    }

    private static func path(_ operation: GraphOperation, _ server: GraphServer) -> String {
        let path = operation.path
        let id: ObjectID? =
            if path.contains("/managedDevices/") {
                ObjectID(GraphServer.phone)
            } else if path.contains("/deviceConfigurations/") {
                server.tenant.configurations.rows.first?.id
            } else if path.contains("/groups/") {
                server.tenant.groups.rows.first?.id
            } else if path.contains("/servicePrincipals/") {
                server.tenant.servicePrincipals.rows.last?.id
            } else if path.contains("/directoryRoles/") {
                DirectoryRole.administrator.id
            } else if path.contains("/users/") { ObjectID(GraphServer.adele) } else if path.contains("/devices/") {
                server.tenant.devices.rows.first?.directoryID
            } else { server.tenant.id }
        return path.replacing("{id}", with: id?.rawValue ?? "")
            .replacing("{appId}", with: PINResetApplication.service.clientID)
            .replacing("{roleTemplateId}", with: DirectoryRole.administrator.template.rawValue)
    }

    @Test(
        "Every object that can be read has the properties of its type, all of them and no others",
        arguments: GraphRoutes.all.filter { $0.method == .get }.map(\.name))
    func described(name: String) throws {
        let operation = try #require(GraphRoutes.all.first { $0.name == name })
        var server = try Self.server()
        server.tenant.users[ObjectID(GraphServer.adele)]?.isAdministrator = true
        server.caller.userPrincipalName = "adele@lab.example"
        let response = try server.send("GET /v1.0\(Self.path(operation, server))")
        #expect(response.status == 200, "\(response.error?.message ?? "")")
        let (type, objects): (GraphType, [JSONValue]) =
            switch operation.answer {
            case .object(let type): (type, [try #require(response.body)])
            case .page(let type), .list(let type), .created(let type): (type, response.values)
            case .count, .nothing: (.user, [])
            }
        if case .count = operation.answer {
            guard case .integer(let count)? = response.body else {
                Issue.record("\(name) is no number")
                return
            }
            #expect(count > 0)
            return
        }
        #expect(!objects.isEmpty)
        let known = type.properties.map(\.name).sorted()
        for object in objects {
            let names = object.names.filter { !$0.contains("@odata.") }
            if name == "listMembers" {
                #expect(Set(names).isSubset(of: known), "\(names)")
            } else {
                #expect(names == known)
            }
        }
    }

    @Test("Objects inside others have the properties of their types too")
    func inside() throws {
        var server = try Self.server()
        let device = try server.send("GET /v1.0/deviceManagement/managedDevices/\(GraphServer.phone)")
        let states = try server.send(
            "GET /v1.0/deviceManagement/managedDevices/\(GraphServer.phone)/deviceConfigurationStates")
        let configurations = try server.send("GET /v1.0/deviceManagement/deviceConfigurations?$expand=assignments")
        let parts: [(JSONValue?, GraphType)] = [
            (device.body?["deviceActionResults"], .deviceActionResult),
            (states.values.first?["settingStates"], .deviceConfigurationSettingState),
            (configurations.values.first?["omaSettings"], .omaSetting),
            (configurations.values.first?["assignments"], .deviceConfigurationAssignment),
        ]
        for (value, type) in parts {
            guard case .array(let objects)? = value, !objects.isEmpty else {
                #expect(Bool(false), "nothing of \(type.name)")
                continue
            }
            let known = Set(type.properties.map(\.name))
            for object in objects {
                #expect(Set(object.names.filter { !$0.contains("@odata.") }).isSubset(of: known), "\(type.name)")
            }
        }
    }

    @Test("Each operation has a name and a path of its own, and names only types that are described")
    func table() {
        #expect(Set(GraphRoutes.all.map(\.name)).count == GraphRoutes.all.count)
        #expect(Set(GraphRoutes.all.map { "\($0.method) \($0.path)" }).count == GraphRoutes.all.count)
        for operation in GraphRoutes.all {
            #expect(operation.summary.hasSuffix("."), "\(operation.name)")
            #expect(operation.parameters.isEmpty || operation.method == .post || !operation.failures.isEmpty)
        }
    }
}
