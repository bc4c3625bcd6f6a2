import Testing
import XML

struct XMLWriterTests {
    private func text(of writer: borrowing XMLWriter) -> String {
        String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("plain é 😀", "plain é 😀"), ("a<b>c&d\"'", "a&lt;b&gt;c&amp;d\"'"), ("1\r\n2\t3", "1&#xD;\n2\t3"),
        ("\u{0}\u{8}\u{1F}", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
        ("\u{FFFD}\u{EFFF}\u{E000}", "\u{FFFD}\u{EFFF}\u{E000}"), ("", ""), ("&", "&amp;"),
    ])
    func `text is escaped where it must be`(text: String, expected: String) {
        var writer = XMLWriter()
        writer.text(text)
        #expect(self.text(of: writer) == expected)
    }

    @Test func `quotes and line breaks are escaped in attributes`() {
        var writer = XMLWriter()
        writer.attributeValue("a\"b\n\tc<'")
        #expect(text(of: writer) == "a&quot;b&#xA;&#x9;c&lt;'")
    }

    @Test func `elements are written on one line, or indented for people`() {
        func write(_ writer: inout XMLWriter) {
            writer.open("a", "xmlns=\"u\"")
            writer.leaf("b", text: "1")
            writer.open("c")
            writer.empty("d")
            writer.leaf("e", "f=\"2\"", text: "")
            writer.close("c")
            writer.open(named: "g")
            writer.close(named: "g")
            writer.close("a")
        }
        var wire = XMLWriter()
        write(&wire)
        #expect(text(of: wire) == "<a xmlns=\"u\"><b>1</b><c><d/><e f=\"2\"/></c><g></g></a>")
        var pretty = XMLWriter(isPretty: true)
        write(&pretty)
        let expected = """
            <a xmlns="u">
              <b>1</b>
              <c>
                <d/>
                <e f="2"/>
              </c>
              <g>
              </g>
            </a>
            """
        #expect(text(of: pretty) == expected)
        wire.removeAll()
        write(&wire)
        #expect(text(of: wire).utf8.count == 53)
    }
}
