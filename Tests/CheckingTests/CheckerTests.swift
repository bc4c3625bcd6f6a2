import Checking
import ManagementTree
import SimulatedPhone
import Testing
import XML

@Suite("Checking")
struct CheckerTests {
    static let camera = "./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera"

    static func replace(_ uri: String, _ format: String, _ value: String, id: Int = 1) -> String {
        """
        <Replace>
          <CmdID>\(id)</CmdID>
          <Item>
            <Target><LocURI>\(uri)</LocURI></Target>
            <Meta><Format xmlns="syncml:metinf">\(format)</Format></Meta>
            <Data>\(value)</Data>
          </Item>
        </Replace>

        """
    }

    @Test("A finding stands at what it is about: address, format, value or command")
    func places() throws {
        let report = try Bench.check(
            Self.replace("./DevInfo/Nothing", "chr", "x") + Self.replace(Self.camera, "bool", "true", id: 2)
                + Self.replace(Self.camera, "int", "7", id: 3))
        #expect(report.rules == ["unknown-path", "wrong-format", "value-not-allowed"])
        #expect(report.findings.map(\.span.start.line) == [4, 13, 22])
        #expect(report.findings.map(\.span.start.column) == [21, 41, 11])
        #expect(report.findings.map(\.span.end.column) == [38, 45, 12])
        #expect(report.verdict == .refused)
    }

    @Test(
        "Far along one line too, behind characters of several octets",
        arguments: [("unknown-path", "./DevInfo/Män😀"), ("stray-blanks", " ./DevInfo/Man ")])
    func oneLine(_ rule: String, _ address: String) throws {
        let text = (1...200).map { number in
            "<Get><CmdID>\(number)</CmdID><Item><Target><LocURI>\(address)</LocURI></Target>"
                + "<Source><LocURI>é😀</LocURI></Source></Item></Get>"
        }.joined()
        let line = Array(text.unicodeScalars)
        let findings = try Bench.check(text).findings.filter { $0.rule.id == rule }
        #expect(findings.count == 200 && findings.allSatisfy { $0.span.start.line == 1 && $0.span.end.line == 1 })
        for finding in findings {
            let found = line[(finding.span.start.column - 1)..<(finding.span.end.column - 1)]
            #expect(String(String.UnicodeScalarView(found)) == address)
        }
    }

    /// What is written, and the minutes that are offered; nil where nothing is said.
    static let intervals: [(value: String, minutes: String?)] = [
        ("300", "5"), ("900", "15"), ("1800", "30"), ("3600", "60"), ("15", nil), ("480", nil), ("1440", nil),
    ]

    @Test(
        "The interval of the first polls is a few minutes: whole five minutes in seconds look like a slip",
        arguments: intervals)
    func pollInterval(_ value: String, _ minutes: String?) throws {
        let address = "./Vendor/MSFT/DMClient/Provider/MS%20DM%20Server/Poll/IntervalForFirstSetOfRetries"
        let report = try Bench.check(Self.replace(address, "int", value))
        let found = report.findings.first { $0.rule.id == "seconds-for-minutes" }
        #expect(found?.fix?.replacements.map(\.text) == minutes.map { [$0] }, "\(report.findings)")
    }

    @Test("What a command leaves behind counts for the next, and nothing for the next file")
    func throwAway() throws {
        let checker = try Bench.checker()
        let set = Self.replace(Self.camera, "int", "0")
        let get = "<Get><CmdID>9</CmdID><Item><Target><LocURI>\(Self.camera)</LocURI></Target></Item></Get>"
        #expect(checker.check(Array((set + get).utf8), file: "both").findings.isEmpty)
        #expect(checker.check(Array(get.utf8), file: "alone").rules == ["no-such-node"])
    }

