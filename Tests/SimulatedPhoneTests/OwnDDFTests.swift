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
        return try ConfigurationServiceProvider.examine(Array(text.utf8), file: "own.xml").mounts
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

    @Test("A file for a CSP that the phone has keeps the behaviour, and the nodes that it does not name")
    func keepsBehaviour() throws {
        let leaf = """
            <Node><NodeName>Man</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat>
            </DFProperties></Node>
            """
        let mounts = try Self.mounts(".", "DevInfo", leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        #expect(try phone.get(NodeURI(parsing: "./DevInfo/Man"), .sample).first?.content == .text("MicrosoftMDG"))
        #expect(try phone.get(NodeURI(parsing: "./DevInfo/Lang"), .sample).first?.content == .text("en-US"))
    }

    /// PassportForWork and a policy as a DDF v1 has them: without allowed values, merging, builds or any element of ours.
    static let plainCSPs = """
        <MgmtTree><VerDTD>1.2</VerDTD>
        \(node("PassportForWork", "<Get/>", "node", path: "./Device/Vendor/MSFT",
            below: node("", "<Add/><Delete/><Get/>", "node", "<ZeroOrMore/>",
                below: node("Policies", "<Add/><Delete/><Get/>", "node",
                    below: node("EnablePinRecovery", "<Add/><Delete/><Get/><Replace/>", "bool", "<ZeroOrOne/>")
                        + node("Newer", "<Add/><Get/><Replace/>", "int", "<ZeroOrOne/>")))))
        \(node("DeviceLock", "<Add/><Delete/><Get/>", "node", path: "./Device/Vendor/MSFT/Policy/Config",
            below: node("MinDevicePasswordLength", "<Add/><Delete/><Get/><Replace/>", "int", "<ZeroOrOne/>")))
        </MgmtTree>
        """

    private static func node(
        _ name: String, _ access: String, _ format: String, _ occurrence: String = "<One/>", path: String? = nil,
        below: String = ""
    ) -> String {
        let scope = path == nil ? "<Dynamic/>" : "<Permanent/>"
        return "<Node><NodeName>\(name)</NodeName>\(path.map { "<Path>\($0)</Path>" } ?? "")<DFProperties>"
            + "<AccessType>\(access)</AccessType><DFFormat><\(format)/></DFFormat>"
            + "<Occurrence>\(occurrence)</Occurrence><Scope>\(scope)</Scope></DFProperties>\(below)</Node>"
    }

    static func phone(_ ddf: String) throws -> Phone {
        let mounts = try ConfigurationServiceProvider.examine(Array(ddf.utf8), file: "own.xml").mounts
        return Phone(fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
    }

    @Test("Plain files for built-in CSPs switch nothing off: recovery works, ranges are kept, new nodes are there")
    func plainFiles() throws {
        var phone = try Self.phone(Self.plainCSPs)
        let policies = "./Device/Vendor/MSFT/PassportForWork/\(PhoneProfile.lumia950.joined?.tenant ?? "")/Policies"
        let recovery = try NodeURI(parsing: "\(policies)/EnablePinRecovery")
        #expect(try phone.replace(recovery, IncomingValue(text: "true"), .sample) == .done)
        #expect(phone.recoveryObstacle == nil)
        #expect(try phone.replace(NodeURI(parsing: "\(policies)/Newer"), IncomingValue(text: "3"), .sample) == .done)
        let length = try NodeURI(parsing: "./Device/Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength")
        let refusal = #expect(throws: Refusal.self) {
            try phone.replace(length, IncomingValue(text: "40"), .sample)
        }
        #expect(refusal?.situation == .valueRefused)
    }

    private static var ownDiagnosticLog: String {
        "<MgmtTree>"
            + node(
                "DiagnosticLog", "<Get/>", "node", path: "./Vendor/MSFT",
                below: node(
                    "EtwLog", "<Get/>", "node",
                    below: node(
                        "Channels", "<Get/>", "node",
                        below: node("", "<Add/><Delete/><Get/>", "node", "<ZeroOrMore/>")))) + "</MgmtTree>"
    }

    @Test(
        "A plain file that excludes no platform brings to phones what the built-in one keeps from them",
        arguments: ["our own"] + (SharedFolder.hasDDF("DiagnosticLog") ? ["Microsoft's"] : []))
    func platforms(_ file: String) throws {
        let uri = try NodeURI(parsing: "./Vendor/MSFT/DiagnosticLog/EtwLog/Channels/Contoso")
        var plain = Phone(fresh: try Blueprint(profile: .lumia950), seed: 1, now: PhoneEnvironment.sample.now)
        let refusal = #expect(throws: Refusal.self) { try plain.add(uri, IncomingValue(format: "node"), .sample) }
        #expect(refusal?.situation == .notOnThisDevice)
        var phone = try Self.phone(
            file == "our own"
                ? Self.ownDiagnosticLog : String(decoding: SharedFolder.ddf("DiagnosticLog"), as: UTF8.self))
        #expect(try phone.add(uri, IncomingValue(format: "node"), .sample) == .done)
        try Self.expectChannels(of: phone)
    }

    /// Both parts of EtwLog, and a channel with what the built-in file alone describes of it.
    private static func expectChannels(of phone: Phone) throws {
        var phone = phone
        let root = "./Vendor/MSFT/DiagnosticLog/EtwLog"
        #expect(try phone.get(NodeURI(parsing: root), .sample).first?.content == .text("Collectors/Channels"))
        #expect(try phone.get(NodeURI(parsing: "\(root)/Channels"), .sample).first?.content == .text("Contoso"))
        let state = try NodeURI(parsing: "\(root)/Channels/Contoso/State")
        #expect(try phone.replace(state, IncomingValue(format: "bool", text: "true"), .sample) == .done)
        #expect(try phone.get(state, .sample).first?.content == .text("true"))
    }

    @Test("A plain file of Policy says nothing of platforms: what is for desktops stays there")
    func platformsOfPolicy() throws {
        var phone = try Self.phone(
            "<MgmtTree>"
                + Self.node(
                    "ConfigOperations", "<Get/>", "node", path: "./Device/Vendor/MSFT/Policy",
                    below: Self.node("ADMXInstall", "<Add/><Delete/><Get/>", "node", "<ZeroOrOne/>")) + "</MgmtTree>")
        let refusal = #expect(throws: Refusal.self) {
            try phone.add(
                NodeURI(parsing: "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall"),
                IncomingValue(format: "node"), .sample)
        }
        #expect(refusal?.situation == .notOnThisDevice)
    }

    @Test("A leaf below an open name that no verb may add brings the node with it, as a certificate its thumbprint")
    func openNameComesWithItsLeaf() throws {
        var phone = try Self.phone(Self.certificates(below: "./Vendor/Contoso", "Badges"))
        let certificate = "./Vendor/Contoso/Badges/Root/0123/"
        let encoded = try NodeURI(parsing: certificate + "EncodedCertificate")
        #expect(try phone.replace(encoded, IncomingValue(format: "b64", text: "TUlJQg=="), .sample) == .done)
        #expect(try phone.get(encoded, .sample).first?.content == .text("TUlJQg=="))
        let refusal = #expect(throws: Refusal.self) {
            try phone.replace(
                NodeURI(parsing: "./Vendor/Contoso/Badges/Root/4567/IssuedBy"),
                IncomingValue(text: "x"), .sample)
        }
        #expect(refusal?.situation == .missing)
    }

    @Test("A Replace makes no node of a CSP whose page says so")
    func exceptions() throws {
        var phone = try Self.phone(Self.certificates(below: "./SyncML", "DMAcc"))
        let encoded = try NodeURI(parsing: "./SyncML/DMAcc/Root/0123/EncodedCertificate")
        let refusal = #expect(throws: Refusal.self) {
            try phone.replace(encoded, IncomingValue(text: "TUlJQg=="), .sample)
        }
        #expect(refusal?.situation == .missing)
        #expect(try phone.add(encoded, IncomingValue(text: "TUlJQg=="), .sample) == .done)
        #expect(try phone.replace(encoded, IncomingValue(text: "TUlJQw=="), .sample) == .done)
    }

    private static func certificates(below path: String, _ name: String) -> String {
        "<MgmtTree>"
            + node(
                name, "<Get/>", "node", path: path,
                below: node(
                    "Root", "<Get/>", "node",
                    below: node(
                        "", "<Delete/><Get/>", "node", "<ZeroOrMore/>",
                        below: node("EncodedCertificate", "<Add/><Get/><Replace/>", "b64")
                            + node("IssuedBy", "<Get/>", "chr")))) + "</MgmtTree>"
    }

    @Test("Two top nodes of one name under different paths have each their own children")
    func sameNames() throws {
        let leaves = [("./Vendor/A", "First"), ("./Vendor/B", "Second")].map { path, name in
            Self.node("Badge", "<Get/>", "node", path: path, below: Self.node(name, "<Get/>", "chr"))
        }
        var phone = try Self.phone("<MgmtTree>\(leaves.joined())</MgmtTree>")
        #expect(try phone.get(NodeURI(parsing: "./Vendor/A/Badge"), .sample).first?.content == .text("First"))
        #expect(try phone.get(NodeURI(parsing: "./Vendor/B/Badge"), .sample).first?.content == .text("Second"))
    }

    @Test("A phone that was kept with a file is still whole without it")
    func withoutTheFile() throws {
        let mounts = try Self.mounts("./Vendor/Contoso", "Badge", Self.leaf)
        var phone = Phone(
            fresh: try Blueprint(profile: .lumia950, files: mounts), seed: 1, now: PhoneEnvironment.sample.now)
        _ = try phone.replace(
            NodeURI(parsing: "./Vendor/Contoso/Badge/Mode"), IncomingValue(text: "8"), .sample)
        var plain = Phone(
            phone.state, tree: phone.tree, blueprint: try Blueprint(profile: .lumia950))
        let list = try plain.get(NodeURI(parsing: "./Vendor?list=StructData"), .sample)
        #expect(!list.contains { $0.uri?.contains("Contoso") == true })
    }
}
