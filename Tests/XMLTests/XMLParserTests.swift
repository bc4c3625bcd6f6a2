import Testing
import XML

struct XMLParserTests {
    @Test func `names of the vocabulary come as their index, others as text`() throws {
        let vocabulary = XMLVocabulary(names: ["a", "b"], namespaces: ["urn:one"])
        let text = "<a xmlns='urn:one'><b/><c/><x:b xmlns:x='urn:two'/><b xmlns=''/></a>"
        let expected = ["<{0}0", "<{0}1", ">", "<{0}c", ">", "<{urn:two}1", ">", "<1", ">", ">"]
        #expect(try events(of: text, vocabulary: vocabulary) == expected)
    }

    @Test(arguments: [
        ("<a>x</a>", ["<a", "'x", ">"]),
        ("<a>x&amp;y&#233;&lt;</a>", ["<a", "'x&yé<", ">"]),
        ("<a>1\r\n2\r3</a>", ["<a", "'1\n2\n3", ">"]),
        ("<a><![CDATA[<b>&]]></a>", ["<a", "[<b>&]", ">"]),
        ("<a><!-- c --><?p i?></a>", ["<a", "comment", "processingInstruction", ">"]),
        ("<a/>", ["<a", ">"]),
        ("<p:a>x</p:a>", ["undeclaredPrefix", "<a", "'x", ">"]),
        ("<!DOCTYPE a><a/>", ["documentType", "<a", ">"]),
        (
            "<!DOCTYPE a PUBLIC 'p' 'http://127.0.0.1:9/a.dtd' [<?v 1?>]><a/>",
            ["documentType", "processingInstruction", "<a", ">"]
        ),
        ("<?xml version='1.0' encoding='utf-16'?><a>é</a>", ["<a", "'é", ">"]),
    ])
    func `a document gives its events`(text: String, expected: [String]) throws {
        #expect(try events(of: text) == expected)
    }

    @Test(arguments: [
        ("<a/><b/>", ["<a", ">", "<b", ">"]),
        ("<a>1</a>\n<!-- c -->\n<b>2</b>\n", ["<a", "'1", ">", "comment", "<b", "'2", ">"]),
        ("<?xml version='1.0'?><a/>\n<?xml version='1.0'?>\n<b/>", ["<a", ">", "<b", ">"]),
    ])
    func `several documents can stand in one text`(text: String, expected: [String]) throws {
        #expect(try events(of: text, severalRoots: true) == expected)
        let expectedError: XMLError.Code = text.contains("?xml") ? .notWellFormed : .secondRoot
        #expect(error(in: Array(text.utf8))?.code == expectedError)
    }

    @Test func `places are those of the start tags, also behind the first root`() throws {
        let text = "<a>\n  <b\n x='1'/><é/>\n</a>\n  <c/>"
        var recorder = EventRecorder()
        let parser = XMLParser()
        try parser.parse(Array(text.utf8), severalRoots: true, handler: &recorder)
        let places = recorder.offsets.map { parser.place(of: $0).description }
        #expect(places == ["line 1, column 1", "line 2, column 3", "line 3, column 9", "line 5, column 3"])
    }

    @Test func `columns count characters, not bytes`() throws {
        var recorder = EventRecorder()
        let parser = XMLParser()
        try parser.parse(Array("<a>é€😀<b/></a>".utf8), handler: &recorder)
        #expect(parser.place(of: recorder.offsets[1]) == XMLPlace(line: 1, column: 7))
    }

    @Test func `one parser reads many documents and forgets each`() throws {
        let parser = XMLParser(vocabulary: XMLVocabulary(names: ["a"]))
        var failures = 0
        for round in 0..<2000 {
            var recorder = EventRecorder()
            // New names each time, so that the dictionary of names is renewed on the way.
            let text = round % 3 == 0 ? "<a><n\(round)></a>" : "<a><n\(round) m\(round)='1'/></a>"
            do {
                try parser.parse(Array(text.utf8), handler: &recorder)
                #expect(recorder.events == ["<0", "<n\(round)", ">", ">"])
            } catch {
                failures += 1
                #expect(error.place.line == 1)
            }
        }
        #expect(failures == 667)
    }
}