    @Test("A command in another case of letters is told once, also in an Atomic, and its name is offered")
    func lowerCase() throws {
        let add = Self.replace(Self.camera, "int", "0").replacing("Replace>", with: "add>")
        let findings = try Bench.check("<Atomic><CmdID>9</CmdID>\(add)\(add)</Atomic>").findings
            .filter { $0.rule.id == "unknown-command" }
        #expect(findings.count == 2, "\(findings)")
        #expect(findings.allSatisfy { $0.fix?.replacements.map(\.text) == ["Add", "Add"] }, "\(findings)")
    }

    @Test("In a failed Atomic each command is told for what it is, also those behind the one that failed")
    func atomic() throws {
        let report = try Bench.check(
            """
            <Atomic><CmdID>9</CmdID>\(Self.replace(Self.camera, "int", "7"))\(Self.replace("./DevInfo/Man", "chr", "x", id: 2))
            <Get><CmdID>3</CmdID><Item><Target><LocURI>./DevInfo/Mod</LocURI></Target></Item></Get>
            \(Self.replace(Self.camera, "int", "0", id: 4))</Atomic>
            """)
        #expect(report.rules == ["value-not-allowed", "access-denied", "get-in-atomic"], "\(report.findings)")
    }

    @Test("An exec that needs a ticket asks the service")
    func ticket() throws {
        let rule = try #require(Rule.named("command-fails"))
        #expect(try Bench.checker().check(rule.sound.octets, file: "recovery").verdict == .works)
    }

    @Test("Settings are judged with their line, and by the server's own choice of verb")
    func settings() throws {
        let rows =
            "address,type,value\n\(Self.camera),Integer,0\n./Vendor/MSFT/Policy/Config/Camera/AllowCamra,Integer,0\n"
        let report = try Bench.check(rows)
        #expect(report.rules == ["unknown-path"], "\(report.findings)")
        #expect(report.findings.first?.span.start == XMLPlace(line: 3, column: 1))
        let fix = try #require(report.findings.first?.fix)
        #expect(fix.replacements.first?.text == "./Vendor/MSFT/Policy/Config/Camera/AllowCamera")
    }

    @Test("Of a request that a message makes it is told once that its Adds work once")
    func request() throws {
        let node = "./User/Vendor/MSFT/ClientCertificateInstall/SCEP/Mail"
        let text = ["node", "chr", "chr"].enumerated().map { index, format in
            let name = ["", "/Install/ServerURL", "/Install/Challenge"][index]
            return Self.replace(node + name, format, index == 0 ? "" : "https://ca.example.test/", id: index + 1)
                .replacing("Replace>", with: "Add>")
        }.joined()
        let found = try Bench.check(text).findings.filter { $0.rule.id == "add-not-repeatable" }
        #expect(found.map(\.details) == [["so do 1 more of the commands for it"]], "\(found)")
    }

    @Test("Of a node that only some phones have it is told why this one has not")
    func absent() throws {
        let text = Self.replace("./Vendor/MSFT/Storage/Disable", "bool", "true")
        let finding = try #require(try Bench.check(text).findings.first)
        #expect(finding.rule.id == "no-such-node" && finding.message.contains("the phone has no storage card"))
    }

    @Test(
        "A policy of an ADMX file is on or off by an element of its own",
        arguments: [
            ("&lt;disabled/&gt;", []), ("&lt;enabled/&gt;&lt;data id=\"a\" value=\"b\"/&gt;", []),
            ("1", ["value-not-allowed"]), ("&lt;on/&gt;", ["value-not-allowed"]),
        ] as [(String, [String])])
    func admx(_ row: (value: String, rules: [String])) throws {
        var desktop = PhoneProfile.lumia950
        desktop.platform = .desktop
        desktop.edition = 0x04
        let sites = "./Device/Vendor/MSFT/Policy/Config/ActiveXControls/ApprovedInstallationSites"
        let report = try Bench.check(Self.replace(sites, "chr", row.value), desktop)
        #expect(report.rules == row.rules, "\(report.findings)")
    }

