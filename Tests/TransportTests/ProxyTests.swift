import ServerScripts
import Testing
import Transport
import Wire

/// Requests that go through a proxy, as of people who watch a device.
struct ProxyTests {
    private static func configuration(_ proxy: String, roots: [[UInt8]] = []) throws -> TransportConfiguration {
        var configuration = TransportConfiguration(trustRoots: roots, allowsInsecureHTTP: true)
        configuration.proxies.always = try Proxy(proxy)
        configuration.idleLimit = RequestTests.plain.idleLimit
        return configuration
    }

    @Test
    func `without TLS the proxy is told the whole address, and who asks`() async throws {
        try await ScriptedServer.with([.ok("body")]) { proxy, port in
            let configuration = try Self.configuration("http://ann:s%20t@127.0.0.1:\(port)")
            try await HTTPExchange.withExchange(configuration) { exchange in
                let response = try await exchange.send(WireRequest(.get, "http://localhost:81/a?b=c"))
                #expect(response.body == Array("body".utf8))
            }
            #expect(
                proxy.requests == [
                    "GET http://localhost:81/a?b=c HTTP/1.1\r\nProxy-Authorization: Basic YW5uOnMgdA==\r\nHost: localhost:81\r\n\r\n"
                ])
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", "wants a name and a password"),
        ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "(HTTP status 502)"),
    ])
    func `a tunnel is asked for with CONNECT, and a proxy that makes none is told apart`(
        answer: String, words: String
    ) async throws {
        try await ScriptedServer.with([.init(answer, then: .close)]) { proxy, port in
            let configuration = try Self.configuration("http://ann:secret@127.0.0.1:\(port)")
            let error = await #expect(throws: WireError.self) {
                try await HTTPExchange.withExchange(configuration) { exchange in
                    try await exchange.send(WireRequest(.get, "https://mdm.example.test/"))
                }
            }
            #expect(error?.code == .proxyFailed, "\(error.debugDescription)")
            #expect(error?.message.contains(words) == true, "\(error.debugDescription)")
            #expect(error?.description.contains("secret") == false)
            #expect(proxy.requests.first?.hasPrefix("CONNECT mdm.example.test:443 HTTP/1.1\r\n") == true)
            #expect(proxy.requests.first?.contains("Proxy-Authorization: Basic YW5uOnNlY3JldA==") == true)
        }
    }

    @Test
    func `through a tunnel TLS is the server's, and connections are kept`() async throws {
        let roots = [try TLSTests.authority.get().certificate]
        try await ScriptedServer.with([.ok("body")], tls: try TLSTests.server()) { server, port in
            try await Tunnel.with { tunnel, proxyPort in
                let configuration = try Self.configuration("127.0.0.1:\(proxyPort)", roots: roots)
                try await HTTPExchange.withExchange(configuration) { exchange in
                    for _ in 1...2 {
                        let response = try await exchange.send(
                            WireRequest(.post, "https://localhost:\(port)/", body: [1]))
                        #expect(response.body == Array("body".utf8))
                    }
                }
                #expect(tunnel.targets == ["localhost:\(port)"])
                #expect(server.requests.count == 2)
            }
        }
    }

    @Test
    func `a proxy that is not there is told as that`() async throws {
        let port = try await ScriptedServer.with([]) { _, port in port }
        let configuration = try Self.configuration("http://ann:secret@127.0.0.1:\(port)")
        let error = await #expect(throws: WireError.self) {
            try await HTTPExchange.withExchange(configuration) { exchange in
                try await exchange.send(WireRequest(.get, "https://mdm.example.test/"))
            }
        }
        #expect(error?.code == .proxyFailed)
        #expect(error?.message.contains("the proxy 127.0.0.1:\(port);") == true, "\(error.debugDescription)")
    }

    @Test
    func `what has no TLS goes to no proxy on another machine`() async throws {
        let error = await #expect(throws: WireError.self) {
            try await HTTPExchange.withExchange(try Self.configuration("http://proxy.example.test:3128")) { exchange in
                try await exchange.send(WireRequest(.get, "http://localhost:81/"))
            }
        }
        #expect(error?.code == .badAddress)
    }

    @Test(arguments: ["", "https://proxy.example.com", "socks5://proxy.example.com", "http://", "http://a:b@"])
    func `what is no address of a proxy is refused without repeating it`(text: String) {
        let error = #expect(throws: WireError.self) { try Proxy(text) }
        #expect(error?.code == .badAddress && error?.description.contains("a:b") == false)
    }

    @Test
    func `a proxy's password shows in no description`() throws {
        let proxy = try Proxy("http://ann:secret@proxy.example.com:3128")
        var text = ""
        dump(proxy, to: &text)
        #expect("\(proxy) \(String(reflecting: proxy)) \(text)".contains("secret") == false)
        #expect("\(proxy)" == "proxy.example.com:3128")
    }
}
