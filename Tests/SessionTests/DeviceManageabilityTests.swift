import SimulatedPhone
import Testing

/// DeviceManageability (csp.md 15.10).
struct DeviceManageabilityTests {
    private typealias S = Stimulus

    @Test("CSPVersions lists the CSPs that the device has, with their versions")
    func versions() throws {
        let node = "./Device/Vendor/MSFT/DeviceManageability/Capabilities/CSPVersions"
        var phone = try Exchange(ddf: TestCSP.ddf)
        let list = try #require(try phone.value(of: node))
        for csp in [
            #"Node="./DevInfo" Version="1.0""#, #"Node="./Device/Vendor/MSFT/DMClient" Version="1.3""#,
            #"Node="./Device/Vendor/MSFT/RemoteLock" Version="1.0""#,
            #"Node="./User/Vendor/MSFT/PassportForWork" Version="1.3""#,
            #"Node="./Device/Vendor/MSFT/Test" Version="1.0""#,
        ] {
            #expect(list.contains("<CSP \(csp)/>"), "\(csp)")
        }
        #expect(list.contains(#"<DeviceManageability Version="com.microsoft/1.0/MDM/DeviceManageability">"#))
        #expect(!list.contains("/AssignedAccess\"") && !list.contains("CustomDeviceUI"))
        var desktop = try Exchange(.desktop)
        let others = try #require(try desktop.value(of: node))
        #expect(others.contains("/AssignedAccess\"") && !others.contains("RemoteRing"))
    }
}
