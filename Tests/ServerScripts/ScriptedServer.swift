import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A server that answers requests with bytes from a list, right or wrong as the test wants them.
package final class ScriptedServer: Sendable {
    /// What a request is answered with.
    package struct Answer: Sendable {
        package enum Ending: Sendable {
            case keepOpen
            /// As a server closes that has said all.
            case close
            /// As a server closes that does not bid TLS farewell.
            case hangUp
            /// As a server breaks: a RST instead of a FIN.
            case reset
        }

        /// Each goes out by itself.
        package var pieces: [[UInt8]]
        package var ending: Ending

        package init(_ text: String, then ending: Ending = .keepOpen) {
            self.init(pieces: [Array(text.utf8)], then: ending)
        }

        package init(pieces: [[UInt8]], then ending: Ending = .keepOpen) {
            self.pieces = pieces
            self.ending = ending
        }

        /// A whole answer with this body.
        package static func ok(_ body: String) -> Answer {
            Answer("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        }
    }

    /// Makes an answer from a request; nil leaves that to the list.
    package typealias Maker = @Sendable (_ request: String) async -> Answer?

    private struct State {
        var answers: [Answer]
        var requests: [String] = []
        var connections: [any Channel] = []
        /// Those on which a request came.
        var askers: Set<ObjectIdentifier> = []
    }

    private let state: Mutex<State>
    private let tls: NIOSSLContext?
    private let maker: Maker?

    private init(_ answers: [Answer], _ tls: TLSConfiguration?, _ maker: Maker?) throws {
        state = Mutex(State(answers: answers))
        self.maker = maker
        self.tls = try tls.map { try NIOSSLContext(configuration: $0) }
    }

    /// The requests so far, as they came.
    package var requests: [String] { state.withLock { $0.requests } }
    package var connectionCount: Int { state.withLock { $0.connections.count } }
    /// How many connections the requests came on. Others may have come to a port that somebody else had before, and that
    /// somebody else's client still tries.
    package var askingConnectionCount: Int { state.withLock { $0.askers.count } }

    /// Runs a server on a port of its own while the body runs. The last answer is given again and again.
    package static func with<Result>(
        _ answers: [Answer] = [], tls: TLSConfiguration? = nil, making maker: Maker? = nil,
        _ body: (_ server: ScriptedServer, _ port: Int) async throws -> Result
    ) async throws -> Result {
        let server = try ScriptedServer(answers, tls, maker)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { server.open($0) }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(server, listener.localAddress?.port ?? 0)
            await server.close(listener)
            return result
        } catch {
            await server.close(listener)
            throw error
        }
    }

    private func open(_ channel: any Channel) -> EventLoopFuture<Void> {
        state.withLock { $0.connections.append(channel) }
        return channel.eventLoop.makeCompletedFuture {
            if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
            try channel.pipeline.syncOperations.addHandler(RequestHandler(server: self))
        }
    }

    private func close(_ listener: any Channel) async {
        for channel in state.withLock({ $0.connections }) + [listener] { try? await channel.close() }
    }

    /// The answer to a request: that of the list, or, where one is made, what will come of that.
    fileprivate func answer(to request: [UInt8], on channel: any Channel) -> EventLoopFuture<Answer?> {
        let text = String(decoding: request, as: UTF8.self)
        state.withLock {
            $0.requests.append(text)
            $0.askers.insert(ObjectIdentifier(channel))
        }
        guard let maker else { return channel.eventLoop.makeSucceededFuture(nextAnswer()) }
        return channel.eventLoop.makeFutureWithTask { [self] in await maker(text) ?? nextAnswer() }
    }

    private func nextAnswer() -> Answer? {
        state.withLock { state in
            state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first
        }
    }
}

/// Collects a request until it is whole, then says what the script says.
private final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: ScriptedServer
    private var received: [UInt8] = []

    init(server: ScriptedServer) {
        self.server = server
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        guard isWhole else { return }
        let answer = server.answer(to: received, on: context.channel)
        received = []
        answer.assumeIsolated().whenSuccess { [self] in
            if let answer = $0 { say(answer, context) }
        }
    }

    private func say(_ answer: ScriptedServer.Answer, _ context: ChannelHandlerContext) {
        for piece in answer.pieces {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: piece)), promise: nil)
        }
        switch answer.ending {
        case .keepOpen: break
        case .close: context.close(promise: nil)
        case .hangUp: socket(context).close(promise: nil)
        case .reset: reset(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// Whether there is a head, and as much body as it announces.
    private var isWhole: Bool {
        // The greeting of TLS (RFC 8446 5.1) to a server that has none: it will never look like a request.
        if received.first == 0x16 { return true }
        let text = String(decoding: received, as: UTF8.self)
        guard let headEnd = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<headEnd.lowerBound].split(separator: "\r\n").lazy
            .filter { $0.lowercased().hasPrefix("content-length:") }
            .compactMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }.first
        return text[headEnd.upperBound...].utf8.count >= length ?? 0
    }

    /// The place below TLS, if there is any: who closes there says nothing to the other side's TLS.
    private func socket(_ context: ChannelHandlerContext) -> ChannelHandlerContext {
        (try? context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)) ?? context
    }

    /// A socket that lingers for no time throws away what it has not sent, and resets.
    private func reset(_ context: ChannelHandlerContext) {
        let noLinger = linger(l_onoff: 1, l_linger: 0)
        guard let options = context.channel as? any SocketOptionProvider else { return }
        options.setSoLinger(noLinger).assumeIsolated().whenComplete { [socket = socket(context)] _ in
            socket.close(promise: nil)
        }
    }
}
