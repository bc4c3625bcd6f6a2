import Administration
import Graph
import JSON
import Testing

@Suite("Records of devices by the API")
struct DeviceRecordTests {
    private static let path = "/v1.0/deviceManagement/managedDevices"

    @Test("S3, S9: a record is taken in, listed, put into a group, refused the reset with the reason, and removed")
    func record() throws {
        var server = try GraphServer()
        let made = try server.send(
            "POST \(Self.path)",
            [
                "deviceName": "Adele's iPad", "operatingSystem": "ios", "userPrincipalName": "Adele@lab.example",
                "model": "iPad Pro", "manufacturer": "Apple", "serialNumber": "DLX1", "imei": "350000000000000",
            ])
        #expect(made.status == 201, "\(made)")
        #expect(made.text("operatingSystem") == "iOS" && made.text("osVersion")?.isEmpty == false)
        #expect(made.text("userId") == GraphServer.adele && made.text("model") == "iPad Pro")
        let id = try #require(made.text("id"))
        let filter = "startswith(deviceName,'Adele''s') and serialNumber eq 'DLX1'"
        let listed = try server.send("GET \(Self.path)?$filter=\(filter.replacing(" ", with: "%20"))")
        #expect(listed.values.compactMap { $0.text("id") } == [id])
        let reset = try server.send("POST \(Self.path)/\(id)/resetPasscode")
        #expect(reset.status == 400 && reset.error?.code == "NotSupported")
        #expect(reset.error?.message.hasPrefix("Adele's iPad runs iOS. Reset passcode needs Windows 10 Mobile") == true)
        #expect(server.effects.isEmpty && server.tenant.actions.count == 0)
        #expect(try server.send("DELETE \(Self.path)/\(id)").status == 204)
        #expect(try server.send("GET \(Self.path)/\(id)").status == 404)
    }

    static let refusals: [(JSONValue, String)] = [
        (["deviceName": "x"], "'operatingSystem' of managedDevice is required"),
        (["operatingSystem": "iOS"], "'deviceName' of managedDevice is required"),
        (["deviceName": "x", "operatingSystem": "Symbian"], "must be Windows, iOS, macOS, Android"),
        (["deviceName": "x", "operatingSystem": "WindowsPhone"], "is no record: let it enrol"),
        (["deviceName": "x", "operatingSystem": "iOS", "userPrincipalName": "no@body"], "There is no user 'no@body'"),
        (["deviceName": "x", "operatingSystem": "iOS", "colour": "red"], "'colour' does not exist"),
        (["deviceName": .integer(7), "operatingSystem": "iOS"], "must be a text"),
    ]

    @Test("What cannot be taken in is refused by name, and nothing is kept", arguments: refusals.indices)
    func refused(index: Int) throws {
        let (body, says) = Self.refusals[index]
        var server = try GraphServer()
        let refused = try server.send("POST \(Self.path)", body)
        #expect(refused.status == 400 && refused.error?.code == "BadRequest")
        #expect(refused.error?.message.contains(says) == true, "\(refused)")
        #expect(server.tenant.devices.count == 2)
    }

    @Test("Who may only read takes nothing in")
    func permission() throws {
        var server = try GraphServer()
        server.caller.permissions = ["DeviceManagementManagedDevices.Read.All"]
        let refused = try server.send("POST \(Self.path)", ["deviceName": "x", "operatingSystem": "iOS"])
        #expect(refused.status == 403)
    }

    @Test("The description says that it is the lab's own and not Graph's")
    func description() throws {
        guard
            case .string(let summary)? = GraphDescription.value["paths"]?["/deviceManagement/managedDevices"]?["post"]?[
                "summary"]
        else { return #expect(Bool(false), "no summary") }
        #expect(summary.hasPrefix("The lab's own, not Graph's"))
    }
}
