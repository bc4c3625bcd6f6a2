import NIOCore
import NIOPosix
import Synchronization

/// A way to a server of this machine that can be cut and mended: what a browser sees when a network is lost.
///
/// Who goes this way names the relay's port; the server is told its own, because it looks at what it is called.
package final class CuttableRelay: Sendable {
    private struct State {
        var isCut = false
        var channels: [any Channel] = []
    }

    private let state = Mutex(State())
    private let target: Int

    private init(to target: Int) {
        self.target = target
    }

    /// Relays to a port of this machine while the body runs.
    package static func with<Result>(
        to target: Int, _ body: (_ relay: CuttableRelay, _ port: Int) async throws -> Result
    ) async throws -> Result {
        let relay = CuttableRelay(to: target)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { relay.open($0) }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(relay, listener.localAddress?.port ?? 0)
            relay.cut()
            try? await listener.close()
            return result
        } catch {
            relay.cut()
            try? await listener.close()
            throw error
        }
    }

    /// Ends all connections, and each new one as it comes.
    package func cut() {
        let channels = state.withLock { state in
            state.isCut = true
            defer { state.channels = [] }
            return state.channels
        }
        for channel in channels { channel.close(promise: nil) }
    }

    /// Lets everybody through again.
    package func mend() { state.withLock { $0.isCut = false } }

    private func open(_ incoming: any Channel) -> EventLoopFuture<Void> {
        guard !state.withLock({ $0.isCut }) else { return incoming.close() }
        let own = incoming.localAddress?.port ?? 0
        return ClientBootstrap(group: incoming.eventLoop).channelOption(.autoRead, value: false)
            .connect(host: "127.0.0.1", port: target)
            .flatMap { outgoing in
                self.state.withLock { $0.channels += [incoming, outgoing] }
                let there = RelayHandler(to: outgoing, replacing: "127.0.0.1:\(own)", by: "127.0.0.1:\(self.target)")
                return incoming.pipeline.addHandler(there)
                    .flatMap { outgoing.pipeline.addHandler(RelayHandler(to: incoming)) }
                    .flatMap { incoming.setOption(.autoRead, value: true) }
                    .flatMap { outgoing.setOption(.autoRead, value: true) }
            }
    }
}

/// Hands on what comes, with one text in the place of another.
private final class RelayHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private let words: (old: String, new: String)?

    init(to other: any Channel) {
        self.other = other
        words = nil
    }

    init(to other: any Channel, replacing old: String, by new: String) {
        self.other = other
        words = (old, new)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        guard let words else { return other.writeAndFlush(buffer, promise: nil) }
        let text = String(buffer: buffer).replacing(words.old, with: words.new)
        other.writeAndFlush(ByteBuffer(string: text), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        other.close(promise: nil)
    }
}
