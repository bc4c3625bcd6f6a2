import Notation
import Testing

@Suite("An address of the web")
struct WebAddressTests {
    @Test(
        "is taken apart",
        arguments: [
            ("https://MDM.Contoso.com:443/a?b#c", true, "mdm.contoso.com", 443, "/a?b#c", "/a?b", "MDM.Contoso.com"),
            ("http://127.0.0.1", false, "127.0.0.1", 80, "", "/", "127.0.0.1"),
            ("HTTPS://[::1]:8443/x", true, "::1", 8443, "/x", "/x", "[::1]:8443"),
            ("https://[::1]/x", true, "::1", 443, "/x", "/x", "[::1]"),
            ("https://mdm?x", true, "mdm", 443, "?x", "/?x", "mdm"),
        ])
    func parts(
        _ row: (text: String, isSecure: Bool, host: String, port: Int, rest: String, target: String, field: String)
    ) throws {
        let address = try #require(WebAddress(row.text))
        #expect(address.text == row.text)
        #expect(address.isSecure == row.isSecure)
        #expect(address.host == row.host)
        #expect(address.port == row.port)
        #expect(address.rest == row.rest)
        #expect(address.target == row.target)
        #expect(address.hostField == row.field)
    }

    @Test(
        "is no other text",
        arguments: [
            "", "mdm.contoso.com", "ftp://mdm", "https://", "https:///x", "https://mdm:x/", "https://mdm:70000/",
            "https://mdm:0/", "https://mdm:/", "https://user@mdm/", "https://m dm/", "https://mdm/\n", "https://mü.de/",
            "https://[::1/", "https://::1/", "https://a%20b/",
        ])
    func others(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test(
        "resolves what a server refers to",
        arguments: [
            ("/c", "https://mdm/c"), ("c?d", "https://mdm/a/c?d"), ("https://other/", "https://other/"),
            ("//other/x", "https://other/x"), ("ftp://other/", nil), ("", nil),
        ])
    func references(reference: String, resolved: String?) throws {
        let base = try #require(WebAddress("https://mdm/a/b"))
        #expect(base.resolving(reference)?.text == resolved)
    }

    @Test(
        "is of the same server where scheme, host and port are",
        arguments: [
            ("https://mdm/", "HTTPS://MDM:443/x", true), ("https://mdm/", "http://mdm/", false),
            ("https://mdm/", "https://mdm:8443/", false), ("https://mdm/", "https://mdm.example/", false),
        ])
    func servers(left: String, right: String, isSame: Bool) throws {
        #expect(try #require(WebAddress(left)).isSameServer(as: #require(WebAddress(right))) == isSame)
    }

    @Test(
        "is of this machine where no resolver can read it otherwise",
        arguments: [
            ("http://localhost/", true), ("http://127.9.0.1/", true), ("http://[::1]/", true), ("http://127.1/", false),
            ("http://0127.0.0.1/", false), ("http://127.0.0.1.example/", false), ("http://10.0.0.1/", false),
        ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try #require(WebAddress(text)).isLoopback == isLoopback)
    }

    @Test("carries values of any kind")
    func query() throws {
        let address = try #require(WebAddress("https://mdm/a?b"))
        #expect(address.adding(query: [("c", "d e&ü")]) == "https://mdm/a?b&c=d%20e%26%C3%BC")
    }
}
