package import NIOCore
package import NIOHTTPTypes

/// Ends a connection whose request does not come: a head has so much time, a body so much more. It stands above HTTP.
package final class RequestClock: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    /// How long a server waits.
    package struct Limits: Equatable, Sendable {
        /// For the whole head of a request, and for the next one on a kept connection.
        package var head: TimeAmount
        /// For the whole body.
        package var body: TimeAmount

        package init(head: TimeAmount = .seconds(30), body: TimeAmount = .seconds(60)) {
            self.head = head
            self.body = body
        }
    }

    private let limits: Limits
    private let roster: ConnectionRoster
    private var alarm: Scheduled<Void>?
    /// Requests that are here and not answered; below zero where an answer came before the end of its request.
    private var unanswered = 0

    package init(_ limits: Limits, _ roster: ConnectionRoster) {
        self.limits = limits
        self.roster = roster
    }

    package func handlerAdded(context: ChannelHandlerContext) { wait(limits.head, context) }

    package func handlerRemoved(context: ChannelHandlerContext) { alarm?.cancel() }

    package func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        context.fireChannelInactive()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: wait(limits.body, context)
        case .body: break
        case .end: count(1, context)
        }
        context.fireChannelRead(data)
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { count(-1, context) }
        context.write(data, promise: promise)
    }

    private func count(_ change: Int, _ context: ChannelHandlerContext) {
        unanswered += change
        guard unanswered > 0 else { return wait(limits.head, context) }
        alarm?.cancel()
        roster.set(context.channel, isWaiting: false)
    }

    private func wait(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        alarm?.cancel()
        roster.set(context.channel, isWaiting: true)
        let channel = context.channel
        alarm = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }
}
