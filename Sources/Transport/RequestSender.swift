import NIOCore
import NIOHTTP1

/// The place in a connection's pipeline from which requests go out: they are bytes already, and pass by the decoder of
/// answers, which would unpack and pack them for nothing.
///
/// It lives on the connection's event loop and is touched there only.
final class RequestSender: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let decoder: HTTPResponseDecoder
    /// Kept from one request to the next; one that has grown large is given back.
    private var buffer = ByteBuffer()
    private static let largestKept = 65_536
    private var context: ChannelHandlerContext?

    /// - Parameter decoder: of the answers.
    init(_ decoder: HTTPResponseDecoder) {
        self.decoder = decoder
    }

    func send(_ head: RequestHead, _ body: [UInt8]) {
        decoder.write(data: Self.mark)
        buffer.clear()
        head.write(before: body, into: &buffer)
        context?.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        if buffer.capacity > Self.largestKept { buffer = ByteBuffer() }
    }

    /// Sends the head and half of the body.
    /// - Parameter promise: succeeds when they have gone out.
    func sendHalf(_ head: RequestHead, _ body: [UInt8], _ promise: EventLoopPromise<Void>) {
        guard let context else { return promise.fail(ChannelError.ioOnClosedChannel) }
        var half = ByteBuffer()
        head.write(before: body, into: &half)
        half.moveWriterIndex(to: half.writerIndex - (body.count - body.count / 2))
        context.writeAndFlush(wrapOutboundOut(half), promise: promise)
    }

    /// What the decoder wants to know of each request: whether its answer can have a body (RFC 9110 9.3.2). Those to all
    /// of ours can, so one head stands for all.
    private static let mark = HTTPClientRequestPart.head(HTTPRequestHead(version: .http1_1, method: .POST, uri: "/"))

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }
}
