import Notation
import Testing
import Transport
import Wire

/// What the environment says of proxies.
struct ProxyRulesTests {
    @Test(
        "HTTPS_PROXY and its like count in either case, NO_PROXY names hosts and domains",
        arguments: [
            (["HTTPS_PROXY": "http://p:1"], "https://mdm.example.com/", "p:1"),
            (["https_proxy": "p"], "https://mdm.example.com/", "p:8080"),
            (["https_proxy": "http://low:1", "HTTPS_PROXY": "http://up:2"], "https://mdm.example.com/", "low:1"),
            (["HTTP_PROXY": "http://p:1"], "https://mdm.example.com/", nil),
            (["HTTP_PROXY": "http://p:1"], "http://mdm.example.com/", "p:1"),
            (["HTTPS_PROXY": "http://p:1"], "https://localhost:8443/", nil),
            (["HTTPS_PROXY": "http://p:1"], "https://127.0.0.1/", nil),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "example.com"], "https://mdm.example.com/", nil),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "a, .example.com"], "https://MDM.example.com/", nil),
            (["HTTPS_PROXY": "http://p:1", "no_proxy": "*.example.com"], "https://mdm.example.com/", nil),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"], "https://mdm.example.com/", nil),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "ample.com"], "https://mdm.example.com/", "p:1"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "mdm.example.com:444"], "https://mdm.example.com/", "p:1"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "mdm.example.com:443"], "https://mdm.example.com/", nil),
            (["HTTPS_PROXY": "", "NO_PROXY": ""], "https://mdm.example.com/", nil),
        ] as [([String: String], String, String?)])
    func environment(_ variables: [String: String], _ url: String, _ proxy: String?) throws {
        let rules = try ProxyRules(environment: variables)
        #expect(rules.proxy(for: try #require(WebAddress(url)))?.description == proxy)
    }

    @Test("A proxy that was asked for counts for this machine too, and before the environment")
    func always() throws {
        var rules = try ProxyRules(environment: ["HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"])
        rules.always = try Proxy("http://q:2")
        #expect(rules.proxy(for: try #require(WebAddress("https://localhost/")))?.description == "q:2")
    }
}
