import Lab
import NIOCore
import Testing

/// Many who want something and never finish asking: others are served meanwhile.
@Suite("The lab among clients that never finish", .timeLimit(.minutes(30)))
struct CrowdTests {
    private static func server(
        _ configuration: LabConfiguration = TestServer.plain(), connections: Int? = nil, seconds: Int64 = 30,
        _ work: @Sendable (RunningLab) async throws -> Void
    ) async throws {
        try await LabServer.withServer(
            configuration, authority: try TestServer.authority.get(), connections: connections,
            requestSeconds: seconds, logger: .quiet, work)
    }

    @Test("Of too many connections the one that has waited longest goes", arguments: [false, true])
    func halfRequests(_ overTLS: Bool) async throws {
        try await Self.server(LabConfiguration(usesTLS: overTLS), connections: 4) { lab in
            let security = overTLS ? RawClient.Security(root: lab.authority.certificate) : nil
            let client = RawClient(port: lab.port, security: security)
            var held: [any Channel] = []
            for _ in 1...12 { held.append(try await client.hold("GET / HTTP/1.1\r\nHost: x\r\n")) }
            // Connections come in any order, so that a new one may be among those that go; then it is made again.
            var status: Int?
            while status != 200 { status = try await client.get(LabEnrollment.Path.discovery).status }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for channel in held { group.addTask { try await channel.closeFuture.get() } }
                for _ in 1...8 { _ = try await group.next() }
                for channel in held { channel.close(promise: nil) }
            }
        }
    }

    @Test("A head, or a body, that does not come ends the connection", arguments: ["", "Content-Length: 9\r\n\r\nab"])
    func tooSlow(_ rest: String) async throws {
        try await Self.server(seconds: 1) { lab in
            let client = RawClient(port: lab.port)
            let path = LabEnrollment.Path.discovery
            let held = try await client.hold("POST \(path) HTTP/1.1\r\nHost: x\r\n\(rest)")
            try await held.closeFuture.get()
            // On a busy machine an honest request may take longer than the second that it has here; then it is made again.
            var status: Int?
            while status != 200 { status = try? await client.get(path).status }
        }
    }

    @Test("Enrolment takes short requests only; a message may be long")
    func lengths() async throws {
        var configuration = TestServer.plain()
        configuration.management.bounds.enrollmentBody = 1000
        configuration.management.bounds.body = 5000
        try await Self.server(configuration) { (lab) async throws in
            let client = RawClient(port: lab.port)
            let blanks = [UInt8](repeating: 32, count: 2000)
            for path in [LabEnrollment.Path.discovery, LabEnrollment.Path.policy, LabEnrollment.Path.enrollment] {
                #expect(try await client.post(path, blanks).status == 413, "\(path)")
            }
            #expect(try await client.post(LabEnrollment.Path.management, blanks).status == 400)
            #expect(try await client.post(LabEnrollment.Path.management, blanks + blanks + blanks).status == 413)
        }
    }

    @Test("Unfinished uploads share one room; short requests are served all the same")
    func uploads() async throws {
        var configuration = TestServer.plain()
        configuration.management.bounds.bodies = 10_000
        configuration.management.bounds.uncountedBody = 1000
        try await Self.server(configuration) { lab in
            let client = RawClient(port: lab.port)
            let path = LabEnrollment.Path.management
            let half = String(repeating: " ", count: 9000)
            let held = try await client.hold(
                "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n\(half)")
            // The server reads the half upload in its own time; from then on there is no room for another.
            var status: Int?
            while status != 503 { status = try await client.post(path, Array(half.utf8)).status }
            #expect(try await client.post(LabEnrollment.Path.discovery, EnrollmentText.discover).status == 200)
            try await held.close()
            while status != 400 { status = try await client.post(path, Array(half.utf8)).status }
        }
    }

    @Test("Who shows no certificate of the lab's is refused before the message is read")
    func strangersUploads() async throws {
        try await Self.server(LabConfiguration()) { lab in
            let client = RawClient(port: lab.port, security: RawClient.Security(root: lab.authority.certificate))
            let received = try await client.post(
                LabEnrollment.Path.management, [], fields: "Expect: 100-continue\r\n")
            #expect(received.status == 403)
            #expect(await lab.management.events().map(\.detail) == ["The phone showed no certificate."])
        }
    }
}
