import ManagementTree
import Notation
import SimulatedPhone
import Testing

@Suite("The whole tree of a fresh phone")
struct WholeTreeTests {
    /// Every node that is there, by the lists of names from the root down.
    static func addresses(in phone: Phone, from uri: NodeURI) throws -> [NodeURI] {
        let node = try phone.locate(uri)
        guard node.description.isInterior else { return [uri] }
        let names = uri.isRoot ? phone.childNames(of: node).dropLast(2) : phone.childNames(of: node)[...]
        return try [uri] + names.flatMap { try addresses(in: phone, from: uri.appending($0)) }
    }

    static let profiles: [PhoneProfile] = {
        var desktop = PhoneProfile.lumia950
        desktop.name = "desktop"
        desktop.platform = .desktop
        desktop.edition = 0x30
        var earlier = PhoneProfile.lumia950
        earlier.name = "1607"
        earlier.build = "10.0.14393.82"
        var alone = PhoneProfile.lumia950
        alone.name = "alone"
        alone.joined = nil
        alone.enrolled = nil
        alone.hasPIN = false
        alone.sim = []
        alone.adapters = []
        alone.antivirus.signatureStatus = nil
        return [.lumia950, desktop, earlier, alone]
    }()

    @Test("Every node that is listed can be got, and lists are those of Get", arguments: profiles)
    func allGettable(_ profile: PhoneProfile) throws {
        var phone = try Phone.sample(profile)
        let starts = [NodeURI(names: []), NodeURI(prefix: .user, names: []), NodeURI(prefix: .device, names: [])]
        for start in starts {
            let addresses = try Self.addresses(in: phone, from: start)
            #expect(addresses.count > 10)
            for uri in addresses {
                let node = try phone.locate(uri)
                #expect(node.isPresent, "\(uri)")
                guard node.description.access.contains(.get) else { continue }
                let found = try phone.get(uri, .sample)
                #expect(found.count == 1, "\(uri)")
                // What is printed is an address again.
                #expect(try NodeURI(parsing: uri.description) == uri)
            }
        }
    }

    /// Addresses that the device makes itself below names that nobody added, and what a fresh phone says there.
    static let madeByDevice: [(uri: String, value: String)] = [
        ("DeviceStatus/CellularIdentities", "352099004502353"),
        (
            "DeviceStatus/CellularIdentities/352099004502353",
            "IMSI/ICCID/PhoneNumber/CommercializationOperator/RoamingStatus/RoamingCompliance"
        ),
        ("DeviceStatus/CellularIdentities/352099004502353/IMSI", "001010123456710"),
        ("DeviceStatus/CellularIdentities/352099004502353/RoamingStatus", "false"),
        ("DeviceStatus/NetworkIdentifiers/00005E6E4C6B", "IPAddressV4/IPAddressV6/IsConnected/Type"),
        ("DeviceStatus/NetworkIdentifiers/00005e6e4c6b/Type", "2"),
        ("DMClient/Provider/MS%20DM%20Server/EnrollmentType", "Device"),
        ("DMClient/Provider/MS%20DM%20Server/MaxSyncApplicationVersion", "2.0"),
    ]

    @Test("What the device makes itself is there with its leaves", arguments: madeByDevice)
    func made(_ row: (uri: String, value: String)) throws {
        var phone = try Phone.sample()
        let found = try phone.get(NodeURI(parsing: "./Vendor/MSFT/\(row.uri)"), .sample)
        #expect(found.first?.content == .text(row.value))
    }

    @Test("Leaves of a SIM or an adapter that is not there are missing")
    func notMade() throws {
        var phone = try Phone.sample()
        for uri in ["CellularIdentities/1/IMSI", "NetworkIdentifiers/00/Type", "CellularIdentities/1"] {
            let refusal = #expect(throws: Refusal.self) {
                try phone.get(NodeURI(parsing: "./Vendor/MSFT/DeviceStatus/\(uri)"), .sample)
            }
            #expect(refusal?.situation == .missing)
        }
        #expect(
            try phone.get(NodeURI(parsing: "./DevDetail/Ext/WlanIPv4Address"), .sample).first?.content
                == .text("192.0.2.10"))
    }

    @Test("A list of the whole tree holds every node that can be got, once", arguments: profiles)
    func structData(_ profile: PhoneProfile) throws {
        var phone = try Phone.sample(profile)
        let found = try phone.get(NodeURI(parsing: ".?list=StructData"), .sample)
        let addresses = try Self.addresses(in: phone, from: NodeURI(names: [])).filter {
            try phone.locate($0).description.access.contains(.get)
        }
        #expect(found.compactMap(\.uri) == addresses.map(\.description))
    }

    @Test("Reading the whole tree changes nothing", arguments: profiles)
    func readOnly(_ profile: PhoneProfile) throws {
        let fresh = try Phone.sample(profile)
        var phone = fresh
        _ = try phone.get(NodeURI(parsing: ".?list=StructData"), .sample)
        #expect(phone == fresh)
    }

    @Test(
        "A property or a list without data does not use up the new PIN",
        arguments: ["prop=Type", "prop=Size", "list=Struct"])
    func newPINIsKept(_ query: String) throws {
        var profile = PhoneProfile.lumia950
        profile.joined = nil
        var phone = try Phone.sample(profile)
        let lock = "./Vendor/MSFT/RemoteLock"
        _ = try phone.exec(NodeURI(parsing: "\(lock)/LockAndResetPIN"), argument: nil, .sample)
        _ = try phone.get(NodeURI(parsing: "\(lock)/NewPINValue?\(query)"), .sample)
        let pin = try #require(phone.lockScreen.pin)
        let first = try phone.get(NodeURI(parsing: "\(lock)/NewPINValue"), .sample)
        #expect(first.first?.content == .text(pin.text))
        let second = try phone.get(NodeURI(parsing: "\(lock)/NewPINValue"), .sample)
        #expect(second.first?.content == .text(""))
    }
}
