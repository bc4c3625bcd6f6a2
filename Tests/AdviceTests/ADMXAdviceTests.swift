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

    @Test("A policy that a file has brought is told as any other is, with its data")
    func policy() async throws {
        let file =
            "<policyDefinitions><categories><category name=\"Desk\"/></categories><policies>"
            + "<policy name=\"Server\" class=\"Machine\" key=\"Software\\Contoso\"><parentCategory ref=\"Desk\"/>"
            + "<elements><text id=\"Address\" required=\"true\"/></elements></policy></policies></policyDefinitions>"
        let sample = try Self.desktop().after(
            "<Add><Item><Target><LocURI>\(Self.install)/Desk/Policy/Desk1</LocURI></Target>"
                + "<Data>\(file.replacing("<", with: "&lt;"))</Data></Item></Add>")
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
