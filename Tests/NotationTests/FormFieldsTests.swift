import Notation
import Testing

@Suite("The fields of a form")
struct FormFieldsTests {
    @Test(
        "Names and values are read in their order, a plus as a blank, escapes as what they stand for",
        arguments: [
            ("", []), ("&&", []), ("a=1&b=2", [("a", "1"), ("b", "2")]), ("a", [("a", "")]), ("=v", [("", "v")]),
            ("a=b=c", [("a", "b=c")]),
            (
                "user=meg%40lab&password=correct+horse",
                [
                    ("user", "meg@lab"), ("password", "correct horse"),
                ]
            ), ("a=%2B%26%3D", [("a", "+&=")]), ("n%C3%A4me=%E2%82%AC", [("näme", "€")]),
        ] as [(String, [(String, String)])])
    func read(_ row: (text: String, fields: [(String, String)])) {
        #expect(FormFields(row.text.utf8) == FormFields(row.fields))
    }

    @Test(
        "An escape that is none, and octets that are no text, make no form",
        arguments: ["a=%", "%zz=1", "a=%4", "a=%FF"])
    func refused(_ text: String) {
        #expect(FormFields(text.utf8) == nil)
    }

    @Test("Of a name that stands twice the first value counts, and it can be told")
    func repetition() throws {
        let form = try #require(FormFields("a=1&b=2&a=3".utf8))
        #expect(form.hasRepetition && form["a"] == "1" && form.all("a") == ["1", "3"] && form["c"] == nil)
        #expect(FormFields([("a", "1"), ("b", "1")]).hasRepetition == false)
    }

    @Test("What is written is read again as it was")
    func written() {
        let form = FormFields([("state", "<a b=\"'&+%\">"), ("€", "")])
        #expect(form.encoded == "state=%3Ca%20b%3D%22%27%26%2B%25%22%3E&%E2%82%AC=")
        #expect(FormFields(form.encoded.utf8) == form)
    }
}
