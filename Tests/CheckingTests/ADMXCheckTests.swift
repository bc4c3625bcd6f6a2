import Checking
import ManagementTree
import SimulatedPhone
import Testing

@Suite("Checking payloads with ADMX files")
struct ADMXCheckTests {
    private static let file =
        #"<policyDefinitions><categories><category name="Desk"/></categories><policies>"#
        + #"<policy name="Quiet" class="Machine" key="Software\Contoso"><parentCategory ref="Desk"/></policy>"#
        + "</policies></policyDefinitions>"

    /// An Add of the file with a key, and a Replace of a policy.
    private static func payload(_ key: String, _ policy: String, _ value: String) -> String {
        let file = file.replacing(#"Software\Contoso"#, with: key).replacing("<", with: "&lt;")
        return """
            <Add>
              <CmdID>1</CmdID>
              <Item>
                <Target>
                  <LocURI>./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Desk/Policy/Desk1</LocURI>
                </Target>
                <Meta><Format xmlns="syncml:metinf">chr</Format></Meta>
                <Data>\(file)</Data>
              </Item>
            </Add>

            """
                + CheckerTests.replace(
                    "./Device/Vendor/MSFT/Policy/Config/Desk~Policy~Desk/\(policy)", "chr",
                    value.replacing("<", with: "&lt;"), id: 2)
    }

    @Test(
        "What a file brings counts for the commands behind it",
        arguments: [
            (#"Software\Contoso"#, "Quiet", "<enabled/>", [], ""),
            (#"Software\Contoso"#, "Quiet", "<on/>", ["value-not-allowed"], "is <enabled/>"),
            (
                #"Software\Contoso"#, "Quiet", #"<enabled/><data id="a" value="b"/>"#, ["value-not-allowed"],
                "no data 'a'"
            ),
            (#"Software\Contoso"#, "Quite", "<enabled/>", ["unknown-path"], "Quiet"),
            (#"System\Contoso"#, "Quiet", "<enabled/>", ["value-not-allowed", "not-ingested"], "System"),
        ] as [(String, String, String, [String], String)])
    func rules(_ row: (key: String, policy: String, value: String, rules: [String], message: String)) throws {
        let report = try Bench.check(Self.payload(row.key, row.policy, row.value), Bench.desktop)
        #expect(report.rules == row.rules, "\(report.findings)")
        guard let first = report.findings.first else { return }
        #expect(first.message.contains(row.message), "\(first.message)")
    }

    /// A phone or not, and what is said of a policy whose file is not there.
    static let missing: [(profile: PhoneProfile, rule: String, message: String)] = [
        (.lumia950, "not-on-this-device", "phones take no such files"),
        (Bench.desktop, "not-ingested", "ADMXInstall/Desk/Policy/{name of the file}"),
    ]

    @Test(
        "A policy whose file is not there is told with the way to bring it, or that phones take none",
        arguments: missing)
    func notIngested(_ row: (profile: PhoneProfile, rule: String, message: String)) throws {
        let policy = "./Device/Vendor/MSFT/Policy/Config/Desk~Policy~Desk/Quiet"
        let report = try Bench.check(CheckerTests.replace(policy, "chr", "&lt;enabled/>"), row.profile)
        let finding = try #require(report.findings.first)
        #expect(report.rules == [row.rule])
        #expect(finding.message.contains(row.message) && finding.fix == nil, "\(finding)")
    }

    private static let delete =
        "<Delete><CmdID>3</CmdID><Item><Target><LocURI>"
        + "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Desk/Policy/Desk1</LocURI></Target></Item></Delete>"

    @Test("A policy that was set before its file went is no fault, one that comes before its file is told so")
    func order() throws {
        let payload = Self.payload(#"Software\Contoso"#, "Quiet", "<enabled/>")
        #expect(try Bench.check(payload + Self.delete, Bench.desktop).rules == [])
        let parts = payload.split(separator: "</Add>")
        let turned = try Bench.check("\(parts[1])\(parts[0])</Add>", Bench.desktop)
        #expect(turned.rules == ["not-ingested"])
        #expect(turned.findings.first?.message.contains("Add the file first") == true, "\(turned.findings)")
    }

    @Test("What one message of a file brings is known to the next")
    func messages() throws {
        let commands = Self.payload(#"Software\Contoso"#, "Quite", "<enabled/>").split(separator: "</Add>")
        let text = ["\(commands[0])</Add>", String(commands[1])].map { commands in
            "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncBody>\(commands)<Final/></SyncBody></SyncML>"
        }.joined(separator: "\n")
        let report = try Bench.check(text, Bench.desktop)
        let finding = try #require(report.findings.first { $0.rule.id == "unknown-path" }, "\(report.findings)")
        #expect(finding.message.contains("Quiet"))
    }

    @Test("A refusal names the second escaping that has caused it")
    func escapedTwice() throws {
        let payload = Self.payload(#"Software\Contoso"#, "Quiet", "&amp;lt;enabled/&amp;gt;")
        let finding = try #require(try Bench.check(payload, Bench.desktop).findings.first)
        #expect(finding.rule.id == "value-not-allowed")
        #expect(finding.details.contains { $0.contains("is escaped twice") }, "\(finding)")
    }
}
