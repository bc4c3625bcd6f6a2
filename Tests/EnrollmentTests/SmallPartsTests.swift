import Testing

@testable import Enrollment

@Suite("Addresses and times")
struct SmallPartsTests {
    @Test(
        "an address is taken apart",
        arguments: [
            ("https://MDM.Contoso.com:443/a?b#c", "https", "mdm.contoso.com", 443, "/a?b#c"),
            ("http://127.0.0.1", "http", "127.0.0.1", nil, ""),
            ("HTTPS://[::1]:8443/x", "https", "[::1]", 8443, "/x"),
            ("https://[::1]/x", "https", "[::1]", nil, "/x"),
            ("https://mdm?x", "https", "mdm", nil, "?x"),
        ] as [(String, String, String, Int?, String)])
    func addresses(text: String, scheme: String, host: String, port: Int?, rest: String) throws {
        let address = try #require(WebAddress(text))
        #expect(address.scheme == scheme)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.rest == rest)
        #expect(address.text == text)
    }

    @Test(
        "what is no address of the web is refused",
        arguments: [
            "", "mdm.contoso.com", "ftp://mdm", "https://", "https:///x", "https://mdm:x/", "https://mdm:70000/",
            "https://user@mdm/", "https://m dm/", "https://mdm/\n", "https://mü.de/",
        ])
    func noAddresses(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test(
        "times are written in UTC",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (1_488_326_399, "2017-02-28T23:59:59Z"), (1_488_326_400, "2017-03-01T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func times(seconds: Int64, text: String) {
        #expect(UTCTime.text(seconds) == text)
    }
}
