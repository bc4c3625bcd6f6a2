import ManagementTree
import Testing
import XML

@Suite("What is odd in DDF files")
struct DDFOddityTests {
    /// A file, and what is told of it: kinds, and a word of the first message.
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        var text: String
        var kinds: [DDFOddity.Kind]
        var word: String

        var testDescription: String { name }

        /// A file with one leaf, all of whose properties stand but those that are given.
        init(
            _ name: String, leaf properties: String, named leaf: String = "Leaf", _ kinds: [DDFOddity.Kind],
            _ word: String
        ) {
            self.init(name, DDFOddityTests.node(leaf, properties), kinds, word)
        }

        init(_ name: String, _ nodes: String, path: String = "./Vendor", _ kinds: [DDFOddity.Kind], _ word: String) {
            self.name = name
            text = DDFOddityTests.file(nodes, path: path)
            self.kinds = kinds
            self.word = word
        }
    }

    static let get = "<AccessType><Get/></AccessType>"
    static let rest = "<DFFormat><int/></DFFormat><Occurrence><One/></Occurrence><DFType><MIME/></DFType>"

    static func file(_ nodes: String, path: String = "./Vendor") -> String {
        """
        <MgmtTree xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM"><VerDTD>1.2</VerDTD>
        <Node><NodeName>Contoso</NodeName><Path>\(path)</Path><DFProperties>\(get)<DFFormat><node/></DFFormat>\
        <Occurrence><One/></Occurrence><DFType><DDFName/></DFType></DFProperties>
        \(nodes)</Node></MgmtTree>
        """
    }

    static func node(_ name: String, _ properties: String = get + rest) -> String {
        "<Node><NodeName>\(name)</NodeName><DFProperties>\(properties)</DFProperties></Node>"
    }

    static func build(_ text: String) -> String {
        get + rest
            + "<MSFT:Applicability><MSFT:OsBuildVersion>\(text)</MSFT:OsBuildVersion></MSFT:Applicability>"
    }

    static func allowed(_ kind: String, _ values: String) -> String {
        get + rest + "<MSFT:AllowedValues ValueType=\"\(kind)\">\(values)</MSFT:AllowedValues>"
    }

    static let rows: [Row] = [
        Row("nothing", leaf: get + rest, [], ""),
        Row("no verb", leaf: "<AccessType><Set/></AccessType>" + rest, [.access], "Set"),
        Row("no access", leaf: rest, [.access], "Get"),
        Row(
            "no occurrence", leaf: get + "<DFFormat><int/></DFFormat><DFType><MIME/></DFType>", [.occurrence], "One"),
        Row(
            "another occurrence",
            leaf: get + "<DFFormat><int/></DFFormat><Occurrence><Never/></Occurrence><DFType><MIME/></DFType>",
            [.occurrence], "Never"),
        Row(
            "no type", leaf: get + "<DFFormat><int/></DFFormat><Occurrence><One/></Occurrence>", [.type],
            "text/plain"),
        Row("a blank behind the name", leaf: get + rest, named: "Leaf ", [.blankName], "blanks"),
        Row("a line break before the name", leaf: get + rest, named: "\nLeaf", [.blankName], "blanks"),
        Row("an open name with layout", leaf: get + rest, named: "\n  ", [], ""),
        Row("a build without 10.0", leaf: build("22631.2050"), [.build], "10.0.22631.2050"),
        Row("a build that is none yet", leaf: build("99.9.99999"), [], ""),
        Row("a range in words", leaf: allowed("Range", "<MSFT:Value>few</MSFT:Value>"), [.allowedValues], "few"),
        Row(
            "flags in words",
            leaf: allowed("Flag", "<MSFT:Enum><MSFT:Value>Left</MSFT:Value></MSFT:Enum>"), [.allowedValues], "Left"),
        Row("two of one name", node("A") + node("a"), [.twins], "named a"),
        Row("a path with a slash at its end", node("A"), path: "./Vendor/", [.path], "./Vendor"),
    ]

    @Test("An oddity is read, and told with its place", arguments: rows)
    func told(_ row: Row) throws {
        let contents = try DDFReader.examine(Array(row.text.utf8), file: "Contoso.xml")
        #expect(contents.tops.map(\.parent) == [["Vendor"]])
        #expect(contents.oddities.map(\.kind) == row.kinds)
        for oddity in contents.oddities {
            #expect(oddity.message.contains(row.word), "\(oddity)")
            #expect(oddity.description.hasPrefix("Contoso.xml:\(oddity.place.line):\(oddity.place.column): "))
            #expect(oddity.place.line > 1 && !oddity.node.isEmpty)
        }
    }

    @Test("A tag without its end and letters of another time are mended, each told where it is")
    func mended() throws {
        let whole = Self.file(Self.node("A"))
        let bytes = Array(whole.replacing("</DFProperties>\n", with: "</DFProperties\n  ", maxReplacements: 1).utf8)
        let open = try DDFReader.examine(bytes, file: "Contoso.xml")
        #expect(open.oddities.map(\.kind) == [.openTag])
        // The place is that of the tag which meets the open one.
        #expect(open.oddities.first?.place == XMLPlace(line: 3, column: 3))
        #expect(open.tops.first?.description.children.map(\.name) == ["A"])

        let text = whole.replacing("<MIME/>", with: "<MIME>text/\u{2019}</MIME>")
        let letters = Array(text.utf8).split(separator: Array("\u{2019}".utf8)).joined(separator: [0x92])
        let old = try DDFReader.examine(Array(letters), file: "Contoso.xml")
        #expect(old.oddities.map(\.kind) == [.encoding])
        #expect(old.tops.first?.description.children.first?.type == "text/\u{2019}")
    }

    @Test(
        "What is not well-formed in another way stays an error",
        arguments: [
            "<MgmtTree><Node></MgmtTree>", "<MgmtTree", "<MgmtTree><Node a=\"<\"/></MgmtTree>", "<", "<!--",
            "<![CDATA[",
        ])
    func refused(_ text: String) {
        #expect(throws: DDFError.self) { try DDFReader.examine(Array(text.utf8), file: "Contoso.xml") }
    }
}
