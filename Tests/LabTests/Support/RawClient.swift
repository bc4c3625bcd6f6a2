import NIOCore
import NIOPosix
import NIOSSL

/// A client that shows every byte: it writes a request, and reads until the server ends the connection.
struct RawClient {
    /// Who the client trusts and who it is; nil for no TLS.
    struct Security {
        var root: [UInt8]
        var identity: (certificate: [UInt8], key: String)?
    }

    let port: Int
    var security: Security?
    /// For the interface below `/lab`.
    var token: String?
    /// Host of the request; the server's own address if nil.
    var host: String?

    struct Received {
        var bytes: [UInt8]
        /// Whether the connection ended as it should, and not in the middle.
        var isOrderly: Bool

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var status: Int? { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

        /// What stands behind the head.
        var body: [UInt8] {
            let mark = Array("\r\n\r\n".utf8)
            guard bytes.count >= mark.count,
                let end = (0...bytes.count - mark.count).first(where: {
                    bytes[$0..<$0 + mark.count].elementsEqual(mark)
                })
            else { return [] }
            return Array(bytes[(end + mark.count)...])
        }
    }

    /// - Parameter fields: further header fields, each with its line end.
    func post(
        _ path: String, _ body: [UInt8], type: String = "text/plain", fields: String = ""
    ) async throws -> Received {
        try await send("POST", path, body, type: type, fields: fields)
    }

    /// Writes bytes and leaves the connection open. Where the server has closed it before they were written, that shows on
    /// the channel.
    func hold(_ bytes: String) async throws -> any Channel {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        try? await channel.writeAndFlush(ByteBuffer(string: bytes)).get()
        return channel
    }

    func get(_ path: String, fields: String = "") async throws -> Received {
        try await send("GET", path, [], fields: fields)
    }

    func patch(_ path: String, _ body: String) async throws -> Received {
        try await send("PATCH", path, Array(body.utf8), type: "application/json")
    }

    func put(_ path: String, _ body: String, type: String = "application/json") async throws -> Received {
        try await send("PUT", path, Array(body.utf8), type: type)
    }

    private func send(
        _ method: String, _ path: String, _ body: [UInt8], type: String = "text/plain", fields: String = ""
    ) async throws -> Received {
        let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        let host = host ?? "127.0.0.1:\(port)"
        let head =
            "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\nContent-Type: \(type)\r\n"
            + "\(authorization)\(fields)Content-Length: \(body.count)\r\n\r\n"
        let context = try security.map { try Self.context($0) }
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(
                            try NIOSSLClientHandler(context: context, serverHostname: nil))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var received: [UInt8] = []
            do {
                try await outbound.write(ByteBuffer(bytes: Array(head.utf8) + body))
                for try await part in inbound { received += Array(buffer: part) }
                return Received(bytes: received, isOrderly: true)
            } catch {
                return Received(bytes: received, isOrderly: false)
            }
        }
    }

    private static func context(_ security: Security) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([try NIOSSLCertificate(bytes: security.root, format: .der)])
        if let identity = security.identity {
            let certificate = try NIOSSLCertificate(bytes: identity.certificate, format: .der)
            configuration.certificateChain = [.certificate(certificate)]
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.key.utf8), format: .pem))
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
