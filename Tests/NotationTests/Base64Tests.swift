import Notation
import Testing

@Suite("Base64")
struct Base64Tests {
    @Test(
        "The test vectors of RFC 4648 section 10 hold both ways",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(_ row: (plain: String, encoded: String)) {
        #expect(Base64.encode(Array(row.plain.utf8)) == row.encoded)
        #expect(Base64.decode(row.encoded) == Array(row.plain.utf8))
    }

    @Test("Blanks and line ends are left out, as servers wrap long values")
    func blanks() {
        #expect(Base64.decode(" Zm9v\r\n\tYmFy \n") == Array("foobar".utf8))
        #expect(Base64.decode(" \n") == [])
    }

    @Test(
        "What is not base64 gives nothing",
        arguments: [
            "Z", "Zg", "Zm8", "Zg=", "Zg===", "=", "==", "====", "Zg==Zg==", "Zm9v-", "Zm9v_w==", "Z!==", "Zm=v",
            "Zürich==", "Zm9vYg",
        ])
    func refused(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("Octets of every length come back as they were")
    func roundTrip() {
        for length in 0..<200 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ length) }
            let text = Base64.encode(bytes)
            #expect(text.utf8.count == (length + 2) / 3 * 4)
            #expect(Base64.decode(text) == bytes, "length \(length)")
        }
    }
}
