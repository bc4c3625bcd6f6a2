import SyncML
import Testing
import XML

/// What is odd about a binary message and read all the same.
struct WBXMLToleranceTests {
    /// Leniencies that only a text can need, or that its tree does not show.
    static let ofTextOnly: Set<Tolerance.Kind> = [
        .byteOrderMark, .utf16, .wrongEncodingDeclared, .documentType, .comment, .processingInstruction, .characterData,
        .layout, .missingRootNamespace, .foreignRootNamespace, .foreignNamespace, .metaWithoutNamespace,
        .metaInForeignNamespace, .undeclaredPrefix, .namespaceFault,
    ]

    @Test(arguments: ToleranceTests.texts)
    func `what is odd in XML is as odd in WBXML, and means the same`(text: String, kinds: [Tolerance.Kind]) throws {
        let root = try XMLElement.read(Array(text.utf8))
        let language: WBXMLLanguage =
            switch root.namespace {
            case "SYNCML:SYNCML1.1": .syncML11
            case "SYNCML:SYNCML1.0": .syncML10
            default: .syncML12
            }
        let bytes = try #require(WBXMLDocument.write(root, as: language))
        let binary = try WBXMLReader().read(bytes)
        let xml = try read(text)
        var expected = xml.message.withPlainMarkup
        // Those two rows have VerDTD 1.2 in the mark-up of another version, where WBXML goes by VerDTD.
        if language != .syncML12 { expected.version = .v1_2 }
        #expect(binary.message.withPlainMarkup == expected)
        let wanted = kinds.filter { !Self.ofTextOnly.contains($0) && $0 != .markup1_1 && $0 != .markup1_0 }
        let found = binary.tolerances.map(\.kind).filter { $0 != .publicID }
        #expect(found.map(\.rawValue).sorted() == wanted.map(\.rawValue).sorted())
        #expect(binary.tolerances.contains { $0.kind == .publicID } == (language != .syncML12))
        #expect(binary.places.count == xml.places.count)
    }

