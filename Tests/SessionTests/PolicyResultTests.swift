import ManagementTree
import SimulatedPhone
import Testing

/// The Policy CSP beside the area DeviceLock: what is in force, where policies are, ADMX files (csp.md 6).
struct PolicyResultTests {
    private typealias S = Stimulus

    private static let config = "Vendor/MSFT/Policy/Config/"
    private static let result = "Vendor/MSFT/Policy/Result/"

    @Test(
        "With nothing set Result gives the default of the published file",
        arguments: [
            ("ApplicationManagement/AllowAppStoreAutoUpdate", "2"), ("Browser/AllowCookies", "2"),
            ("Search/AllowIndexingEncryptedStoresOrItems", "0"), ("Search/AlwaysUseAutoLangDetection", "0"),
            ("Privacy/LetAppsAccessCamera", "0"), ("Bluetooth/LocalDeviceName", ""), ("Wifi/WLANScanMode", "0"),
            ("WiFi/AllowWiFi", "1"),
        ])
    func defaults(_ policy: String, _ value: String) throws {
        var exchange = try Exchange()
        #expect(try exchange.value(of: "./\(Self.result)\(policy)") == value)
        #expect(try exchange.send(S.get("1", "./\(Self.config)\(policy)")) == ["S(1)=404"])
    }

    /// What is written for the device and for the user, and what each of them has then; nil for what is not written.
    struct Row: Sendable, CustomTestStringConvertible {
        var policy: String
        var device: String?
        var user: String?
        var deviceResult: String
        var userResult: String

        init(_ policy: String, _ device: String?, _ user: String?, gives deviceResult: String, _ userResult: String) {
            self.policy = policy
            self.device = device
            self.user = user
            self.deviceResult = deviceResult
            self.userResult = userResult
        }

        var testDescription: String { "\(policy): \(device ?? "nothing") and \(user ?? "nothing")" }
    }

    @Test(
        "What is set for the device counts for the user, by the policy's rule",
        arguments: [
            Row("System/AllowTelemetry", nil, nil, gives: "3", "3"),
            Row("System/AllowTelemetry", "1", nil, gives: "1", "1"),
            Row("System/AllowTelemetry", nil, "2", gives: "3", "2"),
            Row("System/AllowTelemetry", "1", "2", gives: "1", "1"),
            Row("System/AllowTelemetry", "2", "1", gives: "2", "1"),
        ])
    func scopes(_ row: Row) throws {
        var exchange = try Exchange()
        for (scope, value) in [("./Device/", row.device), ("./User/", row.user)] {
            guard let value else { continue }
            #expect(try exchange.send(S.add("1", scope + Self.config + row.policy, "int", value)) == ["S(1)=200"])
        }
        #expect(try exchange.value(of: "./Device/" + Self.result + row.policy) == row.deviceResult)
        #expect(try exchange.value(of: "./User/" + Self.result + row.policy) == row.userResult)
    }

    @Test(
        "A text is in force as it was written",
        arguments: ["Bluetooth/LocalDeviceName", "DeviceLock/EnforceLockScreenProvider"])
    func text(_ policy: String) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.replace("1", "./\(Self.config)\(policy)", "chr", "Contoso")) == ["S(1)=200"])
        #expect(try exchange.value(of: "./\(Self.result)\(policy)") == "Contoso")
    }

    @Test(
        "A policy of desktops is refused on a phone and taken on a desktop, with its area",
        arguments: [
            ("./Device/", "InternetExplorer/AllowAddOnList", "chr", "<enabled/>"),
            ("./User/", "InternetExplorer/AddSearchProvider", "chr", "<disabled/>"),
            ("./Device/", "Browser/EnterpriseModeSiteList", "chr", "https://contoso.example/sites.xml"),
            ("./Device/", "Defender/AllowArchiveScanning", "int", "1"),
        ])
    func desktopsOnly(_ scope: String, _ policy: String, _ format: String, _ value: String) throws {
        let area = policy.split(separator: "/")[0]
        var phone = try Exchange()
        let command = S.replace("1", scope + Self.config + policy, format, value)
        #expect(try phone.send(command) == ["S(1)=404"])
        #expect(try phone.send(S.get("1", scope + Self.result + policy)) == ["S(1)=404"])
        var desktop = try Exchange(.desktop)
        #expect(try desktop.send(command) == ["S(1)=200"])
        #expect(try desktop.value(of: scope + Self.result + policy) == value)
        let areas = try desktop.value(of: scope + "Vendor/MSFT/Policy/Config")
        #expect(areas?.split(separator: "/").contains(area) == true)
    }

    @Test("A policy of phones is refused on a desktop")
    func phonesOnly() throws {
        var exchange = try Exchange(.desktop)
        let command = S.replace("1", "./\(Self.config)Connectivity/AllowNFC", "int", "0")
        #expect(try exchange.send(command) == ["S(1)=404"])
    }

    @Test("A phone takes no ADMX file; a desktop takes one, and nothing else in its place")
    func policyFiles() throws {
        let node = "./Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Contoso/Policy/File1"
        let file = "<policyDefinitions revision=\"1.0\"><policies/></policyDefinitions>"
        var phone = try Exchange()
        #expect(try phone.send(S.add("1", node, "chr", file)) == ["S(1)=404"])
        var desktop = try Exchange(.desktop)
        #expect(try desktop.send(S.add("1", node, "chr", "<policies/>")) == ["S(1)=500"])
        #expect(try desktop.send(S.add("1", node, "chr", "policies")) == ["S(1)=500"])
        let misspelt = node.replacing("/Policy/F", with: "/Polcy/F")
        #expect(try desktop.send(S.add("1", misspelt, "chr", file)) == ["S(1)=500"])
        #expect(try desktop.send(S.add("1", node, "chr", file)) == ["S(1)=200"])
        #expect(try desktop.value(of: node) == file)
    }

    @Test("RequireDeviceEncryption encrypts the storage, and 0 does not take it back")
    func encryption() throws {
        var exchange = try Exchange()
        let compliance = "./Vendor/MSFT/DeviceStatus/Compliance/EncryptionCompliance"
        let policy = "./\(Self.config)Security/RequireDeviceEncryption"
        #expect(try exchange.value(of: compliance) == "false")
        #expect(try exchange.send(S.replace("1", policy, "int", "1")) == ["S(1)=200"])
        #expect(exchange.phone.effects.count == 1)
        #expect(try exchange.value(of: compliance) == "true")
        #expect(try exchange.send(S.replace("1", policy, "int", "0")) == ["S(1)=200"])
        #expect(try exchange.value(of: compliance) == "true")
        #expect(try exchange.value(of: "./\(Self.result)Security/RequireDeviceEncryption") == "0")
    }
}
