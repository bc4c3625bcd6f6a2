import Testing
import XML

struct TextEncodingTests {
    static func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return bigEndian ? bytes.reversed() : bytes
        }
    }

    private func read(_ bytes: [UInt8]) throws(XMLError) -> (events: [String], oddities: TextEncoding.Oddities) {
        var recorder = EventRecorder()
        let oddities = try XMLParser().parse(bytes, handler: &recorder)
        return (recorder.events, oddities)
    }

    @Test(arguments: [false, true], [false, true])
    func `UTF-16 is read in either order, with and without mark`(bigEndian: Bool, mark: Bool) throws {
        let declarations: [(String, TextEncoding.Oddities)] = [
            ("", .utf16), ("<?xml version='1.0' encoding='utf-16'?>", .utf16),
            ("<?xml version='1.0' encoding='UTF-8'?>", [.utf16, .wrongDeclaration]),
        ]
        for (declaration, oddities) in declarations {
            let text = declaration + "<a>é€😀</a>"
            let result = try read(Self.utf16(text, bigEndian: bigEndian, mark: mark))
            #expect(result.events == ["<a", "'é€😀", ">"])
            #expect(result.oddities == oddities)
        }
    }

    static let narrow: [(text: String, oddities: TextEncoding.Oddities)] = [
        ("<a>é</a>", []), ("\u{FEFF}<a>é</a>", .byteOrderMark),
        ("<?xml version='1.0' encoding='UTF-16'?><a>é</a>", .wrongDeclaration),
        ("<?xml version='1.0' encoding=\"utf-8\"?><a>é</a>", []),
        ("\u{FEFF}<?xml version='1.0' encoding='windows-1252'?><a>é</a>", [.byteOrderMark, .wrongDeclaration]),
    ]

    @Test(arguments: narrow)
    func `UTF-8 is read whatever is declared`(text: String, oddities: TextEncoding.Oddities) throws {
        let result = try read(Array(text.utf8))
        #expect(result.events == ["<a", "'é", ">"])
        #expect(result.oddities == oddities)
    }

    @Test(arguments: [("iso-8859-1", 0xE9, "é"), ("windows-1252", 0x80, "€"), ("ISO-8859-15", 0xA4, "€")])
    func `other declared encodings are read`(name: String, byte: Int, character: String) throws {
        let bytes = Array("<?xml version='1.0' encoding='\(name)'?><a>".utf8) + [UInt8(byte)] + Array("<b/></a>".utf8)
        #expect(try read(bytes).events == ["<a", "'" + character, "<b", ">", ">"])
    }

    @Test(arguments: ["Shift_JIS", "EUC-JP", "UTF-7"])
    func `bytes that the declared encoding does not have are refused`(name: String) {
        let bytes = Array("<?xml version='1.0' encoding='\(name)'?>\n<a>".utf8) + [0xFF, 0xFF] + Array("</a>".utf8)
        #expect(error(in: bytes)?.code == .invalidEncoding)
        #expect(error(in: bytes)?.place.line == 2)
    }

    @Test func `broken UTF-16 is refused with its place`() {
        let odd = Self.utf16("<a>\n</a>", bigEndian: false, mark: true) + [0x20]
        #expect(error(in: odd)?.code == .invalidEncoding)
        #expect(error(in: odd)?.place == XMLPlace(line: 2, column: 5))
        for lone: [UInt8] in [[0x00, 0xD8], [0x00, 0xDC], [0x00, 0xD8, 0x00, 0xD8]] {
            let bytes = [0xFF, 0xFE] + Self.utf16("<a>", bigEndian: false, mark: false) + lone
            #expect(error(in: bytes)?.code == .invalidEncoding)
            #expect(error(in: bytes)?.place == XMLPlace(line: 1, column: 4))
        }
        #expect(error(in: [0xFF, 0xFE])?.code == .empty)
        #expect(error(in: [0xFF])?.code == .invalidEncoding)
    }
}