    /// A header that names a language, VerDTD, and what becomes of them.
    static let identifiers: [(String, String, MarkupVersion, [Tolerance.Kind])] = [
        ("02 a401 6a 00", "1.2", .v1_2, []),
        ("02 9f53 6a 00", "1.1", .v1_1, [.markup1_1]),
        ("02 9f51 6a 00", "1.0", .v1_1, [.markup1_0]),
        ("02 a401 6a 00", "1.1", .v1_1, [.publicID, .markup1_1]),
        ("02 9f53 6a 00", "1.2", .v1_2, [.publicID]),
        ("02 01 6a 00", "1.2", .v1_2, [.publicID]),
        ("02 01 6a 00", "1.1", .v1_1, [.publicID, .markup1_1]),
        ("02 8700 6a 00", "1.2", .v1_2, [.publicID]),
        ("02 a403 6a 00", "1.2", .v1_2, [.publicID]),
        ("02 0000 6a 1e \(string("-//SYNCML//DTD SyncML 1.2//EN"))", "1.2", .v1_2, []),
        ("02 0002 6a 20 6100 \(string("-//syncml//dtd syncml 1.1//en"))", "1.1", .v1_1, [.markup1_1]),
        ("02 0000 6a 1d \(string("-//SYNCML//DTD SyncML 1.1//EN").dropLast(2))", "1.2", .v1_2, [.publicID]),
        ("02 0000 6a 02 \(string("x"))", "1.2", .v1_2, [.publicID]),
        ("01 a401 00 00", "1.2", .v1_2, []),
        ("03 a401 03 00", "1.2", .v1_2, []),
        ("02 a401 6a 00", "2.0", .v1_2, []),
    ]

    /// What the short headers of these tests lack.
    private static let missing: Set<Tolerance.Kind> = [
        .missingVerDTD, .missingVerProto, .missingSessionID, .missingMessageID, .missingTarget, .missingSource,
    ]

    @Test(arguments: identifiers)
    func `VerDTD tells the version where the public identifier is wrong`(
        header: String, verDTD: String, version: MarkupVersion, kinds: [Tolerance.Kind]
    ) throws {
        let reading = try WBXMLReader().read(octets("\(header) 6d 6c 71 03 \(string(verDTD)) 01 01 6b 12 01 01"))
        #expect(reading.message.version == version)
        #expect(reading.message.isFinal)
        #expect(reading.tolerances.map(\.kind).filter { !Self.missing.contains($0) } == kinds)
    }

    /// Content of a body, the command it is, the leniencies beside those of the header.
    static let bodies: [(String, Command, [Tolerance.Kind])] = [
        ("45 4b c3 01 31 01 01", .access(AccessCommand(.add, id: "1")), [.opaqueText]),
        ("45 4b 02 31 02 87c929 01 01", .access(AccessCommand(.add, id: "1\u{1E4A9}")), []),
        ("45 4b 03 3100 c3 01 32 03 3300 01 01", .access(AccessCommand(.add, id: "123")), [.opaqueText]),
        ("45 4b 03 2031 00 01 01", .access(AccessCommand(.add, id: "1")), [.blanksTrimmed]),
        ("05", .access(AccessCommand(.add, id: nil)), [.missingCommandID]),
        ("5f 4b 03 3100 01 54 4f 03 3200 01 01 01", .unknown(UnknownCommand(name: "Put", id: "1")), []),
        ("c5 04 00 83 00 01 4b 03 3100 01 01", .access(AccessCommand(.add, id: "1")), [.attributes]),
        ("45 4b 03 3100 01 03 7800 01", .access(AccessCommand(.add, id: "1")), [.strayText]),
        (
            "45 4b 03 3100 01 54 4f c3 02 c3a9 01 01 01",
            .access(AccessCommand(.add, id: "1", items: [Item(data: .text("é"))])), []
        ),
        (
            "45 4b 03 3100 01 54 4f c3 01 e9 01 01 01",
            .access(AccessCommand(.add, id: "1", items: [Item(data: .bytes([0xE9]))])), []
        ),
        (
            "45 4b 03 3100 01 54 4f 0001 45 4a 03 3100 01 01 0000 01 01 01",
            .access(
                AccessCommand(
                    .add, id: "1",
                    items: [Item(data: .markup("<Anchor xmlns=\"syncml:metinf\"><Last>1</Last></Anchor>"))])),
            [.markupInData]
        ),
    ]

    @Test(arguments: bodies)
    func `odd content is read`(content: String, command: Command, kinds: [Tolerance.Kind]) throws {
        let reading = try WBXMLReader().read(binary(content, before: "02 a401 6a 02 7800"))
        #expect(reading.message.commands == [command])
        #expect(reading.tolerances.map(\.kind).filter { !Self.missing.contains($0) } == kinds)
    }

    @Test func `names without a token stand in the string table`() throws {
        let unknown = Command.unknown(UnknownCommand(name: "é-x.y", id: "7"))
        let bytes = WBXMLWriter().write(Message(commands: [unknown]))
        #expect(bytes == octets("02 a401 6a 07 c3a92d782e7900 6d 2c 6b 44 00 4b 03 3700 01 01 12 01 01"))
        #expect(try WBXMLReader().read(bytes).message.commands == [unknown])
    }

    @Test func `octets after the end are ignored`() throws {
        let reading = try WBXMLReader().read(binary("05") + [0, 0, 0])
        #expect(reading.message.commands.count == 1)
        #expect(reading.tolerances.last == Tolerance(.trailingBytes, at: .octet(binary("05").count)))
    }

    @Test func `text with a zero is octets`() throws {
        let message = Message(commands: [
            .access(AccessCommand(.add, id: "1", items: [Item(target: "./A", data: .text("a\u{0}b"))]))
        ])
        let bytes = WBXMLWriter().write(message)
        #expect(bytes.contains([0x4F, 0xC3, 0x03, 0x61, 0x00, 0x62]))
        #expect(try WBXMLReader().read(bytes).message == message)
    }

    @Test func `a binary message is known by its first octet`() {
        #expect(WBXMLReader.recognizes(binary("05")))
        #expect(!WBXMLReader.recognizes(Array("<SyncML/>".utf8)))
        #expect(!WBXMLReader.recognizes([0xFF, 0xFE, 0x3C, 0x00]))
        #expect(!WBXMLReader.recognizes([UInt8]()))
    }
}
