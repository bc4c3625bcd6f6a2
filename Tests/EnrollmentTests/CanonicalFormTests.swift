import Testing

@testable import Enrollment

@Suite("The canonical form (Exclusive XML Canonicalization 1.0)")
struct CanonicalFormTests {
    private static func declare(_ prefix: String, _ namespace: String) -> SOAPElement.Declaration {
        SOAPElement.Declaration(prefix, namespace)
    }

    static let rows: [(rule: String, element: SOAPElement, wire: String, canonical: String)] = [
        ("an empty element has both tags", SOAPElement("e"), "<e/>", "<e></e>"),
        (
            "a declaration moves to where it is used",
            SOAPElement("r", declaring: [declare("a", "urn:a")], [SOAPElement("a:x"), SOAPElement("a:y")]),
            "<r xmlns:a=\"urn:a\"><a:x/><a:y/></r>",
            "<r><a:x xmlns:a=\"urn:a\"></a:x><a:y xmlns:a=\"urn:a\"></a:y></r>"
        ),
        (
            "a declaration that is in force is not repeated",
            SOAPElement("a:r", declaring: [declare("a", "urn:a")], [SOAPElement("a:x", ["a:k": "v"])]),
            "<a:r xmlns:a=\"urn:a\"><a:x a:k=\"v\"/></a:r>", "<a:r xmlns:a=\"urn:a\"><a:x a:k=\"v\"></a:x></a:r>"
        ),
        (
            "a declaration without use is left out",
            SOAPElement("r", declaring: [declare("a", "urn:a")]), "<r xmlns:a=\"urn:a\"/>", "<r></r>"
        ),
        (
            "declarations are sorted by prefix, attributes by namespace and name",
            SOAPElement(
                "r", declaring: [declare("b", "urn:1"), declare("a", "urn:2"), declare("", "urn:3")],
                ["b:z": "1", "a:c": "2", "y": "3", "x": "4"]),
            "<r xmlns:b=\"urn:1\" xmlns:a=\"urn:2\" xmlns=\"urn:3\" b:z=\"1\" a:c=\"2\" y=\"3\" x=\"4\"/>",
            "<r xmlns=\"urn:3\" xmlns:a=\"urn:2\" xmlns:b=\"urn:1\" x=\"4\" y=\"3\" b:z=\"1\" a:c=\"2\"></r>"
        ),
        (
            "text is escaped as XML demands",
            SOAPElement("r", text: "a<b>&\r\"'"), "<r>a&lt;b&gt;&amp;&#xD;\"'</r>", "<r>a&lt;b&gt;&amp;&#xD;\"'</r>"
        ),
    ]

    @Test("each rule", arguments: rows)
    func rule(row: (rule: String, element: SOAPElement, wire: String, canonical: String)) {
        #expect(String(decoding: row.element.wireForm, as: UTF8.self) == row.wire)
        #expect(String(decoding: row.element.canonicalForm(), as: UTF8.self) == row.canonical, "\(row.rule)")
    }

    @Test("a namespace from outside is declared on the element that is cut out")
    func scope() {
        let form = SOAPElement("SignedInfo").canonicalForm(in: ["": "urn:d", "a": "urn:a"])
        #expect(String(decoding: form, as: UTF8.self) == "<SignedInfo xmlns=\"urn:d\"></SignedInfo>")
    }
}