    @Test("Telemetry is heeded by phones of Mobile Enterprise alone")
    func telemetry() throws {
        let text = Self.replace("./Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry", "int", "1")
        #expect(try Bench.check(text).rules == ["ignored-by-edition"])
        var enterprise = PhoneProfile.lumia950
        enterprise.edition = 0x85
        #expect(try Bench.check(text, enterprise).findings.isEmpty)
    }

    @Test("A whole message without a slip has nothing to be said of it")
    func clean() throws {
        let message = try #require(Rule.named("unnumbered-command")).sound
        #expect(try Bench.checker().check(message.octets, file: "message").verdict == .works)
    }

    @Test("A file of a known other kind is told by what it is")
    func foreign() throws {
        let checker = try Bench.checker(foreign: { _ in "this is a HAR" })
        let report = checker.check(Array("{\"log\": {\"entries\": []}}".utf8), file: "a.har")
        #expect(report.findings.map(\.message) == ["this is a HAR"])
        #expect(report.verdict == .unreadable)
    }

    @Test("A file is mended where it stands: behind a byte order mark, and not at all where it is UTF-16")
    func encodings() throws {
        let text = "<Get><CmdID>1</CmdID><Item><Target><LocURI> ./DevInfo/Man</LocURI></Target></Item></Get>"
        let checker = try Bench.checker()
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        let mended = Fix.apply(checker.check(marked, file: "marked").findings.compactMap(\.fix), to: marked)
        #expect(mended.count == 1)
        #expect(mended.octets == [0xEF, 0xBB, 0xBF] + Array(text.replacing(" ./", with: "./").utf8))
        let wide: [UInt8] = [0xFF, 0xFE] + text.utf8.flatMap { octet -> [UInt8] in [octet, 0] }
        let report = checker.check(wide, file: "wide")
        #expect(report.rules == ["encoding", "stray-blanks"])
        #expect(report.findings.allSatisfy { $0.fix == nil })
    }

    @Test("Two slips at one place are both mended in one go")
    func twice() throws {
        let text = Self.replace(" ./Device/vendor/msft/policy/config/camera/allowcamera", "int", "0")
        let mended = try Bench.checker().mend(Array(text.utf8), file: "twice")
        #expect(mended.count == 2)
        #expect(mended.report.findings.isEmpty, "\(mended.report.findings)")
        #expect(String(decoding: mended.octets, as: UTF8.self) == Self.replace(Self.camera, "int", "0"))
    }

    @Test("A CDATA section that ends in a bracket is mended so that no end of a section comes of it")
    func brackets() throws {
        let text = Self.replace("./DevDetail/Ext/Microsoft/DeviceName", "chr", "<![CDATA[Front & desk]]]>]>")
        let report = try Bench.check(text)
        let mended = Fix.apply(report.findings.compactMap(\.fix), to: Array(text.utf8))
        #expect(String(decoding: mended.octets, as: UTF8.self).contains("<Data>Front &amp; desk&#93;]></Data>"))
        #expect(try Bench.checker().check(mended.octets, file: "mended").verdict == .works)
    }

    @Test("JSON without settings is no payload; an encrypted setting is left out")
    func json() throws {
        #expect(try Bench.check("{\"log\": {\"entries\": []}}").rules == ["no-message"])
        let rule = try #require(Rule.named("left-out-setting"))
        #expect(try Bench.checker().check(rule.broken.octets, file: "a.json").verdict == .worksWithWarnings)
    }

    /// Servers of VPN profiles, one each.
    private static func server(of profile: String, id: Int) -> String {
        replace("./Vendor/MSFT/VPNv2/\(profile)/NativeProfile/Servers", "chr", "vpn.example.test", id: id)
    }

