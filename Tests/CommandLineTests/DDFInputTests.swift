import Foundation
import Testing

@Suite("Descriptions of the user's own")
struct DDFInputTests {
    private static let fixtures = "\(Understudy.package)/Tests/Fixtures/descriptions"

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

    /// What `--ddf` names in the folder of fixtures, and the exit code of `explain` of a node of Kiosk on Enterprise 22H2.
    static let forms: [(ddf: String, code: Int32)] = [
        ("Kiosk.xml", 0), ("version2.zip", 0), ("", 0), ("OpenTag.xml", 1),
    ]

    @Test("A file, a zip archive and a folder are read alike", arguments: forms)
    func form(_ row: (ddf: String, code: Int32)) throws {
        try Understudy.with { understudy in
            let path = row.ddf.isEmpty ? Self.fixtures : "\(Self.fixtures)/\(row.ddf)"
            let windows = ["--edition", "Enterprise", "--build", "22H2", "--ddf", path]
            let outcome = try understudy.run(["explain", "./Vendor/Contoso/Kiosk/Enabled"] + windows)
            #expect(outcome.code == row.code, "\(outcome.errors)")
        }
    }

    @Test("Of a folder the files in its folders are read too, as they are of an archive")
    func nested() throws {
        try Understudy.with { understudy in
            let kiosk = try String(contentsOfFile: "\(Self.fixtures)/Kiosk.xml", encoding: .utf8)
            try understudy.write(kiosk, to: "ddf/vendor/Kiosk.xml")
            let windows = ["--edition", "Enterprise", "--build", "22H2", "--ddf", "ddf"]
            let outcome = try understudy.run(["explain", "./Vendor/Contoso/Kiosk/Enabled"] + windows)
            #expect(outcome.code == 0, "\(outcome.errors)")
        }
    }

    /// A build and an edition, a node that is set to 1, and the exit code.
    static let windows: [(build: String, edition: String, node: String, code: Int32)] = [
        ("22H2", "Enterprise", "Enabled", 0), ("22H2", "Enterprise", "Doors", 0), ("22H2", "Home", "Enabled", 1),
        ("1709", "Enterprise", "Enabled", 1), ("1803", "Enterprise", "Enabled", 0), ("1709", "Mobile", "Enabled", 1),
        ("11-23H2", "Mobile", "Enabled", 1), ("10.0.19041.1201", "Enterprise", "Level", 1),
        ("10.0.19041.1202", "Enterprise", "Level", 0), ("11-21H2", "Pro", "Level", 1), ("11-21H2", "0x1B", "Level", 0),
    ]

    @Test("Build and edition decide by Applicability what there is", arguments: windows)
    func applicability(_ row: (build: String, edition: String, node: String, code: Int32)) throws {
        try Understudy.with { understudy in
            let outcome = try understudy(
                "replace", "./Vendor/Contoso/Kiosk/\(row.node)", "1", "--ddf", "\(Self.fixtures)/version2.zip",
                "--build", row.build, "--edition", row.edition)
            #expect(outcome.code == row.code, "\(outcome.errors)")
            guard row.code != 0 else { return }
            #expect(outcome.errors.contains("404 Replace") && outcome.errors.contains("the node"), "\(outcome.errors)")
        }
    }

    @Test("An area of Policy in a file of its own adds to the built-in one, and its policy merges and is judged")
    func policyArea() throws {
        try Understudy.with { understudy in
            let colour = "./Vendor/MSFT/Policy/Config/ContosoPrinting/AllowColour"
            let ddf = "\(Self.fixtures)/version2.zip"
            let windows = ["--edition", "Pro", "--build", "22H2", "--ddf", ddf]
            #expect(try understudy.run(["replace", colour, "0"] + windows).code == 0)
            #expect(try understudy.run(["replace", colour, "2"] + windows).code == 1)
            let phone = try understudy("replace", colour, "0", "--ddf", ddf)
            #expect(phone.code == 1 && phone.errors.contains("0x68 (Mobile)"), "\(phone.errors)")
            let own = "./Vendor/MSFT/Policy/Result/DeviceLock/DevicePasswordEnabled"
            #expect(try understudy.run(["get", own] + windows).code == 0)
        }
    }

