import SyncML
import Testing
import XML

/// Documents inside Data, and documents of other languages.
struct WBXMLDocumentTests {
    static let type = "application/vnd.syncml.dmtnds"

    static func message(_ data: ItemData, type: String) -> Message {
        let item = Item(target: "./A", meta: Meta(format: .xml, type: type), data: data)
        return Message(commands: [.access(AccessCommand(.add, id: "1", items: [item]))])
    }

    @Test func `a tree inside a message is a document of its own in WBXML, and mark-up in XML`() throws {
        let message = Self.message(.markup(WBXMLVectorTests.treeMarkup), type: Self.type + "+xml")
        let bytes = WBXMLWriter().write(message)
        let tree = octets(WBXMLVectorTests.tree)
        #expect(bytes.contains([0x4F, 0xC3, UInt8(tree.count)] + tree + [0x01]))
        #expect(bytes.contains(Array("dmtnds+wbxml\u{0}".utf8)))
        #expect(try WBXMLReader().read(bytes).message == message)
    }

    @Test func `a tree under Format bin stays the octets that it is`() throws {
        var message = Self.message(.bytes(octets(WBXMLVectorTests.tree)), type: Self.type + "+wbxml")
        message = message.mapItems { $0.meta?.format = .bin }
        #expect(try WBXMLReader().read(WBXMLWriter().write(message)).message == message)
    }

    @Test func `a damaged tree stays the octets that it is`() throws {
        let message = Self.message(.bytes(Array(octets(WBXMLVectorTests.tree).dropLast(3))), type: Self.type + "+wbxml")
        #expect(try WBXMLReader().read(WBXMLWriter().write(message)).message.commands.count == 1)
    }

    @Test func `a tree with attributes is written as the text that it is`() throws {
        let markup = "<MgmtTree a=\"b\"/>"
        let message = Self.message(.markup(markup), type: Self.type + "+xml")
        let expected = Self.message(.text(markup), type: Self.type + "+xml")
        #expect(try WBXMLReader().read(WBXMLWriter().write(message)).message == expected)
    }

    /// A document and what it is in XML.
    static let documents: [(String, String)] = [
        (
            "02 a403 6a 00 4a 65 03 \(string("1.2")) 01 1c 01",
            "<DevInf xmlns='syncml:devinf'><VerDTD>1.2</VerDTD><MaxSize/></DevInf>"
        ),
        ("02 9f54 6a 00 4a 1c 01", "<DevInf xmlns='syncml:devinf'><Size/></DevInf>"),
        ("02 01 6a 00 4a 1c 01", "<DevInf xmlns='syncml:devinf'><MaxSize/></DevInf>"),
        ("02 01 6a 00 0002 60 05 01", "<MgmtTree xmlns='syncml:dmddf1.2'><AccessType/></MgmtTree>"),
        ("02 a402 6a 00 4e 07 01", "<MetInf xmlns='syncml:metinf'><Format/></MetInf>"),
        (
            "02 a401 6a 00 6d 4f 02 26 c3 01 ff 01 01",
            "<SyncML xmlns='SYNCML:SYNCML1.2'><Data>&amp;/w==</Data></SyncML>"
        ),
        ("02 a401 6a 02 7800 6d 04 00 01", "<SyncML xmlns='SYNCML:SYNCML1.2'><x/></SyncML>"),
    ]

    @Test(arguments: documents)
    func `a document of any language is read`(document: String, xml: String) throws {
        let expected = try XMLElement.read(Array(xml.utf8))
        #expect(try WBXMLDocument.read(octets(document)) == expected)
    }

    @Test(arguments: [
        ("02 a401 6a 00 03 6100", WBXMLFault.unknownToken), ("02 a401 6a 00 70", .unknownToken),
        ("02 a401 6a 00 01", .unknownToken), ("02 a401 6a 00 6d", .truncated),
    ])
    func `a damaged document is refused`(document: String, fault: WBXMLFault) {
        #expect(throws: SyncMLError(code: .wbxml(fault), message: "", place: .octet(0))) {
            try WBXMLDocument.read(octets(document))
        }
    }

    /// How many names a language has on its pages, and some of them with page and token.
    static let names: [(WBXMLLanguage, [Int], [(UInt8, UInt8, String)])] = [
        (
            .syncML12, [55, 18, 56],
            [
                (0, 0x05, "Add"), (0, 0x12, "Final"), (0, 0x2F, "TargetRef"), (0, 0x31, "VerDTD"),
                (0, 0x3C, "Correlator"),
            ]
        ),
        (
            .syncML11, [55, 18, 56],
            [(1, 0x07, "Format"), (1, 0x13, "Type"), (1, 0x15, "MaxObjSize"), (0, 0x34, "MoreData")]
        ),
        (.syncML10, [55, 18, 56], [(1, 0x05, "Anchor"), (1, 0x10, "NextNonce"), (1, 0x16, "FieldLevel")]),
        (.metInf12, [18, 18, 56], [(0, 0x0E, "MetInf")]),
        (.devInf10, [47, 18, 56], [(0, 0x1C, "Size")]), (.devInf11, [47, 18, 56], [(0, 0x1C, "Size")]),
        (
            .devInf12, [47, 18, 56],
            [(0, 0x0A, "DevInf"), (0, 0x1C, "MaxSize"), (0, 0x2E, "NoTruncate"), (0, 0x34, "SupportHierarchicalSync")]
        ),
        (
            .deviceDescription12, [55, 18, 56],
            [(2, 0x08, "b64"), (2, 0x1C, "Format"), (2, 0x25, "node"), (2, 0x36, "Value"), (2, 0x3C, "ZeroOrOne")]
        ),
    ]

    static let headers: [WBXMLLanguage: [UInt8]] = [
        .syncML10: octets("02 9f51 6a 00"), .devInf10: octets("02 9f52 6a 00"), .syncML11: octets("02 9f53 6a 00"),
        .devInf11: octets("02 9f54 6a 00"), .syncML12: octets("02 a401 6a 00"), .metInf12: octets("02 a402 6a 00"),
        .devInf12: octets("02 a403 6a 00"),
        .deviceDescription12: octets("02 0000 6a 1b \(string("-//OMA//DTD-DM-DDF 1.2//EN"))"),
    ]

    @Test(arguments: names)
    func `each token has its name`(
        language: WBXMLLanguage, counts: [Int], examples: [(page: UInt8, token: UInt8, name: String)]
    ) throws {
        let header = try #require(Self.headers[language])
        var found: [Int] = []
        for page in UInt8(0)...2 {
            let names = (UInt8(5)...0x3F).compactMap { token -> String? in
                let element = try? WBXMLDocument.read(header + [0, page, token])
                guard let element else { return nil }
                // What was read is written with a token that means the same.
                let written = WBXMLDocument.write(element, as: language) ?? []
                #expect((try? WBXMLDocument.read(written)) == element)
                return element.name
            }
            found.append(names.count)
            #expect(Set(names).count == names.count)
        }
        #expect(found == counts)
        for example in examples {
            let element = try WBXMLDocument.read(header + [0, example.page, example.token])
            #expect(element.name == example.name)
        }
    }
}
