import ServerScripts
import Testing
import Transport
import Wire

/// What the phone reads as an answer, right and wrong ones.
struct AnswerTests {
    /// Sends one message to a server with this script, over plain HTTP to this machine.
    static func send(
        _ answers: [ScriptedServer.Answer], responseTimeout: Duration = .seconds(20), maximumBytes: Int = 1 << 20
    ) async throws -> WireResponse {
        let configuration = TransportConfiguration(
            allowsInsecureHTTP: true, responseTimeout: responseTimeout, maximumBytes: maximumBytes)
        return try await ScriptedServer.with(answers) { _, port in
            try await HTTPExchange.withExchange(configuration) { exchange in
                try await exchange.send(WireRequest(.post, "http://127.0.0.1:\(port)/dm", body: Array("in".utf8)))
            }
        }
    }

    @Test
    func `status, headers in their spelling and order, and body come as the server sent them`() async throws {
        let text =
            "HTTP/1.1 200 OK\r\nX-first: 1\r\ncontent-TYPE: a/b; c=d\r\nX-First: 2\r\nContent-Length: 4\r\n\r\nbody"
        let response = try await Self.send([ScriptedServer.Answer(text)])
        let expected = WireResponse(
            status: 200,
            headers: WireHeaders([
                .init("X-first", "1"), .init("content-TYPE", "a/b; c=d"), .init("X-First", "2"),
                .init("Content-Length", "4"),
            ]), body: Array("body".utf8))
        #expect(response == expected)
    }

    @Test(arguments: [201, 204, 304, 400, 401, 404, 429, 500, 503])
    func `a bad status is an answer, no error`(status: Int) async throws {
        let response = try await Self.send([.init("HTTP/1.1 \(status) Word\r\nContent-Length: 0\r\n\r\n")])
        #expect(response.status == status)
        #expect(response.body.isEmpty)
    }

    @Test(arguments: [
        ScriptedServer.Answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"),
        ScriptedServer.Answer("HTTP/1.1 200 OK\r\n\r\nabcde", then: .close),
        ScriptedServer.Answer("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nabcde", then: .close),
        ScriptedServer.Answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde"),
        ScriptedServer.Answer(
            pieces: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde".utf8.map { [$0] }),
    ])
    func `a body is whole in every framing that HTTP has`(answer: ScriptedServer.Answer) async throws {
        let response = try await Self.send([answer])
        #expect(response.status == 200)
        #expect(response.body == Array("abcde".utf8))
    }

    @Test
    func `a server that counts more bytes than it sends, and closes, has said what it sent`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n"
        let body = "<SyncML>ten or more bytes</SyncML>"
        for length in 1...body.utf8.count {
            let sent = String(body.prefix(length))
            let response = try await Self.send([.init(head + sent, then: .close)])
            #expect(response.body == Array(sent.utf8), "after \(length) bytes")
        }
    }

    @Test
    func `an answer cut within its head or before its body is none`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n"
        for length in 0...head.utf8.count {
            await #expect(throws: WireError(.interrupted, url: "", message: ""), "after \(length) bytes") {
                try await Self.send([.init(String(head.prefix(length)), then: .close)])
            }
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        "SMTP 220 ready\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nab",
    ])
    func `chunks that do not end, and what is not HTTP, are no answer`(text: String) async {
        await #expect(throws: WireError(.interrupted, url: "", message: "")) {
            try await Self.send([.init(text, then: .close)])
        }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nab", "HTTP/1.1 200 OK\r\n\r\nab"])
    func `a connection that breaks, where it should close, gives no answer`(text: String) async {
        await #expect(throws: WireError(.interrupted, url: "", message: "")) {
            try await Self.send([.init(text, then: .reset)])
        }
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
    ])
    func `a server that falls silent is waited for so long and no longer`(text: String) async {
        let configuration = TransportConfiguration(
            allowsInsecureHTTP: true, connectTimeout: .seconds(20), responseTimeout: .milliseconds(100))
        await #expect(throws: WireError(.timedOut, url: "", message: "")) {
            try await ScriptedServer.with([.init(text)]) { _, port in
                try await HTTPExchange.withExchange(configuration) { exchange in
                    try await exchange.send(WireRequest(.get, "http://127.0.0.1:\(port)/"))
                }
            }
        }
    }

    @Test(arguments: ["Content-Length: 11\r\n\r\n01234567890", "\r\n01234567890"])
    func `more bytes than a message may have are not read`(rest: String) async throws {
        let answer = ScriptedServer.Answer("HTTP/1.1 200 OK\r\n" + rest, then: .close)
        let response = try await Self.send([answer], maximumBytes: 11)
        #expect(response.body.count == 11)
        await #expect(throws: WireError(.tooLarge, url: "", message: "")) {
            try await Self.send([answer], maximumBytes: 10)
        }
    }

    @Test
    func `a large answer in many pieces is whole`() async throws {
        let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let head = Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
        let pieces = stride(from: 0, to: body.count, by: 1009).map { Array(body[$0..<min($0 + 1009, body.count)]) }
        let response = try await Self.send([.init(pieces: [head] + pieces)])
        #expect(response.body == body)
    }
}
