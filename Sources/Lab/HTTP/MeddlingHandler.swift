internal import NIOCore

/// Spoils the bytes of one answer as its plan says: a Content-Length that is too long, or an end before the end.
///
/// It stands between HTTP and TLS. The plan for an answer arrives as an outbound event before the answer's bytes.
final class MeddlingHandler: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var meddling: AnswerMeddling?

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard let plan = event as? LabWirePlan else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        meddling = plan.meddles ? AnswerMeddling(plan) : nil
        // With no byte to be sent the answer need not come for the cut.
        if meddling?.isFinished == true { cut(context) }
        promise?.succeed()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard var meddling else { return context.write(data, promise: promise) }
        guard !meddling.isFinished else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let bytes = meddling.spoil(Array(buffer: unwrapOutboundIn(data)))
        self.meddling = meddling
        guard meddling.isFinished else {
            return context.write(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: promise)
        }
        let isCut = meddling.isCut
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).assumeIsolated().whenComplete { _ in
            if isCut { self.cut(context) } else { context.close(promise: nil) }
        }
        promise?.succeed()
    }

    /// Asks whoever is nearest to the socket to close it, with no farewell of TLS.
    private func cut(_ context: ChannelHandlerContext) {
        context.triggerUserOutboundEvent(CutEvent(), promise: nil)
    }
}

/// The wish that the connection end now.
struct CutEvent: Sendable {}

/// Closes the socket where a cut is wished for. It stands nearest to the socket, below TLS.
final class CuttingHandler: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = ByteBuffer

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is CutEvent else { return context.triggerUserOutboundEvent(event, promise: promise) }
        context.close(promise: promise)
    }
}
