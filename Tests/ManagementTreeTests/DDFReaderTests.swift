import ManagementTree
import Testing

@Suite("DDF files, version 1")
struct DDFReaderTests {
    @Test("A file is read into its top node, where it hangs, and what is below")
    func whole() throws {
        let text = DDFText.file(
            DDFText.top(
                """
                <Node><NodeName/><DFProperties>
                  <AccessType><Add/><Delete/><Get/></AccessType><DFFormat><node/></DFFormat>
                  <Occurrence><ZeroOrN>5</ZeroOrN></Occurrence><Scope><Dynamic/></Scope><DFTitle>Account</DFTitle>
                  <DFType><MIME>com.contoso/account</MIME></DFType></DFProperties>
                  <Node><NodeName>Name</NodeName><DFProperties>
                    <AccessType><Get/><Replace/></AccessType><DefaultValue>none</DefaultValue><DFFormat><chr/></DFFormat>
                    <Occurrence><ZeroOrOne/></Occurrence><Scope><Dynamic/></Scope>
                    <DFType><MIME>text/plain</MIME></DFType></DFProperties></Node></Node>
                """))
        let tops = try DDFReader.read(Array(text.utf8), file: "Contoso.xml") { _, _ in
            DDFReader.Standing(owner: 7)
        }
        #expect(tops.count == 1)
        let top = try #require(tops.first)
        #expect(top.scope == .device)
        #expect(top.parent == ["Vendor", "MSFT"])
        #expect(top.description.name == "Contoso")
        #expect(top.description.isInterior)
        #expect(top.description.isPermanent)
        #expect(top.description.type == nil)
        #expect(top.description.owner == 7)

        let account = try #require(top.description.unnamedChild)
        #expect(account.name == nil)
        #expect(account.displayName == "{Account}")
        #expect(account.access == [.add, .delete, .get])
        #expect(account.occurrence == .zeroOrN(5))
        #expect(account.occurrence.maximum == 5)
        #expect(!account.isPermanent)
        #expect(account.type == "com.contoso/account")

        let name = try #require(account.child(named: "NAME"))
        #expect(name.access == [.get, .replace])
        #expect(name.format == .chr)
        #expect(name.defaultValue == "none")
        #expect(name.type == "text/plain")
        #expect(name.occurrence == .zeroOrOne)
        #expect(!name.isPermanent)
        #expect(name.owner == 7)
        #expect(account.child(named: "Other") == nil)
        #expect(top.description.child(named: "anything") === account)
    }

    @Test("What a file says of a node is kept on one line, and counts until another file says more")
    func descriptionText() throws {
        let leaf = try #require(try DDFText.read(leaf: "<Description>\n  Minutes;\n  0 is never. </Description>"))
        #expect(leaf.text == "Minutes; 0 is never.")
        let silent = try #require(try DDFText.read(leaf: "<Description> </Description>"))
        #expect(silent.text == nil && leaf.overridden(by: silent).text == "Minutes; 0 is never.")
        #expect(silent.overridden(by: leaf).text == leaf.text)
    }

    static let pathRows: [(path: String, scope: NodeScope, parent: [NodeName])] = [
        (".", NodeScope.device, [NodeName]()), ("./Vendor/MSFT", .device, ["Vendor", "MSFT"]),
        ("./Device/Vendor/MSFT", .device, ["Vendor", "MSFT"]), ("./User/Vendor/MSFT", .user, ["Vendor", "MSFT"]),
        ("./user/vendor/msft", .user, ["Vendor", "MSFT"]), ("./Device", .device, []),
    ]

    @Test(
        "The Path gives scope and place",
        arguments: pathRows)
    func paths(_ row: (path: String, scope: NodeScope, parent: [NodeName])) throws {
        let bytes = Array(DDFText.file(DDFText.top("", path: row.path)).utf8)
        let top = try #require(try DDFReader.read(bytes, file: "Contoso.xml").first)
        #expect(top.scope == row.scope)
        #expect(top.parent == row.parent)
    }

    @Test("Both scopes of a CSP may stand in one file")
    func twoTops() throws {
        let text = DDFText.file(
            DDFText.top("", path: "./User/Vendor/MSFT") + DDFText.top("", path: "./Device/Vendor/MSFT"))
        #expect(try DDFReader.read(Array(text.utf8), file: "Contoso.xml").map(\.scope) == [.user, .device])
    }

    static let accessRows: [(text: String, access: AccessTypes)] = [
        ("<AccessType><Get/></AccessType>", AccessTypes.get),
        ("<AccessType><Replace/><Get/></AccessType>", [.get, .replace]),
        (
            "<AccessType><Add/><Copy/><Delete/><Exec/><Get/><Replace/></AccessType>",
            [.add, .copy, .delete, .exec, .get, .replace]
        ),
        ("<AccessType><Get/><Delet/></AccessType>", .get),
        ("<AccessType><Get/><Get/></AccessType>", .get),
        ("<AccessType/>", []),
        ("", .get),
    ]

    @Test(
        "Access types are read in any order; an unknown one counts for nothing",
        arguments: accessRows)
    func access(_ row: (text: String, access: AccessTypes)) throws {
        #expect(try DDFText.read(leaf: row.text + "<DFFormat><int/></DFFormat>")?.access == row.access)
    }

