import SyncML
import Testing
import XML

/// The octets that other tools have made and read (protocol section 8.4), and the cases WBX-01 to WBX-07 of 9.9.
struct WBXMLVectorTests {
    static let results = """
        02a4016a006d6c7103312e3200017203444d2f312e32000165033100015b033100016e57036100010167570362000101\
        016b624b033400015c033100014c03340001546757032e2f446576496e666f0001015a000147036e6f64650001010000\
        4f0344657649642f4d616e00010101120101
        """
    static let resultsMessage = Message(
        header: Header(sessionID: "1", messageID: "1", target: "a", source: "b"),
        commands: [
            .results(
                Results(
                    id: "4", messageRef: "1", commandRef: "4",
                    items: [Item(source: "./DevInfo", meta: Meta(format: .node), data: .text("DevId/Man"))]))
        ])

    @Test(arguments: WBXMLVersion.allCases)
    func `WBX-01: the Results of an interior node, in each version of WBXML`(version: WBXMLVersion) throws {
        var bytes = octets(Self.results)
        bytes[0] = version.rawValue
        let reading = try WBXMLReader().read(bytes)
        #expect(reading.message == Self.resultsMessage)
        #expect(reading.tolerances == [])
        #expect(reading.places == [.octet(50)])
        #expect(WBXMLWriter(version: version).write(reading.message) == bytes)
    }

    @Test func `the fast way of a reply writes the same octets`() throws {
        guard case .results(let results)? = Self.resultsMessage.commands.first else { return }
        let bytes = WBXMLWriter().write(
            version: .v1_2, header: Self.resultsMessage.header, statuses: [], results: [results])
        #expect(bytes == octets(Self.results))
        let open = WBXMLWriter().write(version: .v1_1, header: nil, statuses: [], results: [], isFinal: false)
        #expect(open == octets("02 9f53 6a 00 6d 2c 6b 01 01"))
    }

    /// The headers of these vectors have nothing but VerDTD.
    private static let missing: [Tolerance.Kind] = [
        .missingVerProto, .missingSessionID, .missingMessageID, .missingTarget, .missingSource,
    ]

    @Test func `the shortest document of 1.1`() throws {
        let bytes = octets("029f536a006d6c7103312e310001016b120101")
        let reading = try WBXMLReader().read(bytes)
        #expect(reading.message.version == .v1_1)
        #expect(reading.message.header?.verDTD == "1.1")
        #expect(reading.message.commands == [])
        #expect(reading.message.isFinal)
        #expect(reading.tolerances.map(\.kind) == [.markup1_1] + Self.missing)
    }

    @Test func `CDATA becomes octets`() throws {
        let bytes = octets("02a4016a006d6c7103312e320001016b464b033200014fc3033c613e0101120101")
        let reading = try WBXMLReader().read(bytes)
        // An Alert's Data is a number, which "<a>" is not.
        #expect(reading.message.commands == [.alert(Alert(id: "2", code: nil))])
        #expect(reading.tolerances.map(\.kind) == Self.missing + [.opaqueText, .codeIsNoNumber])
        let item = Item(data: .markup("<a>"))
        let written = WBXMLWriter().write(Message(commands: [.access(AccessCommand(.add, id: "2", items: [item]))]))
        #expect(written == octets("02a4016a00 6d 2c 6b 45 4b 03 3200 01 54 4f c303 3c613e 01 01 01 12 01 01"))
    }

    static let tree = """
        02 0000 6a 1b \(string("-//OMA//DTD-DM-DDF 1.2//EN")) 0002 60 77 03 \(string("1.2")) 01 64 66 03 \(string("A")) 01 \
        01 01
        """
    static let treeMarkup = """
        <MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node><NodeName>A</NodeName></Node></MgmtTree>
        """

    @Test func `a serialised tree has its identifier in the string table`() throws {
        let bytes = octets(Self.tree)
        let element = try WBXMLDocument.read(bytes)
        #expect(element == (try XMLElement.read(Array(Self.treeMarkup.utf8))))
        #expect(WBXMLDocument.write(element, as: .deviceDescription12) == bytes)
    }

    @Test func `WBX-03: texts in the string table are the same as texts in place`() throws {
        let bytes = octets(
            """
            02 a401 6a 13 \(string("./DevInfo")) \(string("DevId/Man").dropLast(4)) 00 6d 6c 71 03 \(string("1.2")) 01 \
            72 03 \(string("DM/1.2")) 01 65 03 3100 01 5b 03 3100 01 6e 57 03 6100 01 01 67 57 03 6200 01 01 01 6b 62 \
            4b 03 3400 01 5c 03 3100 01 4c 03 3400 01 54 67 57 83 00 01 01 5a 0001 47 03 \(string("node")) 01 01 0000 \
            4f 83 0a 03 \(string("n")) 01 01 01 12 01 01
            """)
        let reading = try WBXMLReader().read(bytes)
        #expect(reading.message == Self.resultsMessage)
        #expect(reading.tolerances == [])
    }

    @Test func `WBX-04: octets under Format bin stay octets, and are written so`() throws {
        let item = Item(target: "./A", meta: Meta(format: .bin), data: .bytes([0x61, 0x00, 0xFF]))
        let message = Message(commands: [.access(AccessCommand(.replace, id: "1", items: [item]))])
        let bytes = WBXMLWriter().write(message)
        #expect(bytes.contains([0x4F, 0xC3, 0x03, 0x61, 0x00, 0xFF, 0x01]))
        #expect(try WBXMLReader().read(bytes).message == message)
        let text = Item(target: "./A", meta: Meta(format: .b64), data: .bytes([0x61, 0x00, 0xFF]))
        let written = WBXMLWriter().write(Message(commands: [.access(AccessCommand(.replace, id: "1", items: [text]))]))
        #expect(written.contains(Array("\u{3}YQD/\u{0}".utf8)))
    }

    @Test func `WBX-07: a doubled switch of code page does nothing, a missing one is an error`() throws {
        let doubled = binary(
            "45 4b 03 3100 01 54 5a 0001 0001 47 03 \(string("int")) 01 01 0000 0000 4f 03 3100 01 01 01")
        let item = Item(meta: Meta(format: .int), data: .text("1"))
        #expect(
            try WBXMLReader().read(doubled).message.commands
                == [.access(AccessCommand(.add, id: "1", items: [item]))])
        let missing = binary("45 4b 03 3100 01 54 5a 47 03 \(string("int")) 01 01 4f 03 3100 01 01 01")
        #expect(error(in: missing)?.code == .wbxml(.codePage))
        #expect(error(in: missing)?.place == .octet(24))
        let missingBack = binary("45 4b 03 3100 01 54 5a 0001 47 03 \(string("int")) 01 01 4f 03 3100 01 01 01")
        #expect(error(in: missingBack)?.code == .wbxml(.codePage))
    }
}
