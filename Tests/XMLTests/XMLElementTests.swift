import Testing
import XML

struct XMLElementTests {
    @Test func `a document becomes a value`() throws {
        let text = """
            <?xml version="1.0"?>
            <s:a xmlns:s="urn:s" xmlns="urn:d" x="1" s:y="a&amp;b">
              <b>one<![CDATA[<two>]]></b>
              <b z=''/>
              <c>  </c>
            </s:a>
            """
        let element = try XMLElement.read(Array(text.utf8))
        #expect(element.name == "a" && element.prefix == "s" && element.namespace == "urn:s")
        #expect(element.attribute("x") == "1" && element.attribute("y") == "a&b" && element.attribute("q") == nil)
        #expect(element.attributes.map(\.namespace) == [nil, "urn:s"])
        #expect(element.elements.map(\.name) == ["b", "b", "c"])
        #expect(element.all("b").map(\.text) == ["one<two>", ""])
        #expect(element.first("c")?.text == "  ")
        #expect(element.first("b")?.namespace == "urn:d")
        #expect(element.elements.map(\.place.line) == [3, 4, 5])
        #expect(element.first("b")?.place == XMLPlace(line: 3, column: 3))
    }

    @Test func `places do not count when elements are compared`() throws {
        let left = try XMLElement.read(Array("<a><b/></a>".utf8))
        let right = try XMLElement.read(Array("<a>\n  <b/>\n</a>".utf8))
        #expect(left == right)
    }

    @Test func `a DDF head with mark and bare document type is accepted`() throws {
        let text = """
            \u{FEFF}<?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE MgmtTree PUBLIC " -//OMA//DTD-DM-DDF 1.2//EN" "http://127.0.0.1:9/DM_DDF-V1_2.dtd"
              [<?oma-dm-ddf-ver supported-versions="1.2"?>]>
            <MgmtTree><VerDTD>1.2</VerDTD></MgmtTree>
            """
        #expect(try XMLElement.read(Array(text.utf8)).first("VerDTD")?.text == "1.2")
    }
}