    /// What `--ddf` names, and what is told of it on standard error.
    static let odd: [(ddf: String, lines: [String])] = [
        ("Kiosk.xml", ["Kiosk.xml:", "OsBuildVersion 22631.2050"]), ("OpenTag.xml", ["OpenTag.xml:15:5: "]),
        ("Locker.xml", ["AccessType Set", "blanks stand around NodeName", "two nodes below are named key"]),
        ("version2.zip", ["DDFv2/sample.xml:1:1: the root is SyncML", "left out"]), ("ContosoPrinting.xml", []),
    ]

    @Test("What is odd is told on standard error, once, with its place", arguments: odd)
    func told(_ row: (ddf: String, lines: [String])) throws {
        try Understudy.with { understudy in
            for command in ["get", "tree", "explain"] {
                let outcome = try understudy(command, "./DevInfo", "--ddf", "\(Self.fixtures)/\(row.ddf)", "--json")
                #expect(outcome.code == 0, "\(outcome.errors)")
                for line in row.lines {
                    #expect(outcome.errors.components(separatedBy: line).count == 2, "\(outcome.errors)")
                }
                #expect(outcome.errors.isEmpty == row.lines.isEmpty)
                _ = try outcome.json()
            }
        }
    }

    /// Arguments beside those for the file, the exit code, and whether the finding is told.
    static let strictness: [(arguments: [String], code: Int32, isTold: Bool)] = [
        ([], 0, true), (["--strict"], 1, true), (["--strict", "--ignore", "odd-description"], 0, false),
    ]

    @Test("check tells what is odd as findings, which --strict counts", arguments: strictness)
    func strict(_ row: (arguments: [String], code: Int32, isTold: Bool)) throws {
        try Understudy.with { understudy in
            let get = "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"
            try understudy.write(get, to: "get.xml")
            let ddf = ["--ddf", "\(Self.fixtures)/OpenTag.xml"]
            let outcome = try understudy.run(["check", "get.xml"] + ddf + row.arguments)
            #expect(outcome.code == row.code, "\(outcome.errors)")
            #expect(outcome.output.contains("OpenTag.xml:15:5: warning odd-description: ") == row.isTold)
            // Told once.
            #expect(!outcome.errors.contains("OpenTag.xml"), "\(outcome.errors)")
        }
    }

    /// What `--ddf` names, the exit code, and a word of the message.
    static let unusable: [(ddf: String, code: Int32, word: String)] = [
        ("nothing", 65, "no such file or folder"), ("empty", 65, "has an .xml file"), ("words.xml", 65, "words.xml"),
        ("foreign", 65, "MgmtTree"), ("foreign/foreign.xml", 65, "MgmtTree"), ("cut.zip", 65, "directory is missing"),
    ]

    @Test("What cannot be used is told with its name and what to do", arguments: unusable)
    func refused(_ row: (ddf: String, code: Int32, word: String)) throws {
        try Understudy.with { understudy in
            try understudy.write("text", to: "empty/text.txt")
            try understudy.write("words", to: "words.xml")
            try understudy.write("<SyncML/>", to: "foreign/foreign.xml")
            let archive = try Data(contentsOf: URL(filePath: "\(Self.fixtures)/version2.zip"))
            try archive.prefix(200).write(to: URL(filePath: "\(understudy.folder)/cut.zip"))
            let outcome = try understudy("get", "./DevInfo/Man", "--ddf", row.ddf)
            #expect(outcome.code == row.code)
            #expect(outcome.errors.contains(row.word), "\(outcome.errors)")
        }
    }
}
