import Testing
import XML

/// What a reader must refuse, with the place where it stands.
struct XMLRefusalTests {
    @Test(arguments: [
        ("", XMLError.Code.empty, "line 1, column 1"),
        ("   \n ", .empty, "line 2, column 2"),
        ("text", .notWellFormed, "line 1, column 1"),
        ("<a>\n<b>\n</a>", .notWellFormed, "line 3, column 1"),
        ("<a>\n <b", .notWellFormed, "line 2, column 4"),
        ("<a><b></b>", .notWellFormed, "line 1, column 11"),
        ("<a>\n  <b c=“1”/></a>", .notWellFormed, "line 2, column 8"),
        ("<a>&nbsp;</a>", .entity, "line 1, column 10"),
        ("<!DOCTYPE a SYSTEM 'x'><a>&x;</a>", .entity, "line 1, column 30"),
        ("<!DOCTYPE a SYSTEM 'x'><a b='&x;'/>", .entity, "line 1, column 33"),
        ("<a/>\n<b/>", .secondRoot, "line 2, column 1"),
        ("<a/>\nb", .notWellFormed, "line 2, column 1"),
        ("<a>\n<?xml version='1.0'?></a>", .notWellFormed, "line 2, column 1"),
        ("<a>\u{1}</a>", .invalidEncoding, "line 1, column 4"),
        ("<a>\u{FFFF}</a>", .invalidEncoding, "line 1, column 4"),
        ("<a b='1' b='2'/>", .notWellFormed, "line 1, column 15"),
        ("<?xml version='1.0' encoding='no-such'?><a/>", .unsupportedEncoding, "line 1, column 1"),
    ])
    func `bad text is refused with its place`(text: String, code: XMLError.Code, place: String) {
        let error = error(in: Array(text.utf8))
        #expect(error?.code == code)
        #expect(error?.place.description == place)
        #expect(error?.message.isEmpty == false)
    }

    @Test(arguments: [
        "<!ENTITY e 'x'>", "<!ENTITY % p 'x'>", "<!ENTITY e SYSTEM 'file:///etc/passwd'>", "<!ELEMENT a ANY>",
        "<!ATTLIST a b CDATA 'c'>", "<!ATTLIST a b (c|d) 'c'>", "<!NOTATION n SYSTEM 'n'>",
        "<!ENTITY u SYSTEM 'u' NDATA n>", "%p;",
        "<!ENTITY a '1111111111'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>",
    ])
    func `a document type that declares something is refused`(declaration: String) {
        let text = "<!DOCTYPE a [\(declaration)]><a>&c;</a>"
        #expect(error(in: Array(text.utf8))?.code == .documentType)
    }

    /// So many attributes or declarations, each with its own name.
    private static func tag(_ count: Int, declaring: Bool = false, inside: String = "") -> String {
        let attributes = (0..<count).map { " \(declaring ? "xmlns:" : "")a\($0)='\(declaring ? "u" : ">")'" }
        return "<e\(attributes.joined())>\(inside)</e>"
    }

    @Test(arguments: [false, true])
    func `attributes and declarations are limited before libxml2 compares them`(declaring: Bool) {
        #expect(error(in: Array(Self.tag(256, declaring: declaring).utf8)) == nil)
        let text = "<r>\n <a/>" + Self.tag(257, declaring: declaring) + "</r>"
        #expect(error(in: Array(text.utf8))?.code == .tooManyAttributes)
        #expect(error(in: Array(text.utf8))?.place == XMLPlace(line: 2, column: 6))
        // Compared with each other, so many would take hours.
        #expect(error(in: Array(Self.tag(400_000, declaring: declaring).utf8))?.code == .tooManyAttributes)
        let text16 = Self.tag(257, declaring: declaring).utf16
        let units = text16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let utf16: [UInt8] = [0xFF, 0xFE] + units
        #expect(error(in: utf16)?.code == .tooManyAttributes)
    }

