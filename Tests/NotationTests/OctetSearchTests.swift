import Notation
import Testing

@Suite struct OctetSearchTests {
    @Test(arguments: [
        ("<!-- a --><!-- b -->", "<!--", 0, 10),
        ("aaab", "aab", 1, 1),
        ("abcab", "ab", 0, 3),
        ("ab", "ab", 0, 0),
        ("xyz", "z", 2, 2),
    ])
    func `what stands in a text is found, first and last`(text: String, wanted: String, first: Int, last: Int) {
        let octets = Array(text.utf8)
        let wanted = Array(wanted.utf8)
        #expect(octets.firstOccurrence(of: wanted) == first..<first + wanted.count)
        #expect(octets[...].lastOccurrence(of: wanted) == last..<last + wanted.count)
    }

    @Test(arguments: [("ab", "abc"), ("abab", "aa"), ("", "a"), ("abc", "")])
    func `what does not stand in a text is not found`(text: String, wanted: String) {
        #expect(Array(text.utf8).firstOccurrence(of: Array(wanted.utf8)) == nil)
        #expect(Array(text.utf8)[...].lastOccurrence(of: Array(wanted.utf8)) == nil)
    }

    @Test func `places are those of the whole, also in a part`() {
        let octets = Array("ab ab ab".utf8)
        #expect(octets[1...].firstOccurrence(of: Array("ab".utf8)) == 3..<5)
        #expect(octets[1..<7].lastOccurrence(of: Array("ab".utf8)) == 3..<5)
    }
}
