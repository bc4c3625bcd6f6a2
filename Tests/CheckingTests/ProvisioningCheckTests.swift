import Checking
import Testing
import XML

/// Documents of servers whose id is not that of the phone's profile.
@Suite("Checking provisioning documents")
struct ProvisioningCheckTests {
    /// A sound document, changed.
    private func report(_ old: String = "", _ new: String = "") throws -> FileReport {
        let sound = try #require(Rule.named("provisioning-refused")).sound.text
        if !old.isEmpty { try #require(sound.contains(old)) }
        return try Bench.check(sound.replacing(old.isEmpty ? "\u{0}" : old, with: new))
    }

    @Test("The values are for the account that the document itself brings")
    func account() throws {
        #expect(try report().findings.isEmpty)
    }

    @Test("A value of a node that there is not is passed over, and told at its own line with the nearest name")
    func misspelt() throws {
        let found = try report("NumberOfFirstRetries", "NumberOfFrstRetries").findings
        let slip = try #require(found.first { $0.rule.id == "provisioning-slip" }, "\(found)")
        #expect(slip.severity == .warning)
        #expect(slip.message.contains("passes over") && slip.message.contains("did you mean 'NumberOfFirstRetries'?"))
        #expect(slip.span.start.line > 10 && slip.fix == nil, "\(slip)")
        let policy = """
            <characteristic type="Policy"><characteristic type="Config"><characteristic type="Camera">
            <parm name="AllowCamra" value="0" datatype="integer"/></characteristic></characteristic></characteristic>
            </wap-provisioningdoc>
            """
        let told = try report("</wap-provisioningdoc>", policy)
        #expect(told.rules == ["provisioning-slip"], "\(told.findings)")
        #expect(told.findings.first?.message.contains("AllowCamera") == true)
    }

    @Test("What the schema of such documents does not have is told as that; only what is no XML is not well-formed")
    func shape() throws {
        let stray = try report("</wap-provisioningdoc>", "<nocharacteristic/></wap-provisioningdoc>")
        #expect(stray.rules == ["provisioning-refused"], "\(stray.findings)")
        #expect(stray.findings.first?.message.contains("<nocharacteristic>") == true)
        #expect(
            try report("<characteristic type=\"Poll\">", "<characteristic type=\"\">").rules == ["provisioning-refused"]
        )
        #expect(try report("</wap-provisioningdoc>", "").rules == ["not-well-formed"])
    }

    @Test("Everything that is wrong is told, each at its place")
    func all() throws {
        let more = """
            <nocharacteristic/>
            <characteristic type="RemoteWipe"/>
            <characteristic type="Policy"><characteristic type="Config"><characteristic type="Camera">
            <parm name="AllowCamera" value="7" datatype="integer"/></characteristic></characteristic></characteristic>
            </wap-provisioningdoc>
            """
        let report = try report("</wap-provisioningdoc>", more)
        #expect(report.rules == ["provisioning-refused"])
        #expect(Set(report.findings.map(\.span.start.line)).count == 3, "\(report.findings)")
    }

    @Test("So is every certificate, and every part of the account")
    func allOfOnePart() throws {
        let sound = try #require(Rule.named("provisioning-refused")).sound.text
        let text = sound.replacing("type=\"137E96E4E68694C82148986E3D655D233B13D040\"", with: "type=\"0\"")
            .replacing("type=\"ABA1D49623D6F5503875BD522BAC66A068EDEB19\"", with: "type=\"1\"")
            .replacing("\"https://mdm.example.test/\"/>", with: "\"mdm\"/><parm name=\"ROLE\" value=\"8\"/>")
        let report = try Bench.check(text)
        #expect(report.rules == ["provisioning-refused"])
        let named = ["The characteristic is named 0", "The characteristic is named 1", "ADDR is mdm", "ROLE is 8"]
        for sentence in named {
            #expect(report.findings.count { $0.message.hasPrefix(sentence) } == 1, "\(report.findings)")
        }
        #expect(report.findings.count == named.count, "\(report.findings)")
    }
}
