import ServerScripts
import Testing
import Transport
import Wire

/// What the phone puts on the wire, and where it may go.
struct RequestTests {
    /// On a machine that runs all tests at once a minute may go by between two requests.
    static let plain = {
        var configuration = TransportConfiguration(allowsInsecureHTTP: true)
        configuration.idleLimit = .seconds(3600)
        return configuration
    }()

    @Test
    func `a message goes out with its headers as they are, and with Host and Content-Length beside them`() async throws
    {
        try await ScriptedServer.with([.ok("")]) { server, port in
            let headers: WireHeaders = [
                "Content-Type": "application/vnd.syncml.dm+xml", "user-AGENT": "MSFT", "X-A": "ä",
            ]
            let url = "http://localhost:\(port)/dm/Srv?mode=Maintenance&Platform=WoA"
            _ = try await HTTPExchange.withExchange(Self.plain) { exchange in
                try await exchange.send(WireRequest(.post, url, headers: headers, body: Array("<SyncML/>".utf8)))
            }
            #expect(
                server.requests == [
                    """
                    POST /dm/Srv?mode=Maintenance&Platform=WoA HTTP/1.1\r
                    Content-Type: application/vnd.syncml.dm+xml\r
                    user-AGENT: MSFT\r
                    X-A: ä\r
                    Host: localhost:\(port)\r
                    Content-Length: 9\r
                    \r
                    <SyncML/>
                    """
                ])
        }
    }

    @Test
    func `a GET has no body, an empty POST says so, and a Host of one's own stays`() async throws {
        try await ScriptedServer.with([.ok("")]) { server, port in
            try await HTTPExchange.withExchange(Self.plain) { exchange in
                _ = try await exchange.send(WireRequest(.get, "http://127.0.0.1:\(port)", headers: ["HOST": "lab"]))
                _ = try await exchange.send(WireRequest(.post, "http://127.0.0.1:\(port)/", headers: ["HOST": "lab"]))
            }
            #expect(
                server.requests == [
                    "GET / HTTP/1.1\r\nHOST: lab\r\n\r\n", "POST / HTTP/1.1\r\nHOST: lab\r\nContent-Length: 0\r\n\r\n",
                ])
        }
    }

    @Test
    func `each message goes out with its own address, headers and body, whatever went before it`() async throws {
        let long = String(repeating: "x", count: 100_000)
        try await ScriptedServer.with([.ok("")]) { server, port in
            let requests: [(WireRequest.Method, path: String, WireHeaders, body: String)] = [
                (.post, "/a", ["T": "1"], "first"), (.post, "/a", ["T": "1"], "a longer one"),
                (.post, "/a", ["T": "2"], "a"), (.post, "/a", [:], "a"), (.post, "/a", ["T": "2", "U": "3"], "a"),
                (.post, "/b", ["T": "2", "U": "3"], "a"), (.post, "/b", ["T": "2", "U": "3"], long),
                (.post, "/b", ["T": "2", "U": "3"], "a"), (.get, "/b", ["T": "2", "U": "3"], ""),
                (.put, "/b", ["T": "2", "U": "3"], ""), (.get, "/b", ["T": "2", "U": "3"], "a"),
                // Swift takes these for equal: a letter and its parts, a sign and the letter that it is.
                (.post, "/b", ["T": "\u{E9}"], "a"), (.post, "/b", ["T": "e\u{301}"], "a"),
                (.post, "/b", ["T": "K"], "a"), (.post, "/b", ["T": "\u{212A}"], "a"),
            ]
            try await HTTPExchange.withExchange(Self.plain) { exchange in
                for (method, path, headers, body) in requests {
                    _ = try await exchange.send(
                        WireRequest(
                            method, "http://127.0.0.1:\(port)\(path)", headers: headers, body: Array(body.utf8)))
                }
            }
            let expected = requests.map { method, path, headers, body in
                let fields = headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
                let length = method == .get && body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
                return "\(method.rawValue) \(path) HTTP/1.1\r\n\(fields)Host: 127.0.0.1:\(port)\r\n\(length)\r\n\(body)"
            }
            #expect(server.requests.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
            #expect(server.askingConnectionCount == 1)
        }
    }

    @Test
    func `messages to one server share a connection`() async throws {
        try await ScriptedServer.with([.ok("a")]) { server, port in
            try await HTTPExchange.withExchange(Self.plain) { exchange in
                for _ in 1...5 { _ = try await exchange.send(WireRequest(.post, "http://127.0.0.1:\(port)/")) }
            }
            #expect(server.requests.count == 5)
            #expect(server.askingConnectionCount == 1)
        }
    }

    @Test
    func `a connection that the server has closed is replaced by a new one`() async throws {
        let closing = ScriptedServer.Answer(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na", then: .close)
        try await ScriptedServer.with([closing]) { server, port in
            try await HTTPExchange.withExchange(Self.plain) { exchange in
                for _ in 1...3 { _ = try await exchange.send(WireRequest(.post, "http://127.0.0.1:\(port)/")) }
            }
            #expect(server.connectionCount == 3)
        }
    }

    @Test(arguments: [
        "", "no address", "ftp://localhost/", "https://", "https:///path", "//localhost/", "localhost", "http://[::1/",
        "https://localhost:0/", "https://localhost:99999/", "urn:uuid:1", "https://a%0D%0AX-A%3A%20b/",
        "https://a%20b/", "https://mdm/\u{FC}",
    ])
    func `what is no address of a server is refused`(url: String) async throws {
        try await HTTPExchange.withExchange(Self.plain) { exchange in
            let error = await #expect(throws: WireError.self) { try await exchange.send(WireRequest(.get, url)) }
            #expect(error?.code == .badAddress)
            #expect(error?.url == url)
        }
    }

    @Test(arguments: [
        "http://example.com/", "http://localhost.example.com/", "http://128.0.0.1/", "http://127.0.0.1.example.com/",
        "http://[::2]/", "http://127.1/", "http://0127.0.0.1/", "http://127.0.0.010/", "http://0.0.0.0/",
        "http://user@example.com/",
    ])
    func `http without TLS never leaves the machine`(url: String) async throws {
        try await HTTPExchange.withExchange(Self.plain) { exchange in
            _ = await #expect(throws: WireError(.badAddress, url: "", message: "")) {
                try await exchange.send(WireRequest(.get, url))
            }
        }
    }

    @Test(
        arguments: [
            ["A": "b\r\nC: d"], ["A b": "c"], ["Content-LENGTH": "1"], ["Transfer-Encoding": "chunked"],
        ] as [WireHeaders])
    func `a header that would break the message is refused, and trying again will not help`(
        headers: WireHeaders
    ) async throws {
        try await ScriptedServer.with([.ok("")]) { server, port in
            try await HTTPExchange.withExchange(Self.plain) { exchange in
                let error = await #expect(throws: WireError.self) {
                    try await exchange.send(WireRequest(.post, "http://127.0.0.1:\(port)/", headers: headers))
                }
                #expect(error?.code.isWorthRetrying == false)
            }
            #expect(server.connectionCount == 0)
        }
    }

    @Test
    func `http without TLS stays off where it is not allowed`() async throws {
        try await ScriptedServer.with([.ok("")]) { server, port in
            try await HTTPExchange.withExchange(TransportConfiguration()) { exchange in
                let error = await #expect(throws: WireError.self) {
                    try await exchange.send(WireRequest(.get, "http://127.0.0.1:\(port)/"))
                }
                #expect(error?.code == .badAddress)
                #expect(error?.message.contains("https://") == true)
                #expect(server.connectionCount == 0)
                // What shows nothing and is not believed may go: it looks for a redirection.
                var probe = WireRequest(.get, "http://127.0.0.1:\(port)/")
                probe.mayBeOpen = true
                let response = try await exchange.send(probe)
                #expect(response.status == 200)
            }
        }
    }

    @Test
    func `where nobody listens there is no connection, and trying again may help`() async throws {
        // The port was free a moment ago, and is again.
        let port = try await ScriptedServer.with([]) { _, port in port }
        try await HTTPExchange.withExchange(Self.plain) { exchange in
            let error = await #expect(throws: WireError.self) {
                try await exchange.send(WireRequest(.get, "http://127.0.0.1:\(port)/"))
            }
            #expect(error?.code == .unreachable)
            #expect(error?.code.isWorthRetrying == true)
        }
    }

    @Test
    func `a name that nobody knows is told as that`() async throws {
        try await HTTPExchange.withExchange(TransportConfiguration()) { exchange in
            let error = await #expect(throws: WireError(.nameNotFound, url: "", message: "")) {
                // RFC 6761 6.4: `.invalid` never resolves.
                try await exchange.send(WireRequest(.get, "https://phone.invalid/"))
            }
            #expect(error?.message.contains("phone.invalid does not resolve") == true, "\(error.debugDescription)")
        }
    }

    @Test
    func `an exchange that was shut down sends no more, and may be shut down again`() async throws {
        let exchange = try HTTPExchange(Self.plain)
        await exchange.shutdown()
        await exchange.shutdown()
        await #expect(throws: WireError(.interrupted, url: "", message: "")) {
            try await exchange.send(WireRequest(.get, "http://127.0.0.1:1/"))
        }
    }

    @Test
    func `whoever is cancelled while waiting is let go at once`() async throws {
        try await ScriptedServer.with([.init("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab")]) { _, port in
            try await HTTPExchange.withExchange(Self.plain) { exchange in
                await withTaskGroup(of: WireError?.self) { group in
                    group.addTask {
                        do throws(WireError) {
                            _ = try await exchange.send(WireRequest(.get, "http://127.0.0.1:\(port)/"))
                            return nil
                        } catch { return error }
                    }
                    group.cancelAll()
                    let error = await group.next()
                    #expect(error == WireError(.interrupted, url: "", message: ""))
                }
            }
        }
    }
}
