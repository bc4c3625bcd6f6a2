import EmbeddedDDF
import ManagementTree
import SimulatedPhone
import Testing

/// Which values are told of where nobody asked for them.
@Suite("Nodes that hold secrets")
struct SecretNodeTests {
    /// An address, a value, and whether it is told.
    static let rows: [(address: String, value: String, isTold: Bool)] = [
        ("./Vendor/MSFT/RemoteLock/NewPINValue", "4711", false),
        ("./Vendor/MSFT/RemoteLock/New%50INValue", "4711", false),
        ("./vendor/msft/remotelock/newpinvalue", "4711", false),
        ("./Vendor/MSFT/RemoteLock/NewPINValue", "", true),
        ("./Vendor/MSFT/ClientCertificateInstall/SCEP/Mail/Install/Challenge", "x", false),
        ("./Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/Wifi/PFXCertPassword", "x", false),
        ("./Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/Wifi/PFXCertBlob", "x", false),
        ("./Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/Wifi/PFXCertPasswordEncryptionType", "0", true),
        ("./Vendor/MSFT/WiFi/Profile/Guest/WlanXml", "<WLANProfile/>", false),
        ("./Vendor/MSFT/WiFi/Profile/Guest/Proxy", "proxy:80", true),
        ("./Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength", "6", true),
        ("./Vendor/MSFT/Policy/Config/DeviceLock/AllowSimpleDevicePassword", "0", true),
        ("./Vendor/Contoso/Badge/SharedSecret", "x", false),
        ("./Vendor/MSFT/WiFi/Profile/Guest/WlanXml?prop=Format", "chr", true),
        ("./Vendor/MSFT/WiFi?list=TNDS", "<Node><NodeName> WlanXml </NodeName><Value>x</Value></Node>", false),
        ("./Vendor/MSFT/WiFi?list=TNDS", "<Node><NodeName>Proxy</NodeName><Value>x</Value></Node>", true),
        ("no address", "x", true),
    ]

    @Test("The value of one is not told, in whatever way its address is written", arguments: rows)
    func told(_ row: (address: String, value: String, isTold: Bool)) {
        let told = SecretNode.told(row.value, of: row.address)
        #expect(told == (row.isTold ? row.value : SecretNode.standIn))
    }

    @Test("The same is told where a description knows the address", arguments: rows)
    func described(_ row: (address: String, value: String, isTold: Bool)) throws {
        guard let address = try? Self.blueprint.get().address(row.address) else { return }
        let told = SecretNode.told(row.value, of: address)
        #expect(told == (row.isTold ? row.value : SecretNode.standIn))
    }

    private static let blueprint = Result { try Blueprint(profile: .lumia950) }

    @Test("Nothing is kept back that has no address")
    func nowhere() {
        #expect(SecretNode.told("x", of: String?.none) == "x")
    }

    @Test("Every node of the built-in files whose name speaks of a secret is one, or a rule for them")
    func builtIn() throws {
        let rules: Set = [
            "devicepasswordenabled", "allowsimpledevicepassword", "alphanumericdevicepasswordrequired",
            "devicepasswordexpiration", "devicepasswordhistory", "maxdevicepasswordfailedattempts",
            "mindevicepasswordcomplexcharacters", "mindevicepasswordlength", "pfxcertpasswordencryptiontype",
            "pfxcertpasswordencryptionstore", "preventpasswordreveal", "allowpasswordmanager",
        ]
        var others: Set<String> = []
        func look(_ node: NodeDescription) {
            for child in node.children { look(child) }
            guard let name = node.name?.text.lowercased(), node.children.isEmpty else { return }
            guard ["password", "secret", "psk", "productkey", "challenge"].contains(where: name.contains) else {
                return
            }
            if SecretNode.told("x", of: "./Vendor/\(name)") == "x" { others.insert(name) }
        }
        for name in BuiltInDDF.names {
            for top in try DDFReader.read(BuiltInDDF.bytes(of: name), file: name) { look(top.description) }
        }
        #expect(others.subtracting(rules) == [])
    }
}
