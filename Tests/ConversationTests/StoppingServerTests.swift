import Agent
import Foundation
import Lab
import Logging
import Testing

/// A server that is stopped in the moment in which connections come.
@Suite("Stopping servers", .serialized, .timeLimit(.minutes(30)))
struct StoppingServerTests {
    @Test("Who is accepted and not yet looked at when the server is cancelled does not take the process along")
    func cancelled() async throws {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let authority = try LabAuthority.make(now: 1_800_000_000)
        for _ in 1...20 {
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            let server = LabServer(
                configuration: LabConfiguration(port: 0, usesTLS: false), authority: authority, logger: quiet,
                onStart: { port.yield($0) })
            let running = Task { try await server.run() }
            let number = try #require(await ports.first { _ in true })
            let clients = (1...64).map { _ in Self.connect(to: number) }
            #expect(clients.allSatisfy { $0 >= 0 })
            running.cancel()
            _ = await running.result
            for client in clients { close(client) }
        }
    }

    /// A connection to a port of this machine.
    /// - Returns: its descriptor, or a negative number.
    private static func connect(to port: Int) -> CInt {
        let client = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Foundation.connect(client, $0, size) }
        }
        return result == 0 ? client : result
    }
}