    @Test("What belongs in one Atomic and stands in none is told once for all that belongs together")
    func outsideAtomic() throws {
        let always = Self.replace("./Vendor/MSFT/VPNv2/Home/AlwaysOn", "bool", "true", id: 3)
        let both = Self.server(of: "Home", id: 1) + Self.server(of: "Office", id: 2) + always
        let told = try Bench.check(both).findings.filter { $0.rule.id == "outside-atomic" }
        #expect(told.map(\.span.start.line) == [1, 9], "\(told)")
        #expect(told.map(\.details) == [["so do 1 more of the commands for it"], []], "\(told)")
        #expect(try !Bench.check("<Atomic><CmdID>9</CmdID>\(both)</Atomic>").rules.contains("outside-atomic"))
        // Whoever lists settings has no say in it.
        let rows = "address,type,value\n./Vendor/MSFT/VPNv2/Home/NativeProfile/Servers,String,vpn.example.test\n"
        #expect(try !Bench.check(rows).rules.contains("outside-atomic"))
    }

    @Test("A node that a description file calls deprecated is told, and those below it")
    func deprecated() throws {
        let file = """
            <MgmtTree xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM"><VerDTD>1.2</VerDTD><Node><NodeName>Badge</NodeName>
            <Path>./Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat>
            <Occurrence><One/></Occurrence><Scope><Permanent/></Scope><DFType><DDFName/></DFType>
            <MSFT:Deprecated OsBuildDeprecated="10.0.19041"/></DFProperties><Node><NodeName>Level</NodeName><DFProperties>
            <AccessType><Get/></AccessType><DFFormat><int/></DFFormat><Occurrence><One/></Occurrence>
            <Scope><Permanent/></Scope><DFType><MIME>text/plain</MIME></DFType></DFProperties></Node></Node></MgmtTree>
            """
        let read = try ConfigurationServiceProvider.examine(Array(file.utf8), file: "badge.xml")
        #expect(read.oddities.isEmpty)
        let checker = try Bench.checker(adding: read.mounts)
        func messages(_ address: String) -> [String] {
            let get = "<Get><CmdID>1</CmdID><Item><Target><LocURI>\(address)</LocURI></Target></Item></Get>"
            let found = checker.check(Array(get.utf8), file: "get.xml").findings
            return found.filter { $0.rule.id == "taken-away" }.map(\.message)
        }
        let badge = "./Vendor/Contoso/Badge"
        #expect(messages(badge) == ["\(badge): the node is deprecated since 10.0.19041 (2004)"])
        let below = "'Badge' above it is deprecated since 10.0.19041 (2004)"
        #expect(messages(badge + "/Level") == ["\(badge)/Level: \(below)"])
        #expect(messages("./DevInfo/Man").isEmpty)
    }

    @Test("What is odd in a description file is a warning, each kind once, and can be ignored")
    func descriptions() throws {
        let odd = try #require(Rule.named("odd-description")).broken
        let text = odd.text.replacing("<Set/>", with: "<Set/><Put/>")
        let report = try Bench.check(text)
        #expect(report.rules == ["odd-description"] && report.verdict == .worksWithWarnings)
        #expect(report.findings.map(\.details) == [["1 more of the kind in this file"]])
        let oddities = try ConfigurationServiceProvider.examine(Array(text.utf8), file: "badge.xml").oddities
        #expect(try Bench.checker().check(oddities).map(\.file) == ["badge.xml"])
        let again = try Bench.checker().check(oddities).flatMap(\.findings)
        #expect(again.map(\.description) == report.findings.map(\.description))
        var suppressions = Suppressions()
        try suppressions.add("odd-description:./Vendor/Contoso/**")
        let ignored = try Bench.checker(ignoring: suppressions).check(oddities)
        #expect(ignored.map(\.ignored) == [1] && ignored.flatMap(\.findings).isEmpty)
    }

    @Test("Another device answers otherwise")
    func device() throws {
        let text = Self.replace("./Device/Vendor/MSFT/Policy/Config/Update/ActiveHoursStart", "int", "8")
        var profile = Bench.unjoined
        #expect(try Bench.check(text).rules.contains("ignored-by-edition"))
        profile.edition = 0x85
        #expect(try !Bench.check(text, profile).rules.contains("ignored-by-edition"))
    }
}
