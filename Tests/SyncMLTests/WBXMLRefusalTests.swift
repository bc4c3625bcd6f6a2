import SyncML
import Testing
import XML

/// WBX-06: what is damaged is an error with the offset and what to do.
struct WBXMLRefusalTests {
    /// What is wrong, the octets, the fault and where it is found.
    static let documents: [(String, [UInt8], WBXMLFault, Int)] = [
        ("nothing", [], .truncated, 0),
        ("version 2", octets("10 a401 6a 00"), .version, 0),
        ("text", Array("<SyncML/>".utf8), .version, 0),
        ("a header only", octets("02 a401 6a 00"), .truncated, 5),
        ("a number that never ends", octets("02 ffffffffffffffff"), .number, 1),
        ("a number of 33 bits", octets("02 9080808000 6a 00 6d"), .number, 1),
        ("another character set", octets("02 a401 04 00 6d 6b 01 01"), .characterSet, 3),
        ("a string table longer than all", octets("02 a401 6a 20 6d 6b 01 01"), .truncated, 9),
        ("an identifier outside of the table", octets("02 0005 6a 01 00 6d"), .stringTable, 0),
        ("an element that ends before it began", octets("02 a401 6a 00 01"), .unknownToken, 5),
        ("a reserved token", binary("70 01"), .unknownToken, 16),
        ("a token beyond the page", binary("7e 01"), .unknownToken, 16),
        ("a code page that is none", binary("0003 45"), .unknownToken, 18),
        ("a page that does not belong", binary("0001 45"), .codePage, 18),
        ("an element of SyncML in Meta", binary("45 5a 4f 01 01 01"), .codePage, 18),
        ("attributes", binary("c5 05 01 01"), .foreignConstruct, 17),
        ("an extension", binary("40 00"), .foreignConstruct, 16),
        ("a processing instruction", binary("43 05 01"), .foreignConstruct, 16),
        ("text that never ends", octets("02 a401 6a 00 6d 6c 71 03 31"), .truncated, 10),
        ("octets longer than all", binary("45 4b c3 70 31"), .truncated, 24),
        ("octets without end", binary("45 4b c3 ff ff ff ff 7f"), .number, 19),
        ("text that is not UTF-8", binary("45 4b 03 ff00 01 01"), .invalidText, 18),
        ("octets that are no text", binary("45 4b c3 01 ff 01 01"), .invalidText, 18),
        ("half a surrogate pair", binary("45 4b 02 83b000 01 01"), .invalidText, 18),
        ("the character 0", binary("45 4b 02 00 01 01"), .invalidText, 18),
        ("a reference beyond the table", binary("45 4b 83 01 01 01"), .stringTable, 18),
        ("a name that is none", binary("44 00 01", before: "02 a401 6a 02 3c00"), .invalidName, 18),
    ]

    @Test(arguments: documents)
    func `what is damaged is refused`(what: String, bytes: [UInt8], fault: WBXMLFault, offset: Int) {
        let error = error(in: bytes)
        #expect(error?.code == .wbxml(fault), "\(what): \(String(describing: error))")
        #expect(error?.place == .octet(offset), "\(what)")
        #expect(error?.message.hasSuffix(".") == true || error?.message.hasSuffix("?") == true, "\(what)")
    }

    @Test func `an error names the byte offset`() {
        let text = error(in: octets("02 a401 6a 00 6d"))?.description
        #expect(text == "byte offset 6: The octets end in the middle of the document; was the whole body received?")
    }

    @Test func `what is no message is refused as in XML`() {
        #expect(error(in: octets("02 a401 6a 00 6d 01"))?.code == .missingBody)
        #expect(error(in: octets("02 a401 6a 00 2d"))?.code == .missingBody)
        #expect(error(in: octets("02 a401 6a 00 6c 01"))?.code == .wrongRoot)
        #expect(error(in: octets("02 a403 6a 00 4a 01"))?.code == .wrongRoot)
        #expect(error(in: octets("02 a401 6a 00 6c 01"))?.place == .octet(5))
    }

    @Test func `deep nesting is refused, not followed`() {
        let deep = octets("02 a401 6a 00 6d 6b") + [UInt8](repeating: 0x48, count: 100_000)
        #expect(error(in: deep)?.code == .wbxml(.tooDeep))
        let unseen = octets("02 a401 6a 00 6d 6b 5f") + [UInt8](repeating: 0x48, count: 100_000)
        #expect(error(in: unseen)?.code == .wbxml(.tooDeep))
        let inData = octets("02 a401 6a 00 6d 6b 45 54 4f") + [UInt8](repeating: 0x48, count: 100_000)
        #expect(error(in: inData)?.code == .wbxml(.tooDeep))
    }

    @Test func `a long text that is referred to again and again does not fill the memory`() {
        let table = [UInt8](repeating: 0x61, count: 10_000)
        let head = octets("02 a401 6a ce 10") + table + octets("6d 6b 45 54 4f")
        let references = (0..<40).flatMap { _ in octets("83 00") }
        let reader = WBXMLReader(limits: XMLLimits(maximumBytes: 300_000))
        #expect(throws: SyncMLError(code: .wbxml(.tooLarge), message: "", place: .octet(0))) {
            try reader.read(head + references)
        }
    }

    @Test func `a document inside that would grow beyond measure stays octets`() throws {
        let table = [UInt8](repeating: 0x61, count: 8191)
        let references = [UInt8]((0..<1000).flatMap { _ in octets("83 00") })
        let inner = octets("02 a403 6a bf 7f") + table + octets("4a 49") + references + octets("01 01")
        let length = [UInt8(0x80 | inner.count >> 7), UInt8(inner.count & 0x7F)]
        let bytes = octets("02 a401 6a 00 6d 6b 45 54 4f c3") + length + inner + octets("01 01 01 01 01")
        let item = Item(data: .bytes(inner))
        #expect(
            try WBXMLReader().read(bytes).message.commands == [.access(AccessCommand(.add, id: nil, items: [item]))])
    }

    @Test func `a message larger than the limit is refused before it is looked at`() {
        let reader = WBXMLReader(limits: XMLLimits(maximumBytes: 10))
        #expect(throws: SyncMLError(code: .wbxml(.tooLarge), message: "", place: .octet(0))) {
            try reader.read([UInt8](repeating: 1, count: 11))
        }
    }

    @Test func `a document inside a document inside a document is not followed for ever`() throws {
        var inner = octets(WBXMLVectorTests.tree)
        for _ in 0..<200 {
            let length = [
                UInt8(0x80 | inner.count >> 14), UInt8(0x80 | inner.count >> 7 & 0x7F), UInt8(inner.count & 0x7F),
            ]
            inner = octets("02 a401 6a 00 6d 6b 45 54 4f c3") + length + inner + octets("01 01 01 01 01")
        }
        #expect(try WBXMLReader().read(inner).message.commands.count == 1)
        #expect(try WBXMLDocument.read(inner).name == "SyncML")
    }
}
