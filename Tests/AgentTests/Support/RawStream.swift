import Agent
import NIOCore
import NIOPosix

/// An answer that is read while it is still being written: the bytes of the connection, as they come.
enum RawStream {
    typealias Chunks = NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator

    /// Asks the control API for something, with the token, and lets the body read what comes.
    static func with(
        _ control: LiveControl, path: String, _ body: (inout TextChunks) async throws -> Void
    ) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: control.file.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        try await channel.executeThenClose { inbound, outbound in
            let request =
                "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(control.file.token)\r\n\r\n"
            try await outbound.write(ByteBuffer(string: request))
            var chunks = TextChunks(chunks: inbound.makeAsyncIterator())
            try await body(&chunks)
        }
    }

    /// The pieces of the answer as texts.
    struct TextChunks {
        fileprivate var chunks: Chunks

        mutating func next() async throws -> String? {
            try await chunks.next(isolation: #isolation).map { String(buffer: $0) }
        }
    }
}
