import ManagementTree
import Testing

@Suite("Names of nodes")
struct NodeNameTests {
    @Test(
        "Names are equal without regard to the case of ASCII letters, and hash alike",
        arguments: [("MSFT", "msft"), ("DevInfo", "DEVINFO"), ("a/b", "A/B"), ("zürich", "ZüRICH"), ("", "")])
    func equal(_ row: (left: String, right: String)) {
        let (left, right) = (NodeName(row.left), NodeName(row.right))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(Set([left, right]).count == 1)
    }

    @Test("Dictionaries of different sizes have names in different orders, so that none is slow to copy")
    func seeds() {
        let hashes = (0..<1000).map { seed in NodeName("MSFT")._rawHashValue(seed: seed) }
        #expect(Set(hashes).count == hashes.count)
        // The places of a dictionary are the last bits.
        #expect(Set(hashes.map { $0 & 0xF }).count == 16)
    }

    @Test(
        "Other characters are not folded",
        arguments: [
            ("zürich", "zÜrich"), ("a", "b"), ("[", "{"), ("@", "`"), ("a", "a "), ("K", "\u{212A}"),
            ("é", "e\u{301}"), ("straße", "strasse"),
        ])
    func different(_ row: (left: String, right: String)) {
        #expect(NodeName(row.left) != NodeName(row.right))
    }

    @Test("A name prints as it was received")
    func printed() {
        #expect("\(NodeName("mSfT"))" == "mSfT")
        #expect(NodeName("mSfT").text == "mSfT")
    }

    @Test(
        "What may not stand in an address is percent-encoded UTF-8",
        arguments: [
            ("plain-Name_1.0!~*'():@&=+$,;", "plain-Name_1.0!~*'():@&=+$,;"),
            ("a/b", "a%2Fb"), ("100%", "100%25"), ("a?b", "a%3Fb"), ("a#b", "a%23b"), ("a b", "a%20b"),
            ("Zürich", "Z%C3%BCrich"), ("😀", "%F0%9F%98%80"), ("\u{0}", "%00"), ("\"<>", "%22%3C%3E"),
            ("{x}|\\^`[]", "%7Bx%7D%7C%5C%5E%60%5B%5D"), ("", ""),
        ])
    func encoded(_ row: (text: String, encoded: String)) {
        #expect(NodeName(row.text).encoded == row.encoded)
    }

    @Test("Every name that stands in an address is read back as it was")
    func roundTrip() throws {
        var random = Generator(seed: 0x5EED)
        for round in 0..<2_000 {
            let name = random.name()
            let uri = NodeURI(names: ["x", NodeName(name)])
            #expect(
                try NodeURI(parsing: uri.description).names.map(\.text) == ["x", name], "seed 0x5EED, round \(round)")
        }
    }
}
