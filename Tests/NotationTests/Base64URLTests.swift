import Notation
import Testing

@Suite("Base64 for addresses and tokens")
struct Base64URLTests {
    @Test(
        "It has no padding and no signs that an address gives another meaning, both ways",
        arguments: [
            ("", []), ("AA", [0]), ("-_8", [0xFB, 0xFF]), ("Zm9vYg", Array("foob".utf8)), ("_-_-", [0xFF, 0xEF, 0xFE]),
        ] as [(String, [UInt8])])
    func vectors(_ row: (text: String, octets: [UInt8])) {
        #expect(Base64URL.encode(row.octets) == row.text)
        #expect(Base64URL.decode(row.text) == row.octets)
    }

    @Test(
        "Another way to write the same octets is refused: one token is one text",
        arguments: ["AA==", "AB", "+_8", "-/8", "A A", "A", "\nAA", "Zm9vYh"])
    func refused(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
