import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import Notation
import Wire

extension Connection {
    /// Lets a proxy connect to a server (CONNECT, RFC 9110 9.3.6); afterwards the channel is the one to the server. On its
    /// event loop.
    static func tunnel(
        _ channel: any Channel, to address: WebAddress, through proxy: Proxy, until deadline: NIODeadline
    ) -> EventLoopFuture<Void> {
        guard channel.isActive else { return channel.eventLoop.makeFailedFuture(ChannelError.eof) }
        let promise = channel.eventLoop.makePromise(of: Void.self)
        let host = address.bracketedHost
        var headers = HTTPHeaders([("Host", "\(host):\(address.port)")])
        if let authorization = proxy.authorization { headers.add(name: "Proxy-Authorization", value: authorization) }
        let encoder = HTTPRequestEncoder()
        let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
        let connect = NIOHTTP1ProxyConnectHandler(
            targetHost: host, targetPort: address.port, headers: headers, deadline: deadline, promise: promise)
        do {
            try channel.pipeline.syncOperations.addHandlers([encoder, decoder, connect])
        } catch {
            promise.fail(error)
        }
        return promise.futureResult.assumeIsolated().flatMap {
            let pipeline = channel.pipeline.syncOperations
            return pipeline.removeHandler(decoder).and(pipeline.removeHandler(encoder)).map { _ in }
        }.nonisolated()
    }
}
