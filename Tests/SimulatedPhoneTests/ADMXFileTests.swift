import Foundation
import ManagementTree
import SimulatedPhone
import Testing

@Suite("ADMX files")
struct ADMXFileTests {
    /// The file of the project.
    static func contoso() throws -> String {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: tests.appending(path: "Fixtures/admx/Contoso.admx"), encoding: .utf8)
    }

    /// A file with one policy.
    private static func file(
        _ policy: String, categories: String = "<category name=\"Desk\"/>", in parent: String = "Desk"
    ) -> String {
        "<policyDefinitions><categories>\(categories)</categories><policies><policy \(policy.isEmpty ? quiet : policy)>"
            + "<parentCategory ref=\"\(parent)\"/></policy></policies></policyDefinitions>"
    }

    private static let quiet = #"name="Quiet" class="Machine" key="Software\Policies\Contoso""#

    @Test("Policies come with their scopes, their categories from the outermost inwards, and what they have data for")
    func policies() throws {
        let policies = try ADMXFile.read(try Self.contoso()).policies
        #expect(policies.map(\.name) == ["Server", "Color", "Quiet", "Printers"])
        #expect(policies.map(\.scopes) == [[.device], [.user], [.device, .user], [.device]])
        #expect(
            policies.map(\.categories) == [
                ["Desk"], ["Desk", "Printing", "Paper"], ["Desk", "Printing"], ["Desk", "Printing"],
            ])
        let kinds: [[ADMXElement.Kind]] = [
            [.text(longest: 40), .number(1...65535), .flag], [.choice(["0", "full"])], [],
            [.list, .lines, .number(0...UInt64.max)],
        ]
        #expect(policies.map { $0.elements.map(\.kind) } == kinds)
        #expect(policies.flatMap(\.elements).filter(\.isRequired).map(\.id) == ["Server_Address"])
    }

    @Test("Blanks in front of the XML declaration are read over")
    func blanks() throws {
        #expect(try ADMXFile.read("\n  " + Self.contoso()).policies.count == 4)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var text: String
        var code: ADMXError.Code

        init(_ text: String, _ code: ADMXError.Code) {
            self.text = text
            self.code = code
        }

        var testDescription: String { "\(code): \(text.prefix(160))" }
    }

    static let faults: [Fault] = [
        Fault("", .notWellFormed),
        Fault("<policyDefinitions>", .notWellFormed),
        Fault("<!DOCTYPE a [<!ENTITY b 'c'>]><policyDefinitions/>", .notWellFormed),
        Fault("<policies/>", .wrongRoot),
        Fault(file(#"class="Machine""#), .nameless),
        Fault(file("", categories: "<category/>"), .nameless),
        Fault(file(#"name="Quiet""#), .unknownClass),
        Fault(file(#"name="Quiet" class="machines""#), .unknownClass),
        Fault(file("", in: "Dsk"), .unknownCategory),
        Fault(
            file("", categories: #"<category name="Desk"><parentCategory ref="Room"/></category>"#), .unknownCategory),
        Fault(
            #"<policyDefinitions><policies><policy name="Quiet" class="User"/></policies></policyDefinitions>"#,
            .unknownCategory),
        Fault(
            file(
                "",
                categories: #"<category name="Desk"><parentCategory ref="A"/></category>"#
                    + #"<category name="A"><parentCategory ref="Desk"/></category>"#), .categoriesTooDeep),
        Fault(file(#"name="Quiet" class="Machine" key="SYSTEM\CurrentControlSet""#), .closedKey),
    ]

    @Test("A file that cannot be taken is refused with the reason and the place", arguments: faults)
    func refused(_ fault: Fault) {
        let error = #expect(throws: ADMXError.self) { try ADMXFile.read(fault.text) }
        #expect(error?.code == fault.code && error?.message.isEmpty == false, "\(String(describing: error))")
    }

    @Test("A category of another file ends the way")
    func foreignCategory() throws {
        #expect(try ADMXFile.read(Self.file("", in: "windows:System")).policies.map(\.categories) == [[]])
    }

    @Test(
        "System, Software\\Microsoft and Software\\Policies\\Microsoft are closed, but for the documented keys",
        arguments: [
            (#"Software\Policies\Contoso"#, true), (#"Software\MicrosoftTeams"#, true), (#"Systems\Contoso"#, true),
            (#"System"#, false), (#"system\CurrentControlSet"#, false), (#"SOFTWARE\Microsoft"#, false),
            (#"software\microsoft\Windows\CurrentVersion\Run"#, false),
            (#"Software\Policies\Microsoft\Windows"#, false),
            (#"Software\Policies\Microsoft\Office"#, true), (#"software\policies\microsoft\OFFICE\16.0\word"#, true),
            (#"Software\Policies\Microsoft\OfficeTools"#, false),
            (#"Software\Microsoft\Windows\CurrentVersion\Explorer\Advanced"#, true),
            (#"Software\Policies\Microsoft\Edge"#, true), (#"Software\Microsoft\OneDrive\Tenants"#, true),
        ])
    func keys(_ key: String, _ isOpen: Bool) throws {
        let places = [
            #"<policy name="Quiet" class="User" key="\#(key)"><parentCategory ref="Desk"/></policy>"#,
            #"<policy name="Quiet" class="User" key="Software\Contoso"><parentCategory ref="Desk"/>"#
                + #"<elements><text id="A" key="\#(key)" valueName="A"/></elements></policy>"#,
            #"<policy name="Quiet" class="User" key="Software\Contoso"><parentCategory ref="Desk"/>"#
                + #"<disabledList defaultKey="\#(key)"/></policy>"#,
        ]
        for place in places {
            let file =
                "<policyDefinitions><categories><category name=\"Desk\"/></categories><policies>\(place)</policies>"
                + "</policyDefinitions>"
            let isTaken = (try? ADMXFile.read(file)) != nil
            #expect(isTaken == isOpen, "\(place)")
        }
    }

    /// A value, of which policy, and what is said of it; nil where it is taken.
    struct Row: Sendable, CustomTestStringConvertible {
        var policy: String
        var value: String
        var objection: String?

        init(_ policy: String, _ value: String, _ objection: String? = nil) {
            self.policy = policy
            self.value = value
            self.objection = objection
        }

        var testDescription: String { "\(policy) = \(value)" }
    }

    private static let server = #"<data id="Server_Address" value="a"/>"#

    static let rows: [Row] = [
        Row("Quiet", "<enabled/>"), Row("Quiet", "<disabled/>"), Row("Quiet", " <Enabled></Enabled>\n"),
        Row("Quiet", "", "is <enabled/>"), Row("Quiet", "1", "is <enabled/>"), Row("Quiet", "<on/>", "is <enabled/>"),
        Row("Quiet", "yes <enabled/>", "is <enabled/>"), Row("Quiet", "<enabled>", "not well-formed"),
        Row("Quiet", "</value><value>", "not well-formed"),
        Row("Quiet", "<enabled/><date id=\"a\" value=\"b\"/>", "not <date>"),
        Row("Quiet", "<enabled/><data id=\"a\"/>", "not <data>"),
        Row("Quiet", "<enabled/><data id=\"a\" value=\"b\"/>", "it has none at all"),
        Row("Server", "<enabled/>" + server), Row("Server", "<disabled/>"),
        Row("Server", "<enabled/>", "needs <data id=\"Server_Address\""),
        Row("Server", "<enabled/><Data id=\"Server_Address\" value=\"a &amp; b\"/>"),
        Row(
            "Server", "<enabled/>\(server)<data id=\"Server_Name\" value=\"a\"/>", "it has Server_Address, Server_Port"),
        Row("Server", "<disabled/><data id=\"Server_Name\" value=\"a\"/>", "no data 'Server_Name'"),
        Row(
            "Server", "<enabled/><data id=\"Server_Address\" value=\"\(String(repeating: "a", count: 41))\"/>",
            "41 characters"),
        Row("Server", "<enabled/>\(server)<data id=\"Server_Port\" value=\"443\"/>"),
        Row("Server", "<enabled/>\(server)<data id=\"Server_Port\" value=\"0\"/>", "1 to 65535"),
        Row("Server", "<enabled/>\(server)<data id=\"Server_Port\" value=\"many\"/>", "is a number"),
        Row("Server", "<enabled/>\(server)<data id=\"Server_Secure\" value=\"true\"/>"),
        Row("Server", "<enabled/>\(server)<data id=\"Server_Secure\" value=\"yes\"/>", "true or false"),
        Row("Color", "<enabled/><data id=\"Color_Mode\" value=\"full\"/>"),
        Row("Color", "<enabled/><data id=\"Color_Mode\" value=\"2\"/>", "one of 0, full"),
        Row("Printers", "<enabled/><data id=\"Printers_List\" value=\"1&#xF000;Hall&#xF000;2&#xF000;Room\"/>"),
        Row("Printers", "<enabled/><data id=\"Printers_List\" value=\"\"/>"),
        Row("Printers", "<enabled/><data id=\"Printers_List\" value=\"1&#xF000;Hall&#xF000;2\"/>", "names and values"),
        Row("Printers", "<enabled/><data id=\"Printers_Notes\" value=\"a&#xF000;b&#xF000;c\"/>"),
        Row("Printers", "<enabled/><data id=\"Printers_Serial\" value=\"4294967296\"/>"),
        Row("Printers", "<enabled/><data id=\"Printers_Serial\" value=\"-1\"/>", "is a number"),
    ]

    @Test("A value is on with its data, or off, and nothing else", arguments: rows)
    func values(_ row: Row) throws {
        let policy = try #require(try ADMXFile.read(try Self.contoso()).policies.first { $0.name == row.policy })
        let objection: String?
        do {
            objection = try ADMXValue(row.value).objection(by: policy)
        } catch {
            objection = error.message
        }
        guard let expected = row.objection else {
            #expect(objection == nil)
            return
        }
        #expect(objection?.contains(expected) == true, "\(objection ?? "taken")")
    }
}