    @Test(arguments: [("<", "/>"), ("<e ", "='1'/>")])
    func `different names are limited before libxml2 looks long for each`(start: String, end: String) {
        func text(_ count: Int) -> [UInt8] {
            Array("<r>\n\((0..<count).map { "\(start)n\($0)\(end)" }.joined())</r>".utf8)
        }
        #expect(error(in: text(19_000)) == nil)
        #expect(error(in: text(250_000))?.code == .tooManyNames)
        #expect(error(in: text(250_000))?.place.line == 2)
    }

    @Test(arguments: [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?p ", "?>")])
    func `what only looks like a tag with many attributes is read`(start: String, end: String) {
        let text = "<r>\(start)\(Self.tag(300))\(end)<a b='1'/></r>"
        #expect(error(in: Array(text.utf8)) == nil)
        #expect(error(in: Array("<r>\(text)\(Self.tag(300))</r>".utf8))?.code == .tooManyAttributes)
    }

    @Test func `the declarations that count at one place are limited`() {
        func nested(_ count: Int) -> [UInt8] {
            Array(Self.tag(128, declaring: true, inside: Self.tag(count, declaring: true)).utf8)
        }
        #expect(error(in: nested(128)) == nil)
        #expect(error(in: nested(129))?.code == .tooManyAttributes)
        let siblings = (0..<100).map { _ in Self.tag(200, declaring: true) }.joined()
        #expect(error(in: Array("<r>\(siblings)</r>".utf8)) == nil)
    }

    @Test func `nesting is limited`() {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)).utf8)
        }
        #expect(error(in: nested(64)) == nil)
        #expect(error(in: nested(65))?.code == .tooDeep)
        #expect(error(in: nested(65))?.place == XMLPlace(line: 1, column: 64 * 3 + 1))
        #expect(error(in: nested(100_000))?.code == .tooDeep)
    }

    @Test(arguments: ["<N/>", "<a N='1'/>", "<?N x?><a/>", "<N:a xmlns:N='u'/>", "<a><b/><N>x</N></a>"])
    func `names are limited`(form: String) {
        func text(_ length: Int) -> [UInt8] {
            let name = String(repeating: "n", count: length)
            return Array(form.split(separator: "N", omittingEmptySubsequences: false).joined(separator: name).utf8)
        }
        #expect(error(in: text(4096)) == nil)
        #expect(error(in: text(4097))?.code == .nameTooLong)
        #expect(error(in: text(60_000)) != nil)
    }

    @Test func `the size is limited`() {
        let limits = XMLLimits(maximumBytes: 100)
        #expect(error(in: Array("<a>\(String(repeating: "x", count: 93))</a>".utf8), limits: limits) == nil)
        #expect(error(in: Array("<a>\(String(repeating: "x", count: 94))</a>".utf8), limits: limits)?.code == .tooLarge)
    }

    @Test func `a long text is read whole`() throws {
        let text = String(repeating: "0123456789abcdef", count: 800_000)
        let element = try XMLElement.read(Array("<a>\(text)</a>".utf8))
        #expect(element.text == text)
    }

    static let invalid: [[UInt8]] = [
        [0x80], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
    ]

    @Test(arguments: invalid)
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let error = error(in: Array("<a>\n  ".utf8) + bytes + Array("</a>".utf8))
        #expect(error?.code == .invalidEncoding)
        #expect(error?.place == XMLPlace(line: 2, column: 3))
    }

    @Test func `a zero byte, or half a declaration between documents, is refused`() {
        #expect(error(in: Array("<a>x\0y</a>".utf8))?.code != nil)
        #expect(error(in: Array("<a/>\0".utf8))?.code != nil)
        #expect(error(in: Array("<a/>\0<b/>".utf8), severalRoots: true)?.code != nil)
        #expect(error(in: Array("<a/><?xml?><b/>".utf8), severalRoots: true)?.code == .notWellFormed)
        #expect(error(in: [0])?.code == .notWellFormed)
    }
}