    static let occurrenceRows: [(text: String, occurrence: Occurrence, maximum: Int?)] = [
        ("<One/>", Occurrence.one, Optional(1)), ("<ZeroOrOne/>", .zeroOrOne, 1), ("<ZeroOrMore/>", .zeroOrMore, nil),
        ("<OneOrMore/>", .oneOrMore, nil), ("<ZeroOrN>3</ZeroOrN>", .zeroOrN(3), 3),
        ("<OneOrN> 8 </OneOrN>", .oneOrN(8), 8), ("<Sometimes/>", .one, 1), ("", .one, 1),
    ]

    @Test(
        "How often a node may stand",
        arguments: occurrenceRows)
    func occurrences(_ row: (text: String, occurrence: Occurrence, maximum: Int?)) throws {
        let leaf = try DDFText.read(leaf: "<DFFormat><chr/></DFFormat><Occurrence>\(row.text)</Occurrence>")
        #expect(leaf?.occurrence == row.occurrence)
        #expect(row.occurrence.maximum == row.maximum)
    }

    @Test("Every format of the standard is known", arguments: NodeFormat.allCases)
    func formats(_ format: NodeFormat) throws {
        #expect(try DDFText.read(leaf: "<DFFormat><\(format.rawValue)/></DFFormat>")?.format == format)
    }

    @Test("What is left out has its usual meaning")
    func defaults() throws {
        let leaf = try #require(try DDFText.read(leaf: ""))
        #expect(leaf.access == .get)
        #expect(leaf.format == .chr)
        #expect(leaf.type == nil)
        #expect(leaf.occurrence == .one)
        #expect(leaf.isPermanent)
        #expect(leaf.defaultValue == nil)
        #expect(leaf.applicability.isEverywhere)
        #expect(leaf.allowedValues == nil)
        #expect(leaf.conflictResolution == nil)
        #expect(!leaf.replaceNeedsNode)
    }

    @Test("A default value is kept with its blanks, and an empty one is one")
    func defaultValue() throws {
        #expect(try DDFText.read(leaf: "<DefaultValue> a b </DefaultValue>")?.defaultValue == " a b ")
        #expect(try DDFText.read(leaf: "<DefaultValue/>")?.defaultValue == "")
    }

    @Test("A name without blanks around, and * or nothing for one that is chosen later")
    func names() throws {
        #expect(try DDFText.read(leaf: "", name: " Leaf\n")?.name == "Leaf")
        for name in ["", "*", "  "] {
            let leaf = try #require(try DDFText.read(leaf: "<Scope><Permanent/></Scope>", name: name))
            #expect(leaf.name == nil)
            // A node whose name nobody has chosen yet cannot be there by itself.
            #expect(!leaf.isPermanent)
        }
    }
}

@Suite("DDF files that cannot be used")
struct DDFErrorTests {
    /// The file, the node that the error names, and a word of its message.
    struct Row: CustomTestStringConvertible, Sendable {
        var text: String
        var node: String
        var word: String

        var testDescription: String { word }
    }

    @Test(
        "An error names the file, the node and what is wrong",
        arguments: [
            Row(text: "<MgmtTree>", node: "", word: ""),
            Row(text: "", node: "", word: ""),
            Row(text: "<SyncML/>", node: "", word: "MgmtTree"),
            Row(text: DDFText.file(""), node: "", word: "no node"),
            Row(text: DDFText.file("<Node><NodeName>x</NodeName></Node>"), node: "./x", word: "DFProperties"),
            Row(text: DDFText.file("<Node><DFProperties/></Node>"), node: ".", word: "NodeName"),
            Row(
                text: DDFText.file(DDFText.top("", path: "./Vendor//MSFT")), node: "./Vendor//MSFT", word: "address"),
            Row(
                text: DDFText.file(DDFText.top(DDFText.leaf("<DFFormat><integer/></DFFormat>"))),
                node: "./Vendor/MSFT/Contoso/Leaf", word: "integer"),
            Row(
                text: DDFText.file(DDFText.top("<Node><NodeName/></Node>")), node: "./Vendor/MSFT/Contoso/*",
                word: "DFProperties"),
            Row(
                text: DDFText.file(
                    DDFText.top(
                        DDFText.leaf(
                            "<MSFT:Applicability><MSFT:OsBuildVersion>1703</MSFT:OsBuildVersion></MSFT:Applicability>"))
                ),
                node: "./Vendor/MSFT/Contoso/Leaf", word: "1703"),
            Row(
                text: DDFText.file(
                    DDFText.top(
                        DDFText.leaf(
                            "<MSFT:Applicability><MSFT:EditionAllowList>68;</MSFT:EditionAllowList></MSFT:Applicability>"
                        ))),
                node: "./Vendor/MSFT/Contoso/Leaf", word: "68"),
        ])
    func errors(_ row: Row) {
        let error = #expect(throws: DDFError.self) { try DDFReader.read(Array(row.text.utf8), file: "Contoso.xml") }
        #expect(error?.file == "Contoso.xml")
        #expect(error?.node == row.node)
        #expect(error?.message.contains(row.word) == true)
        #expect(error?.description.hasPrefix("Contoso.xml: \(row.node)") == true)
    }
}
