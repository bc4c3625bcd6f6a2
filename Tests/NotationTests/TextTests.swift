import Notation
import Testing

@Suite("Texts")
struct TextTests {
    @Test(
        "are trimmed of the white space of XML",
        arguments: [("", ""), (" \r\n\t", ""), ("a b", "a b"), ("\n a\r\n", "a"), ("\u{A0}a ", "\u{A0}a"), ("ü ", "ü")])
    func trimmed(text: String, trimmed: String) {
        #expect(text.trimmed == trimmed)
        #expect(text[...].trimmed == trimmed)
    }

    @Test("of octets have two digits each")
    func octets() {
        #expect(([0x00, 0x0A, 0xFF] as [UInt8]).hexadecimal() == "000aff")
        #expect(([0x00, 0x0A, 0xFF] as [UInt8]).hexadecimal(uppercase: true) == "000AFF")
        #expect([UInt8]().hexadecimal() == "")
    }

    @Test("of numbers have as many digits as they need, or as are asked for")
    func numbers() {
        #expect(UInt16(0).hexadecimal() == "0")
        #expect(UInt32(0xAB).hexadecimal() == "AB")
        #expect(UInt32(0xAB).hexadecimal(width: 4, uppercase: false) == "00ab")
        #expect(UInt64.max.hexadecimal(width: 4) == "FFFFFFFFFFFFFFFF")
    }
}
