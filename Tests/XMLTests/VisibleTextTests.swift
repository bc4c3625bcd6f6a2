import Testing
import XML

/// What a terminal, a log and a JSON document are shown of text that came from outside.
@Suite("Visible text")
struct VisibleTextTests {
    /// Everything of which an attack was made: escape sequences, forged lines, reversed and hidden text.
    private static let dangerous: [Unicode.Scalar] = [
        "\u{0}", "\u{7}", "\u{8}", "\u{1B}", "\u{7F}", "\u{80}", "\u{85}", "\u{9B}", "\u{9D}", "\u{AD}", "\u{61C}",
        "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}",
        "\u{2060}", "\u{2066}", "\u{2069}", "\u{FEFF}", "\u{E0041}",
    ]

    @Test("Whatever steers a terminal or hides is shown by its number", arguments: dangerous)
    func hidden(_ scalar: Unicode.Scalar) {
        let number = String(scalar.value, radix: 16, uppercase: true)
        #expect(VisibleText.line("a\(scalar)b") == "a\\u{\(number)}b")
        #expect(VisibleText.lines("a\(scalar)b") == "a\\u{\(number)}b")
    }

    @Test("A line has no other line in it; a text that stands alone keeps its own")
    func lineBreaks() {
        #expect(VisibleText.line("a\nb\r\tc") == "a\\nb\\r\\tc")
        #expect(VisibleText.lines("a\nb\tc\r") == "a\nb\tc\\r")
    }

    @Test("Text in any script is left as it is", arguments: ["Größe", "電話", "тест", "שלום", "a b", "😀", "é"])
    func plain(_ text: String) {
        #expect(VisibleText.line(text) == text && VisibleText.json(text) == text && VisibleText.xml(text) == text)
    }

    @Test("JSON and XML mean the same after it")
    func documents() {
        #expect(VisibleText.json("\"a\u{9B}b\u{202E}\u{E0041}\"") == #""a\u009Bb\u202E\uDB40\uDC41""#)
        #expect(VisibleText.xml("<a>\u{9B}\u{202E}</a>") == "<a>&#x9B;&#x202E;</a>")
        #expect(VisibleText.json("{\n  \"a\" : 1\n}") == "{\n  \"a\" : 1\n}")
    }

    @Test("Quoted and cut texts say that they are cut")
    func cutting() {
        #expect(VisibleText.quoted("a\nb") == "'a\\nb'")
        #expect(VisibleText.quoted("abcdef", most: 3) == "'abc…'")
        #expect(VisibleText.cut("abcdef", most: 3) == "abc… (6 bytes)")
        #expect(VisibleText.cut("abc", most: 3) == "abc" && VisibleText.cut("äöü", most: 3) == "äöü")
    }
}
