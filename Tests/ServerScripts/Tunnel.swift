import NIOCore
import NIOPosix
import Synchronization

/// A proxy that makes tunnels to this machine (CONNECT, RFC 9110 9.3.6).
package final class Tunnel: Sendable {
    private let asked = Mutex<[String]>([])

    /// What it was asked to connect to.
    package var targets: [String] { asked.withLock { $0 } }

    package static func with<Result>(_ body: (Tunnel, _ port: Int) async throws -> Result) async throws -> Result {
        let tunnel = Tunnel()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Front(tunnel))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(tunnel, listener.localAddress?.port ?? 0)
            try? await listener.close()
            return result
        } catch {
            try? await listener.close()
            throw error
        }
    }

    fileprivate func note(_ target: String) {
        asked.withLock { $0.append(target) }
    }
}

/// Reads what to connect to, connects, and hands over what comes.
private final class Front: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let tunnel: Tunnel
    private var head = ""
    private var back: (any Channel)?

    init(_ tunnel: Tunnel) {
        self.tunnel = tunnel
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let back { return back.writeAndFlush(unwrapInboundIn(data), promise: nil) }
        head += String(buffer: unwrapInboundIn(data))
        guard head.hasSuffix("\r\n\r\n") else { return }
        let target = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        tunnel.note(target)
        let port = target.split(separator: ":").last.flatMap { Int($0) } ?? 0
        let front = context.channel
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Back(front))
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .assumeIsolated()
            .whenComplete { [self] result in
                guard case .success(let channel) = result else { return front.close(promise: nil) }
                back = channel
                front.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"), promise: nil)
            }
    }

    func channelInactive(context: ChannelHandlerContext) {
        back?.close(promise: nil)
    }
}

private final class Back: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let front: any Channel

    init(_ front: any Channel) {
        self.front = front
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        front.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        front.close(promise: nil)
    }
}
