import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS
import Wire

/// The end of a connection's pipeline: has sent what is asked, and makes one answer of its parts.
///
/// It lives on the connection's event loop and is touched there only.
final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// How long a whole answer may take, and how long a connection waits for the next request before it is closed.
    private let limit: TimeAmount
    private let idleLimit: TimeAmount
    private let maximumBytes: Int
    /// Succeeds when TLS is agreed on; nil where there is none.
    private let handshake: EventLoopPromise<Void>?
    let health = ConnectionHealth()

    private var context: ChannelHandlerContext?
    private var waiting: CheckedContinuation<Answered, any Error>?
    /// The request that is waited for, nil for none, and the last one that was given up.
    private var ticket: RequestTicket?
    private var givenUp: RequestTicket?
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []
    /// The version of TLS that was agreed on; nil where there is none.
    private var tls: String?
    /// Whether TLS has ended without its farewell, where the end of the connection is the end of the body.
    private var isAbrupt = false
    /// When the patience ends, with an answer or with the next request; looked at when the alarm rings.
    private var deadline = NIODeadline.distantFuture
    private var alarm: Scheduled<Void>?
    private var alarmTime = NIODeadline.distantFuture
    /// Why the connection cannot be used any more.
    private var failure: (any Error)?

    init(limit: TimeAmount, idleLimit: TimeAmount, maximumBytes: Int, handshake: EventLoopPromise<Void>?) {
        self.limit = limit
        self.idleLimit = idleLimit
        self.maximumBytes = maximumBytes
        self.handshake = handshake
    }

    /// Sends a request; whoever waits for its answer gets one, or an error, in every case.
    func ask(_ asked: Asked) {
        guard givenUp !== asked.ticket else { return asked.continuation.resume(throwing: CancellationError()) }
        guard let context, context.channel.isActive, failure == nil else {
            return asked.continuation.resume(
                throwing: ConnectionFault.notSent(failure ?? ChannelError.ioOnClosedChannel))
        }
        waiting = asked.continuation
        ticket = asked.ticket
        wait(limit)
        send(asked.request, context)
    }

    private func send(_ request: OutgoingRequest, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request.head)), promise: nil)
        let octets = request.isBrokenOff ? request.body.prefix(request.body.count / 2) : request.body[...]
        let body = wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: octets))))
        guard request.isBrokenOff else {
            context.write(body, promise: nil)
            return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { [self] _ in end(ConnectionFault.brokenOff) }
        context.writeAndFlush(body, promise: sent)
    }

    /// Gives up a request, whether it was asked already or not; one that has its answer is left alone.
    func giveUp(_ ticket: RequestTicket) {
        givenUp = ticket
        if self.ticket === ticket { end(CancellationError()) }
    }

    /// Closes the connection; an answer that is waited for does not come any more.
    func end(_ error: any Error) {
        failure = failure ?? error
        health.isUsable = false
        finish(.failure(error))
        handshake?.fail(error)
        alarm?.cancel()
        context?.close(promise: nil)
    }

    /// Sets the deadline. An alarm that rings earlier looks again: setting one for each message would cost more than
    /// sending it.
    private func wait(_ time: TimeAmount) {
        deadline = .now() + time
        if deadline < alarmTime { setAlarm() }
    }

    private func setAlarm() {
        alarm?.cancel()
        alarmTime = deadline
        alarm = context?.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [self] in
            guard deadline <= .now() else { return setAlarm() }
            end(ticket == nil ? ChannelError.ioOnClosedChannel : ConnectionFault.responseTimeExceeded)
        }
    }

    private func finish(_ result: Result<Answered, any Error>) {
        guard let continuation = waiting else { return }
        waiting = nil
        ticket = nil
        head = nil
        body = []
        continuation.resume(with: result)
    }

    private func finish(_ head: HTTPResponseHead, mayStay: Bool) {
        let headers = WireHeaders(head.headers.map { WireHeaders.Field($0.name, $0.value) })
        var response = WireResponse(status: Int(head.status.code), headers: headers, body: body)
        response.isAbrupt = isAbrupt
        response.tls = tls
        finish(.success(Answered(response: response, mayStay: mayStay)))
        if mayStay {
            wait(idleLimit)
        } else {
            end(ChannelError.ioOnClosedChannel)
        }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        // A channel that never connected ends here.
        end(ChannelError.eof)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event {
            tls = (try? context.pipeline.syncOperations.nioSSL_tlsVersion())?.name
            handshake?.succeed()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // A server that says something unasked is not understood any more.
        guard ticket != nil else { return end(HTTPParserError.unknown) }
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let part):
            guard body.count + part.readableBytes <= maximumBytes else {
                return end(ConnectionFault.answerTooLarge(maximumBytes: maximumBytes))
            }
            part.withUnsafeReadableBytes { body += $0 }
        case .end:
            if let head { finish(head, mayStay: head.isKeepAlive && head.status != .switchingProtocols) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOSSLError.uncleanShutdown where head != nil && !(isEndedByClosing && body.isEmpty):
            // Whether the answer is whole, its length tells, and the parser at the end of the connection; where it has no
            // length, only its reader can tell.
            isAbrupt = isEndedByClosing
        case HTTPParserError.invalidEOFState
        where !body.isEmpty && head?.headers.contains(name: "Content-Length") == true:
            // Some servers count more bytes than they send, and close. Whether the document is whole, its reader sees.
            if let head { finish(head, mayStay: false) }
        case NIOSSLError.handshakeFailed(let cause):
            let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()?.toDERBytes()
            end(ConnectionFault.handshakeFailed(cause, certificate: certificate))
        default: end(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(ChannelError.eof)
        context.fireChannelInactive()
    }

    /// Whether only the end of the connection tells the end of the body (RFC 9112 6.3).
    private var isEndedByClosing: Bool {
        guard let headers = head?.headers else { return false }
        return !headers.contains(name: "Content-Length") && !headers.contains(name: "Transfer-Encoding")
    }
}
