import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Notation
import Synchronization
import Wire

/// One connection to a server, HTTP/1.1, for one request at a time.
struct Connection: Sendable {
    let channel: any Channel
    private let handler: NIOLoopBound<AnswerHandler>
    private let health: ConnectionHealth
    /// Succeeds when TLS is agreed on; nil where there is none.
    private let handshake: EventLoopFuture<Void>?

    /// Whether it may be used again. One that is being closed is still active for a while.
    var isUsable: Bool { health.isUsable && channel.isActive }

    /// Connects, and agrees on TLS.
    ///
    /// - Parameter tls: nil for none.
    static func open(
        to address: WebAddress, tls: NIOSSLContext?, _ configuration: TransportConfiguration
    ) async throws -> Connection {
        if let proxy = configuration.proxies.proxy(for: address) {
            return try await open(to: address, through: proxy, tls: tls, configuration)
        }
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let limit = TimeAmount(configuration.connectTimeout)
        let deadline = NIODeadline.now() + limit
        // A name may have several addresses, of which one connects. Its channel tells which: it may have ended by then,
        // and forgotten its handlers.
        let tried = NIOLoopBoundBox<[ObjectIdentifier: Connection]>.makeBoxSendingValue([:], eventLoop: loop)
        let connected = try ClientBootstrap(group: loop)
            .connectTimeout(limit)
            .from(configuration.sourceAddress)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    tried.value[ObjectIdentifier(channel)] = try Connection(
                        on: channel, to: address, tls: tls, configuration)
                }
            }
            .connect(host: address.host, port: address.port)
            .flatMap { channel -> EventLoopFuture<Connection> in
                guard let connection = tried.value[ObjectIdentifier(channel)] else {
                    return loop.makeFailedFuture(ChannelError.eof)
                }
                return connection.whenAgreed(until: deadline)
            }
        return try await connected.valueOrCancelled { $0.end() }
    }

    /// The same by way of a proxy: a tunnel where there is TLS, else the proxy is spoken to in place of the server.
    private static func open(
        to address: WebAddress, through proxy: Proxy, tls: NIOSSLContext?, _ configuration: TransportConfiguration
    ) async throws -> Connection {
        let limit = TimeAmount(configuration.connectTimeout)
        let deadline = NIODeadline.now() + limit
        let connected = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton.any())
            .connectTimeout(limit)
            .connect(host: proxy.host, port: proxy.port)
            .flatMap { channel in
                let ready =
                    tls == nil
                    ? channel.eventLoop.makeSucceededVoidFuture()
                    : tunnel(channel, to: address, through: proxy, until: deadline)
                return ready.flatMapThrowing { try Connection(on: channel, to: address, tls: tls, configuration) }
                    .flatMap { $0.whenAgreed(until: deadline) }
                    .flatMapErrorThrowing { error in
                        channel.close(promise: nil)
                        throw error
                    }
            }
        return try await connected.valueOrCancelled { $0.end() }
    }

    /// Lets a channel speak HTTP. On its event loop.
    private init(
        on channel: any Channel, to address: WebAddress, tls: NIOSSLContext?, _ configuration: TransportConfiguration
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: address.hostName))
        }
        let decoder = HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop)
        let promise = tls.map { _ in channel.eventLoop.makePromise(of: Void.self) }
        let answers = AnswerHandler(
            limit: TimeAmount(configuration.responseTimeout), idleLimit: TimeAmount(configuration.idleLimit),
            maximumBytes: configuration.maximumBytes,
            handshake: promise)
        try pipeline.addHandlers([HTTPRequestEncoder(), ByteToMessageHandler(decoder), answers])
        self.channel = channel
        handler = NIOLoopBound(answers, eventLoop: channel.eventLoop)
        health = answers.health
        handshake = promise?.futureResult
    }

    /// This connection when TLS is agreed on, if that is in time.
    private func whenAgreed(until deadline: NIODeadline) -> EventLoopFuture<Connection> {
        guard let handshake else { return channel.eventLoop.makeSucceededFuture(self) }
        let alarm = channel.eventLoop.scheduleTask(deadline: deadline) { [handler] in
            handler.value.end(ConnectionFault.connectTimeExceeded)
        }
        return handshake.map {
            alarm.cancel()
            return self
        }
    }

    /// Sends a request and waits for the whole answer.
    /// - Throws: `ConnectionFault.notSent` where the connection had ended before.
    func send(_ request: OutgoingRequest) async throws -> Answered {
        let ticket = RequestTicket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let asked = Asked(ticket: ticket, request: request, continuation: continuation)
                onLoop { $0.ask(asked) }
            }
        } onCancel: {
            onLoop { $0.giveUp(ticket) }
        }
    }

    /// Closes the connection; what is under way on it fails.
    func end() {
        onLoop { $0.end(CancellationError()) }
    }

    private func onLoop(_ work: @escaping @Sendable (AnswerHandler) -> Void) {
        channel.eventLoop.execute { [handler] in work(handler.value) }
    }
}

extension EventLoopFuture where Value: Sendable {
    /// The value, or an error at once where the task is cancelled.
    /// - Parameter discard: what becomes of a value that comes too late.
    fileprivate func valueOrCancelled(_ discard: @escaping @Sendable (Value) -> Void) async throws -> Value {
        let promise = eventLoop.makePromise(of: Value.self)
        cascade(to: promise)
        return try await withTaskCancellationHandler {
            do {
                return try await promise.futureResult.get()
            } catch {
                whenSuccess(discard)
                throw error
            }
        } onCancel: {
            promise.fail(CancellationError())
        }
    }
}

/// Whether a connection may be used again; known to all threads, unlike what else its handler knows.
final class ConnectionHealth: Sendable {
    private let state = Atomic(true)

    var isUsable: Bool {
        get { state.load(ordering: .acquiring) }
        set { state.store(newValue, ordering: .releasing) }
    }
}

extension ClientBootstrap {
    /// Has connections come from an address of this machine, with any port; nil for whichever the system takes.
    fileprivate func from(_ address: String?) throws -> ClientBootstrap {
        guard let address else { return self }
        return bind(to: try SocketAddress(ipAddress: address, port: 0))
    }
}

extension WebAddress {
    /// The name that the server's certificate must be for; nil for an IP address, which stands in it in another way.
    fileprivate var hostName: String? {
        (try? SocketAddress(ipAddress: host, port: port)) == nil ? host : nil
    }
}
