import Advice
import ManagementTree
import SimulatedPhone
import Testing

@Suite("What a policy of an ADMX file is")
struct ADMXAdviceTests {
    private static let install = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall"

    private static func desktop() throws -> Sample {
        var profile = PhoneProfile.lumia950
        profile.platform = .desktop
        profile.edition = 0x30
        return try Sample(profile)
    }

    @Test("The way to ingest a file is shown by a message that works")
    func ingestion() async throws {
        let commands = try await Self.desktop().commands("\(Self.install)/{AppName}/{SettingType}/{UniqueID}")
        let add = try #require(commands.first { $0.command == "Add" })
        #expect(add.status == 200 && add.example?.contains("policyDefinitions") == true, "\(add.reason)")
    }

    private static let file =
        "<policyDefinitions><categories><category name=\"Desk\"/></categories><policies>"
        + "<policy name=\"Server\" class=\"Machine\" key=\"Software\\Contoso\"><parentCategory ref=\"Desk\"/>"
        + "<elements><text id=\"Address\" required=\"true\"/></elements></policy></policies></policyDefinitions>"

    /// A desktop with the file of the app Desk.
    private static func ingested(_ file: String = Self.file) throws -> Sample {
        try desktop().after(
            "<Add><Item><Target><LocURI>\(install)/Desk/Policy/Desk1</LocURI></Target>"
                + "<Data>\(file.replacing("<", with: "&lt;"))</Data></Item></Add>")
    }

    private static let config = "./Device/Vendor/MSFT/Policy/Config"

    /// The area of a policy that is not there, and what is said of it where a file of the app Desk is.
    static let missing: [(area: String, remark: String)] = [
        (
            "Chrome~Policy~googlechrome",
            "none of them is ingested here: Add the file first, at \(install)/Chrome/Policy/"
        ),
        ("Chrome~Preference~googlechrome", "\(install)/Chrome/Preference/"),
        // With the blank that the page of Microsoft's has.
        ("Chrome~ Policy~googlechrome", "\(install)/Chrome/Policy/"),
        ("My~Chrome~Policy~googlechrome", "\(install)/My~Chrome/Policy/"),
        ("Chrome~googlechrome", "is no area of an ADMX file"),
        ("~Policy~googlechrome", "is no area of an ADMX file"),
        ("Desk~Policy~Furniture", "those that are ingested here bring Desk~Policy~Desk, and not this"),
    ]

    @Test(
        "Of an area that no file has brought it is told how it comes, and nothing else is offered", arguments: missing)
    func notIngested(_ row: (area: String, remark: String)) throws {
        for node in ["Config", "Result"] {
            let address = "./Device/Vendor/MSFT/Policy/\(node)/\(row.area)/Server"
            let advice = try Self.ingested().advice(address)
            #expect(advice.suggestions.isEmpty && !advice.isKnown, "\(advice.suggestions)")
            #expect(advice.remarks.contains { $0.contains(row.remark) }, "\(advice.remarks)")
        }
    }

    /// A node, and what it is said to be.
    static let nodes: [(address: String, description: String)] = [
        (
            "\(config)/Desk~Policy~Office~Desk",
            "Policies of the app Desk in the category Office/Desk, from the ADMX file Desk1."
        ),
        (
            "./Device/Vendor/MSFT/Policy/Result/Desk~Policy~Office~Desk",
            "Policies of the app Desk in the category Office/Desk, from the ADMX file Desk1."
        ),
        (
            "\(install)/Desk/Policy/Desk1",
            "The ADMX file Desk1 of the app Desk, with one policy in Desk~Policy~Office~Desk."
        ),
        ("\(install)/Desk", "The ADMX file Desk1 of the app Desk, with one policy in Desk~Policy~Office~Desk."),
        (install, "The ADMX file Desk1 of the app Desk, with one policy in Desk~Policy~Office~Desk."),
        ("\(install)/Other", "The app that the file is for."),
    ]

    @Test("An area is told with its file and category, a node of ADMXInstall with its file and areas", arguments: nodes)
    func described(_ row: (address: String, description: String)) throws {
        let nested =
            "<category name=\"Office\"/><category name=\"Desk\"><parentCategory ref=\"Office\"/></category>"
        let sample = try Self.ingested(Self.file.replacing("<category name=\"Desk\"/>", with: nested))
        let node = try #require(sample.adviser.node(row.address, in: sample.phone, sample.environment))
        #expect(node.description == row.description)
        let listed = node.children.first { $0.name == "Server" }
        #expect((listed != nil) == row.address.contains("~"))
        #expect(listed?.description?.contains("Address (text, needed)") ?? true)
    }

    @Test("Phones and desktops before version 1703 take no such file, and that is told")
    func neverIngested() throws {
        let address = "\(Self.config)/Chrome~Policy~googlechrome/HomepageLocation"
        let phone = try Sample().advice(address)
        #expect(phone.suggestions.isEmpty && phone.remarks.contains { $0.contains("phones take no such files") })
        var profile = PhoneProfile.lumia950
        profile.platform = .desktop
        profile.edition = 0x30
        profile.build = "10.0.14393.0"
        let old = try Sample(profile).advice(address)
        #expect(old.suggestions.isEmpty && old.remarks.contains { $0.contains("from version 1703 on") }, "\(old)")
    }

    @Test("A slip in the area that a file has brought is told as any other")
    func slip() throws {
        let advice = try Self.ingested().advice("\(Self.config)/Desk~Policy~Dsk/Server")
        #expect(advice.suggestions.first?.address == "\(Self.config)/Desk~Policy~Desk/Server", "\(advice)")
    }

    @Test("A policy that a file has brought is told as any other is, with its data")
    func policy() async throws {
        let sample = try Self.ingested()
        let address = "./Device/Vendor/MSFT/Policy/Config/Desk~Policy~Desk/Server"
        let node = try #require(sample.adviser.node(address, in: sample.phone, sample.environment))
        #expect(node.description?.contains("ADMX file Desk1") == true)
        #expect(node.description?.contains("Address (text, needed)") == true)
        #expect(node.csp.name == "Policy" && node.scopes == ["./Device"] && node.platforms == [.desktop])
        #expect(node.allowed?.contains("<disabled/>") == true && node.defaultValue == "" && node.isPresent == false)
        #expect(sample.advice(address).isKnown)
        #expect(
            sample.advice("./Device/Vendor/MSFT/Policy/Config/Desk~Policy~Desk/Servr").suggestions.first?.address
                == address)
        let commands = await sample.commands(address)
        #expect(commands.first { $0.command == "Replace" }?.status == 200)
    }
}
