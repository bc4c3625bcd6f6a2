import Foundation
import SwiftASN1
import ServerScripts
import Testing
import Transport
import Wire
import X509

/// Servers that ask for the phone's certificate when they have seen what it wants, as IIS does.
struct RenegotiationTests {
    @Test(
        .enabled(if: OpenSSLServer.isInstalled, "openssl is missing: apt-get install openssl"), .timeLimit(.minutes(30))
    )
    func `a server may ask for the phone's certificate after the request`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let authority = try Authority()
        let address = ASN1OctetString(contentBytes: [127, 0, 0, 1])
        let pem = try authority.serverPEM(names: [.ipAddress(address)])
        try Data(pem.utf8).write(to: folder.appending(path: "server.pem"))
        let server = try OpenSSLServer(folder: folder.path())
        defer { server.end() }
        let port = try await server.line(after: "ACCEPT 127.0.0.1:")

        let identity = try authority.identity(of: "the phone", key: try TLSTests.key.get())
        let configuration = TransportConfiguration(trustRoots: [authority.certificate], clientIdentity: identity)
        let response = try await HTTPExchange.withExchange(configuration) { exchange in
            async let response = exchange.send(
                WireRequest(.post, "https://127.0.0.1:\(port)/", body: Array("a message\n".utf8)))
            _ = try await server.line(after: "a message")
            try server.type("R")
            // Its authority is not known to the server, which says so and goes on.
            #expect(try await server.line(after: "depth=0 CN = ") == "the phone")
            for line in ["HTTP/1.1 200 OK", "Content-Length: 4", "", "body"] { try server.type(line) }
            return try await response
        }
        #expect(response.body == Array("body".utf8))
    }
}
