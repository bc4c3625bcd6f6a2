internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// A server's connection with a handler of ours before those of its base, nearer to the socket.
struct PrefixedChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    private let base: Base
    private let handler: @Sendable () -> any ChannelHandler

    init(_ base: Base, _ handler: @escaping @Sendable () -> any ChannelHandler) {
        self.base = base
        self.handler = handler
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(handler())
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
