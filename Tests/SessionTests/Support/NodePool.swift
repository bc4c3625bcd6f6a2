import SimulatedPhone

/// Addresses and values for random commands.
enum NodePool {
    /// Nodes that take a value, with values of which some fit.
    static let writable: [(String, [String])] = {
        let numbers = ["0", "1", "4", "6", "8", "999", "-1", "x"]
        let flags = ["true", "false", "True", "1", "maybe"]
        let texts = ["", "text", "<a> & \"b\"", "Grüße 🙂", "line\nline"]
        let hello = ["MinimumPINLength", "MaximumPINLength", "Digits", "UppercaseLetters", "History", "Expiration"]
        let lock = [
            "DevicePasswordEnabled", "MinDevicePasswordLength", "MaxInactivityTimeDeviceLock",
            "AllowSimpleDevicePassword",
        ]
        var nodes: [(String, [String])] = []
        for scope in ["./Device", "./User"] {
            nodes.append((RemoteLock.policy("EnablePinRecovery", scope: scope), flags + ["true", "true"]))
            nodes += hello.map { (RemoteLock.policy("PINComplexity/\($0)", scope: scope), numbers) }
        }
        nodes += lock.map { ("./Vendor/MSFT/Policy/Config/DeviceLock/\($0)", numbers) }
        nodes += lock.map { ("./Vendor/MSFT/DeviceLock/Provider/Server/\($0)", numbers) }
        nodes += ["One", "two", "TWO", "with%20blank", "%F0%9F%99%82"].map { ("\(TestCSP.uri)/Words/\($0)", texts) }
        nodes += ["a", "b"].flatMap { name in
            [("\(TestCSP.uri)/Items/\(name)/Number", numbers), ("\(TestCSP.uri)/Items/\(name)/Note", texts)]
        }
        nodes.append(("\(TestCSP.uri)/Octets", ["AAEC", "", "=?"]))
        nodes.append(("./DevDetail/Ext/Microsoft/DeviceName", texts))
        nodes.append(("./Vendor/MSFT/DMClient/Provider/MS%20DM%20Server/EntDeviceName", texts))
        return nodes
    }()

    /// Commands that succeed on most phones: a Replace of a node that it creates, with a value that fits.
    static let fitting: [(String, String)] = [
        (RemoteLock.policy("EnablePinRecovery"), "true"), (RemoteLock.policy("EnablePinRecovery"), "false"),
        (RemoteLock.policy("PINComplexity/MinimumPINLength"), "6"),
        (RemoteLock.policy("PINComplexity/MaximumPINLength"), "20"), (RemoteLock.policy("PINComplexity/Digits"), "1"),
        ("./Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled", "0"),
        ("./Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength", "8"),
        ("./DevDetail/Ext/Microsoft/DeviceName", "Ada's phone"),
    ]

    /// Everything else: actions, interior nodes, what is read only, properties, lists, and what is no address.
    static let others = [
        RemoteLock.lock, RemoteLock.resetPIN, RemoteLock.recoverPIN, RemoteLock.newPIN, RemoteLock.recoverPIN,
        "./Vendor/MSFT/RemoteLock", ".", "./Device", "./User", "./DevInfo", "./DevInfo/Man", "DevInfo/Lang",
        "./Vendor/MSFT/DeviceStatus/NetworkIdentifiers", "./Vendor/MSFT/DMClient/Provider/MS%20DM%20Server",
        "./Vendor/MSFT/DMClient/Unenroll", "./Device/Vendor/MSFT/Policy/Result/DeviceLock/MinDevicePasswordLength",
        "./Vendor/MSFT/DeviceLock/Provider/Server", "./Vendor/MSFT/DeviceLock/Provider/Other", "\(TestCSP.uri)/Items/a",
        "\(TestCSP.uri)/Secret", "\(TestCSP.uri)/Words", "\(TestCSP.uri)/Words/One?prop=Name",
        "\(TestCSP.uri)/Words/One?prop=Size", "\(TestCSP.uri)?list=StructData", "./DevInfo?list=Struct",
        "./DevInfo?list=Foo", "./DevInfo?prop=ACL", "./DevInfo?foo", "/DevInfo", "./DevInfo/", "./DevInfo//Man",
        "./DevInfo/../DevInfo", "./*", "", "./DevInfo/%GG", "./No/Such/Node", "./DevInfo/Man/Below",
        "./User/Vendor/MSFT/RemoteLock/Lock", "./Vendor/MSFT/PassportForWork/\(PhoneProfile.tenant)",
        "./Vendor/MSFT/PassportForWork/other", "./" + String(repeating: "a/", count: 70) + "a",
    ]

    static let values = ["", "0", "1", "true", "text", "newname", "a/b", "<tag/>", "AAEC"]
}
