import Lab
import LabSupport
import SyncML
import Testing

/// What the server does wrong on the wire, over real sockets.
@Suite("Oddities over sockets", .timeLimit(.minutes(30)))
struct ServerOddityTests {
    private static let discovery = LabEnrollment.Path.discovery
    private static let management = LabEnrollment.Path.management
    private static let discover = EnrollmentText.discover

    @Test(
        "An answer is cut after any number of bytes, with and without TLS",
        arguments: [0, 1, 20, 150, 300], [false, true])
    func cut(_ count: Int, _ usesTLS: Bool) async throws {
        var configuration = TestServer.plain(LabOddities(cuts: [.discovery: count]))
        configuration.usesTLS = usesTLS
        try await TestServer.run(configuration) { lab in
            let root = lab.authority.certificate
            let client = RawClient(port: lab.port, security: usesTLS ? RawClient.Security(root: root) : nil)
            let received = try await client.post(Self.discovery, Self.discover)
            #expect(received.bytes.count == count)
            // Without TLS an end is an end; with it the missing farewell tells.
            #expect(received.isOrderly == !usesTLS)
            let probe = try await client.get(Self.discovery)
            #expect(probe.status == 200)
        }
    }

    @Test("Content-Length may promise more than comes, and the connection ends in order", arguments: [false, true])
    func longContentLength(_ usesTLS: Bool) async throws {
        var configuration = TestServer.plain(LabOddities([.longContentLength]))
        configuration.usesTLS = usesTLS
        try await TestServer.run(configuration) { lab in
            let root = lab.authority.certificate
            let client = RawClient(port: lab.port, security: usesTLS ? RawClient.Security(root: root) : nil)
            let received = try await client.post(Self.discovery, Self.discover)
            #expect(received.text.contains("Content-Length: \(received.body.count + 100)"))
            #expect(received.isOrderly && received.text.hasSuffix("</s:Envelope>"))
        }
    }

    @Test("Answers may come in chunks")
    func chunked() async throws {
        try await TestServer.run(TestServer.plain(LabOddities([.chunked]))) { lab in
            let received = try await RawClient(port: lab.port).post(Self.discovery, Self.discover)
            #expect(received.text.lowercased().contains("transfer-encoding: chunked"))
            #expect(!received.text.lowercased().contains("content-length"))
            // Pieces of 37 bytes, each with its length in front.
            #expect(received.body.starts(with: Array("25\r\n<s:Envelope".utf8)))
        }
    }

    @Test("Another status may take the place of an answer, once if so wished")
    func status() async throws {
        try await TestServer.run(TestServer.plain(LabOddities([.once], statuses: [.management: 503]))) { lab in
            var phone = TestPhone()
            let body = MessageWriter().write(phone.packageOne())
            let client = RawClient(port: lab.port)
            let first = try await client.post(Self.management, body)
            #expect(first.status == 503 && first.body.isEmpty)
            let second = try await client.post(Self.management, body)
            #expect(second.status == 200 && !second.body.isEmpty)
        }
    }

    @Test("A session may go on at the address of RespURI")
    func responseURI() async throws {
        try await TestServer.run(TestServer.plain(LabOddities([.responseURI, .endless]))) { lab in
            let client = RawClient(port: lab.port)
            var phone = TestPhone()
            let first = try await client.post(Self.management, MessageWriter().write(phone.packageOne()))
            let message = try MessageReader().read(first.body).message
            let next = try #require(message.header?.responseURI)
            #expect(next == lab.managementURL + "/1")
            let second = try await client.post(Self.management + "/1", MessageWriter().write(phone.answer(message)))
            #expect(second.status == 200)
        }
    }

    @Test("A slow answer comes late, and whole")
    func slow() async throws {
        try await TestServer.run(TestServer.plain(LabOddities(delay: 50))) { lab in
            let clock = ContinuousClock()
            let start = clock.now
            let received = try await RawClient(port: lab.port).post(Self.discovery, Self.discover)
            #expect(clock.now - start >= .milliseconds(50))
            #expect(received.status == 200 && received.text.hasSuffix("</s:Envelope>"))
        }
    }
}
