import Administration
import Graph
import JSON
import Notation
import PINReset
import Settings
import Testing

@Suite("What Microsoft's client sends, and needs as answer")
struct ClientScriptTests {
    static let recoveryURI =
        "./Device/Vendor/MSFT/PassportForWork/\(GraphServer.tenantID)/Policies/EnablePinRecovery"

    /// The body as the client writes it, `@odata.type` not first.
    static let profile: JSONValue = [
        "@odata.type": "#microsoft.graph.windows10CustomConfiguration", "description": "d",
        "displayName": "PIN recovery",
        "omaSettings": .array(
            [
                ("Boolean", true), ("Integer", .integer(4)), ("String", "v"), ("StringXml", "PGEvPg=="),
                ("Base64", "AAEC"), ("DateTime", "2017-05-01T00:00:00+00:00"), ("FloatingPoint", .number(1.5)),
            ].map { (type: String, value: JSONValue) -> JSONValue in
                [
                    "displayName": .string(type), "@odata.type": .string("#microsoft.graph.omaSetting\(type)"),
                    "omaUri": .string(type == "Boolean" ? recoveryURI : "./\(type)"), "value": value,
                ]
            }),
    ]

    @Test("A profile is posted back as it was read, and is another one then")
    func again() throws {
        var server = try GraphServer()
        let path = "/v1.0/deviceManagement/deviceConfigurations"
        let first = try server.send("POST \(path)", Self.profile)
        let body = try #require(first.body)
        guard case .object(var members) = body else {
            Issue.record("\(body) is no object")
            return
        }
        members["version"] = .integer(7)
        members["warnings"] = nil
        let second = try server.send("POST \(path)", .object(members))
        #expect(second.status == 201 && second.text("id") != first.text("id"), "\(second)")
        #expect(server.tenant.configurations.rows.map(\.version) == [1, 1])
    }

    @Test("S1, S4 to S10: consent, profile, group, assignment, reset and reading of the passcode, from one script")
    func story() throws {
        var server = try GraphServer()
        var principals: [String] = []
        for application in PINResetApplication.allCases {
            let made = try server.send(
                "POST /v1.0/servicePrincipals",
                ["@odata.type": "#microsoft.graph.servicePrincipal", "appId": .string(application.clientID)])
            #expect(made.status == 201)
            principals.append(try #require(made.text("id")))
        }
        #expect(server.tenant.missingApplications.isEmpty)
        let grant = try server.send(
            "POST /v1.0/oauth2PermissionGrants",
            [
                "clientId": .string(principals[1]), "consentType": "AllPrincipals",
                "resourceId": .string(principals[0]),
                "scope": "User.Read",
            ])
        #expect(grant.status == 201)
        let made = try server.send("POST /v1.0/deviceManagement/deviceConfigurations", Self.profile)
        #expect(made.status == 201)
        let profile = try #require(made.text("id"))
        let group = try #require(
            server.send(
                "POST /v1.0/groups",
                [
                    "@odata.type": "#microsoft.graph.group", "displayName": "Phones", "mailEnabled": false,
                    "mailNickname": "phones", "securityEnabled": true,
                ]
            ).text("id"))
        let member: JSONValue = ["@odata.id": .string("\(GraphServer.base)/v1.0/directoryObjects/\(GraphServer.adele)")]
        #expect(try server.send("POST /v1.0/groups/\(group)/members/$ref", member) == GraphResponse(status: 204))
        let assigned = try server.send(
            "POST /v1.0/deviceManagement/deviceConfigurations/\(profile)/assign",
            [
                "assignments": [
                    ["target": ["@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": .string(group)]]
                ]
            ])
        #expect(assigned.status == 200)
        #expect(assigned.values.first?.text("id") == "\(profile)_\(group)")
        server.sync()
        let statuses = try server.send("GET /v1.0/deviceManagement/deviceConfigurations/\(profile)/deviceStatuses")
        #expect(statuses.values.map { $0.text("status") } == ["compliant", "notApplicable"])
        let reset = try server.send("POST /v1.0/deviceManagement/managedDevices/\(GraphServer.phone)/resetPasscode")
        #expect(reset.status == 204)
        #expect(reset.body == nil)
        #expect(server.effects == [.push(managementName: "urn:phone:1"), .push(managementName: "urn:phone:1")])
        server.sync(passcode: "907513")
        let device = try server.send(
            "GET /beta/manageddevices('\(GraphServer.phone)')?$select=deviceActionResults")
        #expect(device.error?.message.contains("manageddevices") == true)
        let shown = try server.send(
            "GET /beta/devicemanagement/manageddevices('\(GraphServer.phone)')?$select=deviceActionResults")
        guard case .array(let results)? = shown.body?["deviceActionResults"] else {
            return #expect(Bool(false), "no results")
        }
        #expect(results.map { $0.text("passcode") } == ["907513"])
        #expect(results.first?.text("@odata.type") == "#microsoft.graph.resetPasscodeActionResult")
        #expect(results.first?["errorCode"] == .integer(0))
    }

