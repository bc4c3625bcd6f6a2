import ManagementTree
import Testing

@Suite("Microsoft's elements in DDF files")
struct DDFReaderMicrosoftTests {
    static let allowedRows: [(text: String, allowed: AllowedValues?)] = [
        (
            "<MSFT:AllowedValues ValueType=\"Range\"><MSFT:Value>[4-127]</MSFT:Value></MSFT:AllowedValues>",
            AllowedValues(.ranges([4...127]))
        ),
        (
            "<MSFT:AllowedValues ValueType=\"Range\"><MSFT:Value>[0],[4-16]</MSFT:Value></MSFT:AllowedValues>",
            AllowedValues(.ranges([0...0, 4...16]))
        ),
        (
            "<MSFT:AllowedValues ValueType=\"Range\"><MSFT:Value>[-10--1]</MSFT:Value></MSFT:AllowedValues>",
            AllowedValues(.ranges([-10...(-1)]))
        ),
        (
            "<MSFT:AllowedValues ValueType=\"Range\"><MSFT:Value>4 to 127</MSFT:Value></MSFT:AllowedValues>",
            AllowedValues(.unchecked(kind: "Range 4 to 127"))
        ),
        (
            "<MSFT:AllowedValues ValueType=\"Range\"><MSFT:Value>[9-4]</MSFT:Value></MSFT:AllowedValues>",
            AllowedValues(.unchecked(kind: "Range [9-4]"))
        ),
        (
            "<MSFT:AllowedValues ValueType=\"ENUM\"><MSFT:Enum><MSFT:Value>0</MSFT:Value></MSFT:Enum>"
                + "<MSFT:Enum><MSFT:Value> Left </MSFT:Value><MSFT:ValueDescription>x</MSFT:ValueDescription></MSFT:Enum>"
                + "</MSFT:AllowedValues>", AllowedValues(.enumeration(["0", "Left"]), meanings: ["Left": "x"])
        ),
        (
            "<MSFT:AllowedValues ValueType=\"Flag\"><MSFT:Enum><MSFT:Value>1</MSFT:Value></MSFT:Enum>"
                + "<MSFT:Enum><MSFT:Value>4</MSFT:Value></MSFT:Enum></MSFT:AllowedValues>",
            AllowedValues(.flags([1, 4]))
        ),
        (
            "<MSFT:AllowedValues ValueType=\"ENUM\"><MSFT:Enum><MSFT:Value>a</MSFT:Value></MSFT:Enum>"
                + "<MSFT:List Delimiter=\";\"/></MSFT:AllowedValues>",
            AllowedValues(.enumeration(["a"]), delimiter: ";")
        ),
        (
            "<MSFT:AllowedValues ValueType=\"ENUM\"><MSFT:Enum><MSFT:Value>a</MSFT:Value></MSFT:Enum>"
                + "<MSFT:List Delimiter=\"0xF000\"/></MSFT:AllowedValues>",
            AllowedValues(.enumeration(["a"]), delimiter: "\u{F000}")
        ),
        (
            "<MSFT:AllowedValues ValueType=\"ENUM\"><MSFT:Enum><MSFT:Value>a</MSFT:Value></MSFT:Enum>"
                + "<MSFT:List Delimiter=\"\\xF000\"/></MSFT:AllowedValues>",
            AllowedValues(.enumeration(["a"]), delimiter: "\u{F000}")
        ),
        (
            "<MSFT:AllowedValues ValueType=\"RegEx\"><MSFT:Value>[0-9]+</MSFT:Value></MSFT:AllowedValues>",
            AllowedValues(.unchecked(kind: "RegEx [0-9]+"))
        ),
        ("<MSFT:AllowedValues ValueType=\"ADMX\"/>", AllowedValues(.unchecked(kind: "ADMX"))),
        ("<MSFT:AllowedValues ValueType=\"None\"/>", nil),
        ("<MSFT:AllowedValues/>", nil),
        ("<MSFT:SupportedValues low=\"0\" high=\"999\"/>", AllowedValues(.ranges([0...999]))),
        ("<MSFT:SupportedValues low=\"9\" high=\"0\"/>", nil),
        ("<MSFT:SupportedValues low=\"0\"/>", nil),
        ("", nil),
    ]

