package import HummingbirdCore
package import Logging
package import NIOCore

/// A server's connection with a handler of ours before those of its base, nearer to the socket.
package struct PrefixedChannel<Base: ServerChildChannel>: ServerChildChannel {
    package typealias Value = Base.Value

    private let base: Base
    private let handler: @Sendable () -> any ChannelHandler

    package init(_ base: Base, _ handler: @escaping @Sendable () -> any ChannelHandler) {
        self.base = base
        self.handler = handler
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(handler())
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    package func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
