import Foundation
import SimulatedPhone
import Testing
import Yams

@Suite("Phone profiles in Samples")
struct ProfileTests {
    static let names = ["lumia-950-1703", "lumia-950-1607", "lumia-950-not-joined", "desktop-1703"]

    static func profile(_ name: String) throws -> PhoneProfile {
        let data = try Data(contentsOf: URL(filePath: Understudy.sample("profiles/\(name).yaml")))
        return try YAMLDecoder().decode(PhoneProfile.self, from: data)
    }

    @Test("Every profile is one, bears its file's name and has nodes", arguments: names)
    func decoded(_ name: String) throws {
        let profile = try Self.profile(name)
        #expect(profile.name == name)
        _ = try Blueprint(profile: profile)
    }

    @Test("No profile in the folder is missing here")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Understudy.sample("profiles"))
        #expect(files.sorted() == Self.names.map { "\($0).yaml" }.sorted())
    }

    @Test("The file of the default says the same as the one that is built in")
    func builtIn() throws {
        #expect(try Self.profile("lumia-950-1703") == .lumia950)
    }

    /// A profile, an address, and the exit code of a Get.
    static let nodes: [(profile: String, uri: String, code: Int32)] = [
        ("lumia-950-1703", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", 0),
        ("lumia-950-1607", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", 1),
        ("lumia-950-1607", "./Vendor/MSFT/RemoteLock/LockAndResetPIN", 0),
        ("lumia-950-not-joined", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", 0),
        ("desktop-1703", "./Vendor/MSFT/RemoteLock/Lock", 1),
        ("desktop-1703", "./Vendor/MSFT/RemoteLock", 1),
        ("desktop-1703", "./DevDetail/SwV", 0),
    ]

    @Test("A device has the nodes of its build and edition", arguments: nodes)
    func hasNode(_ row: (profile: String, uri: String, code: Int32)) throws {
        try Understudy.with { understudy in
            let file = Understudy.sample("profiles/\(row.profile).yaml")
            let outcome = try understudy("get", row.uri, "--device", file)
            #expect(outcome.code == row.code, "\(outcome.errors)")
        }
    }

    @Test("Every profile works with every kind of command", arguments: names)
    func commands(_ name: String) throws {
        try Understudy.with { understudy in
            let file = Understudy.sample("profiles/\(name).yaml")
            let profile = try Self.profile(name)
            #expect(try understudy("get", "./DevDetail/SwV", "--device", file).output == "\(profile.build)\n")
            #expect(try understudy("tree", "--device", file).code == 0)
            #expect(try understudy("status", "--device", file).output.contains(profile.model))
            #expect(try understudy("set-pin", "--pin", "271828", "--state", "phone", "--device", file).code == 0)
            // The folder keeps the profile.
            #expect(try understudy("get", "./DevDetail/SwV", "--state", "phone").output == "\(profile.build)\n")
        }
    }

    @Test("PIN recovery is refused where the device has none", arguments: Array(names.dropFirst()))
    func noRecovery(_ name: String) throws {
        try Understudy.with { understudy in
            let file = Understudy.sample("profiles/\(name).yaml")
            let outcome = try understudy("apply", Understudy.sample("syncml/recover-pin.xml"), "--device", file)
            #expect(outcome.code == 1)
            #expect(RecoverPINTests.newPIN(in: outcome.output) == nil)
        }
    }
}

@Suite("A folder with DDF files")
struct DDFFolderTests {
    @Test("Own nodes are described, stored and kept; the built-in ones stay")
    func own() throws {
        try Understudy.with { understudy in
            try understudy.write(
                """
                <MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>Badge</NodeName><Path>./Vendor/Contoso</Path>
                <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
                <Node><NodeName>Level</NodeName><DFProperties><AccessType><Get/><Replace/></AccessType>
                <DefaultValue>1</DefaultValue><DFFormat><int/></DFFormat>
                <MSFT:AllowedValues xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM" ValueType="Range">
                <MSFT:Value>[1-5]</MSFT:Value></MSFT:AllowedValues></DFProperties></Node></Node></MgmtTree>
                """, to: "ddf/badge.xml")
            let level = "./Vendor/Contoso/Badge/Level"
            #expect(try understudy("get", level, "--ddf", "ddf").output == "1\n")
            #expect(try understudy("get", level).code == 1)
            #expect(try understudy("replace", level, "4", "--ddf", "ddf", "--state", "phone").code == 0)
            #expect(try understudy("replace", level, "6", "--ddf", "ddf", "--state", "phone").code == 1)
            #expect(try understudy("get", level, "--ddf", "ddf", "--state", "phone").output == "4\n")
            #expect(try understudy("get", "./DevInfo/Man", "--ddf", "ddf").output == "MicrosoftMDG\n")
            // Without the file the phone is still whole.
            #expect(try understudy("tree", "--state", "phone").code == 0)
            #expect(try understudy("get", "./Vendor?list=StructData", "--state", "phone").code == 0)
        }
    }
}