    @Test("Every type of setting comes back as it was sent, times in one form")
    func settings() throws {
        var server = try GraphServer()
        let made = try server.send("POST /v1.0/deviceManagement/deviceConfigurations", Self.profile)
        guard case .array(let settings)? = made.body?["omaSettings"] else { return #expect(Bool(false), "none") }
        #expect(
            settings.map { $0.text("@odata.type") }
                == ["Boolean", "Integer", "String", "StringXml", "Base64", "DateTime", "FloatingPoint"].map {
                    "#microsoft.graph.omaSetting\($0)"
                })
        #expect(
            settings.map { $0["value"] }
                == [
                    true, .integer(4), "v", "PGEvPg==", "AAEC", "2017-05-01T00:00:00Z", .number(1.5),
                ])
        let kept = try #require(server.tenant.configurations.rows.first)
        #expect(kept.omaSettings[3].value == .xml("<a/>", fileName: nil))
        #expect(made.body?["version"] == .integer(1))
    }

    @Test("S10: a passcode is shown for one device, not in lists, until seven days are over; each showing is audited")
    func passcode() throws {
        var server = try GraphServer()
        let device = "/v1.0/deviceManagement/managedDevices/\(GraphServer.phone)"
        _ = try server.send("POST \(device)/resetPasscode")
        server.sync()
        let list = try server.send("GET /v1.0/deviceManagement/managedDevices")
        #expect(list.values.allSatisfy { $0["deviceActionResults"] == [] })
        _ = try server.send("GET \(device)?$select=id,deviceName")
        #expect(server.tenant.audits.rows.count { $0.activity == .passcodeRead } == 0)
        for (days, passcode) in [(0, "471123"), (6, "471123"), (7, nil)] as [(Int, String?)] {
            server.now = GraphServer.start.adding(days: days)
            let shown = try server.send("GET \(device)")
            guard case .array(let results)? = shown.body?["deviceActionResults"] else {
                return #expect(Bool(false), "no results")
            }
            #expect(results.first?.text("passcode") == passcode)
            #expect(results.first?.text("actionState") == "done")
        }
        let audits = try server.send("GET /beta/deviceManagement/remoteActionAudits?$filter=action eq 'passcodeRead'")
        #expect(audits.values.map { $0.text("initiatedByUserPrincipalName") } == ["script", "script"])
    }

    @Test("S8: what is probably wrong with a profile for recovery is told with it, and it is taken all the same")
    func warnings() throws {
        var server = try GraphServer()
        let uri = "./Device/Vendor/MSFT/PassportForWork/*tenant ID*/Policies/EnablePinRecovery"
        let made = try server.send(
            "POST /v1.0/deviceManagement/deviceConfigurations",
            [
                "@odata.type": "#microsoft.graph.windows10CustomConfiguration", "displayName": "p",
                "omaSettings": [
                    ["@odata.type": "#microsoft.graph.omaSettingString", "omaUri": .string(uri), "value": "True"]
                ],
            ])
        #expect(made.status == 201)
        guard case .array(let warnings)? = made.body?["warnings"] else { return #expect(Bool(false), "none") }
        #expect(warnings.count == 2)
        let path = "/v1.0/deviceManagement/deviceConfigurations/\(made.text("id") ?? "")"
        let mended = try server.send(
            "PATCH \(path)",
            [
                "omaSettings": [
                    [
                        "@odata.type": "#microsoft.graph.omaSettingBoolean", "omaUri": .string(Self.recoveryURI),
                        "value": true,
                    ]
                ]
            ])
        #expect(mended.body?["warnings"] == [])
        #expect(mended.body?["version"] == .integer(2))
    }

    @Test("S9, S10: counts of a profile's devices, and what a reset still lacks, until nothing is lacking")
    func readiness() throws {
        var server = try GraphServer()
        let device = "GET /v1.0/deviceManagement/managedDevices/\(GraphServer.phone)"
        func obstacles() throws -> Int {
            guard case .array(let texts)? = try server.send(device).body?["resetPasscodeObstacles"] else { return -1 }
            return texts.count
        }
        #expect(try obstacles() == 2)
        for application in PINResetApplication.allCases {
            _ = try server.send("POST /v1.0/servicePrincipals", ["appId": .string(application.clientID)])
        }
        #expect(try obstacles() == 1)
        let profile = try server.send("POST /v1.0/deviceManagement/deviceConfigurations", Self.profile).text("id") ?? ""
        let path = "/v1.0/deviceManagement/deviceConfigurations/\(profile)"
        _ = try server.send(
            "POST \(path)/assign",
            ["assignments": [["target": ["@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"]]]])
        let before = try server.send("GET \(path)/deviceStatusOverview")
        #expect(before.body?["pendingCount"] == .integer(1))
        #expect(before.body?["notApplicableCount"] == .integer(1))
        server.sync()
        #expect(try obstacles() == 0)
        let after = try server.send("GET \(path)/deviceStatusOverview")
        #expect(after.body?["successCount"] == .integer(1))
        #expect(after.text("lastUpdateDateTime") == GraphServer.start.text)
        let iPhone = try server.send("GET /v1.0/deviceManagement/managedDevices/\(GraphServer.iPhone)")
        guard case .array(let texts)? = iPhone.body?["resetPasscodeObstacles"] else {
            return #expect(Bool(false), "none")
        }
        #expect(texts.count == 1)
    }

    @Test("S3: an unsupported platform is refused with the reason, and the reason is a sentence")
    func unsupported() throws {
        var server = try GraphServer()
        let refused = try server.send("POST /v1.0/deviceManagement/managedDevices/\(GraphServer.iPhone)/resetPasscode")
        #expect(refused.status == 400)
        #expect(refused.error?.code == "NotSupported")
        #expect(refused.error?.message.hasPrefix("iPhone-2 runs iOS. Reset passcode needs Windows 10 Mobile") == true)
        #expect(refused.body?["error"]?["innerError"]?.text("client-request-id") == "client")
        #expect(server.effects.isEmpty)
    }

    @Test("A wipe takes what the client writes, and refuses what phones cannot")
    func wipe() throws {
        var server = try GraphServer()
        let path = "POST /v1.0/deviceManagement/managedDevices/\(GraphServer.phone)/wipe"
        let refused = try server.send(path, ["keepEnrollmentData": true])
        #expect(refused.status == 400)
        let taken = try server.send(
            path, ["keepEnrollmentData": false, "keepUserData": true, "persistEsimDataPlan": false])
        #expect(taken.status == 204)
        #expect(server.tenant.actions.rows.map(\.keepUserData) == [true])
    }

    @Test("A pending action is canceled by its id, once")
    func cancel() throws {
        var server = try GraphServer()
        let device = "/v1.0/deviceManagement/managedDevices/\(GraphServer.phone)"
        _ = try server.send("POST \(device)/remoteLock")
        let id = try #require(server.tenant.actions.rows.first?.id.rawValue)
        #expect(try server.send("POST \(device)/cancelAction", ["actionId": .string(id)]).status == 204)
        #expect(try server.send("POST \(device)/cancelAction", ["actionId": .string(id)]).status == 409)
        #expect(try server.send("POST \(device)/cancelAction", ["actionId": "x"]).status == 404)
    }
}
