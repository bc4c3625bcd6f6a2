import ManagementTree
import SimulatedPhone
import Testing

@Suite("A user's own DDF files")
struct OwnDDFTests {
    static func mounts(_ path: String, _ name: String, _ children: String) throws -> [Mount] {
        let text = """
            <MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>\(name)</NodeName><Path>\(path)</Path><DFProperties>
            <AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>\(children)</Node></MgmtTree>
            """
        return try ConfigurationServiceProvider.mounts(of: Array(text.utf8), file: "own.xml")
    }

    static let leaf = """
        <Node><NodeName>Mode</NodeName><DFProperties><AccessType><Add/><Get/><Replace/></AccessType>
        <DefaultValue>7</DefaultValue><DFFormat><int/></DFFormat></DFProperties></Node>
        """

    @Test("A CSP that the phone does not have stores and answers")
    func newCSP() throws {
        let mounts = try Self.mounts("./Vendor/Contoso", "Badge", Self.leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        let mode = try NodeURI(parsing: "./Vendor/Contoso/Badge/Mode")
        #expect(try phone.get(mode, .sample).first?.content == .text("7"))
        #expect(try phone.replace(mode, IncomingValue(text: "8"), .sample) == .done)
        #expect(try phone.get(mode, .sample).first?.content == .text("8"))
    }

    @Test("A file for part of a CSP leaves the rest of the CSP as it is")
    func partOfPolicy() throws {
        let mounts = try Self.mounts("./Device/Vendor/MSFT/Policy/Config", "Contoso", Self.leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        let policy = "./Vendor/MSFT/Policy"
        #expect(
            try phone.add(
                NodeURI(parsing: "\(policy)/Config/DeviceLock/DevicePasswordEnabled"), IncomingValue(text: "0"), .sample
            )
                == .done)
        #expect(
            try phone.get(NodeURI(parsing: "\(policy)/Result/DeviceLock/DevicePasswordEnabled"), .sample).first?.content
                == .text("0"))
        #expect(try phone.get(NodeURI(parsing: "\(policy)/Config/Contoso/Mode"), .sample).first?.content == .text("7"))
    }

    @Test("A file for a CSP that the phone has keeps the behaviour")
    func keepsBehaviour() throws {
        let leaf = """
            <Node><NodeName>Man</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat>
            </DFProperties></Node>
            """
        let mounts = try Self.mounts(".", "DevInfo", leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        #expect(try phone.get(NodeURI(parsing: "./DevInfo/Man"), .sample).first?.content == .text("MicrosoftMDG"))
        #expect(throws: Refusal.self) { try phone.get(NodeURI(parsing: "./DevInfo/DevId"), .sample) }
    }

    @Test("A phone that was kept with a file is still whole without it")
    func withoutTheFile() throws {
        let mounts = try Self.mounts("./Vendor/Contoso", "Badge", Self.leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        _ = try phone.replace(
            NodeURI(parsing: "./Vendor/Contoso/Badge/Mode"), IncomingValue(text: "8"), .sample)
        var plain = Phone(
            phone.state, nodes: phone.tree.storedNodes, blueprint: try Blueprint(profile: .lumia950))
        let list = try plain.get(NodeURI(parsing: "./Vendor?list=StructData"), .sample)
        #expect(!list.contains { $0.uri?.contains("Contoso") == true })
    }
}