    @Test(
        "AllowedValues give the rule",
        arguments: allowedRows)
    func allowedValues(_ row: (text: String, allowed: AllowedValues?)) throws {
        #expect(try DDFText.read(leaf: "<DFFormat><int/></DFFormat>" + row.text)?.allowedValues == row.allowed)
    }

    static let applicabilityRows: [(text: String, applicability: Applicability)] = [
        (
            "<MSFT:NotSupportedOnPlatform>phone</MSFT:NotSupportedOnPlatform>",
            Applicability(excludedPlatforms: [.phone])
        ),
        (
            "<MSFT:NotSupportedOnPlatform> phone , desktop </MSFT:NotSupportedOnPlatform>",
            Applicability(excludedPlatforms: [.phone, .desktop])
        ),
        ("<MSFT:NotSupportedOnPlatform>holographic</MSFT:NotSupportedOnPlatform>", .everywhere),
        (
            "<MSFT:Applicability><MSFT:EditionAllowList>0x68;0x85;</MSFT:EditionAllowList></MSFT:Applicability>",
            Applicability(editions: [0x68, 0x85])
        ),
        (
            "<MSFT:Applicability><MSFT:EditionAllowList>0x4;0x1B;0x88*;</MSFT:EditionAllowList></MSFT:Applicability>",
            Applicability(editions: [4, 0x1B, 0x88])
        ),
        (
            "<MSFT:Applicability><MSFT:EditionAllowList>0x88*;</MSFT:EditionAllowList></MSFT:Applicability>",
            Applicability(editions: [0x88])
        ),
        ("<MSFT:Applicability><MSFT:RequiresAzureAd/></MSFT:Applicability>", Applicability(requiresAzureAD: true)),
        ("<MSFT:Applicability><MSFT:CspVersion>1.2</MSFT:CspVersion></MSFT:Applicability>", .everywhere),
        ("<MSFT:Applicability/>", .everywhere),
        ("", .everywhere),
    ]

    @Test(
        "Applicability and NotSupportedOnPlatform give the devices",
        arguments: applicabilityRows)
    func applicability(_ row: (text: String, applicability: Applicability)) throws {
        #expect(try DDFText.read(leaf: row.text)?.applicability == row.applicability)
    }

    @Test("OsBuildVersion lists the first build and its back-ports")
    func builds() throws {
        let leaf = try DDFText.read(
            leaf: """
                <MSFT:Applicability><MSFT:OsBuildVersion>10.0.17763, 10.0.15063.500 </MSFT:OsBuildVersion>\
                </MSFT:Applicability>
                """)
        #expect(leaf?.applicability.builds.map(\.description) == ["10.0.17763", "10.0.15063.500"])
    }

    @Test("ConflictResolution names the rule", arguments: ConflictResolution.allCases)
    func conflictResolution(_ rule: ConflictResolution) throws {
        let leaf = try DDFText.read(leaf: "<MSFT:ConflictResolution>\(rule.rawValue)</MSFT:ConflictResolution>")
        #expect(leaf?.conflictResolution == rule)
    }

    @Test("An unknown rule of conflict merges nothing")
    func unknownRule() throws {
        let leaf = try DDFText.read(leaf: "<MSFT:ConflictResolution>Loudest</MSFT:ConflictResolution>")
        #expect(leaf?.conflictResolution == nil)
    }

    @Test("ReplaceNeedsNode keeps a Replace from making the node")
    func replaceNeedsNode() throws {
        #expect(try DDFText.read(leaf: "<ReplaceNeedsNode/>")?.replaceNeedsNode == true)
    }
}
