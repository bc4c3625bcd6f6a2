package import HummingbirdCore
package import Logging
package import NIOCore
package import NIOHTTPTypes
import Synchronization

/// A server's connection that is on a roster, and that ends in good order even if nobody comes to handle it.
package struct RosteredChannel<Base: ServerChildChannel>: ServerChildChannel
where Base.Value == NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
    private let base: PrefixedChannel<Base>

    package init(_ base: Base, _ roster: ConnectionRoster) {
        self.base = PrefixedChannel(base) { RosterHandler(roster) }
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
        base.setup(channel: channel, logger: logger).map { AcceptedConnection($0) }
    }

    package func handle(value: AcceptedConnection, logger: Logger) async {
        await base.handle(value: value.taken(), logger: logger)
    }
}

extension HTTPServerBuilder {
    /// HTTP without TLS, for who finishes asking in time.
    package static func plain(_ limits: RequestClock.Limits, _ roster: ConnectionRoster) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            let timed = HTTP1Channel.Configuration(additionalChannelHandlers: [RequestClock(limits, roster)])
            return RosteredChannel(HTTP1Channel(responder: responder, configuration: timed), roster)
        }
    }
}

/// A connection that a server has accepted, until somebody handles it.
///
/// A server that is cancelled lets go of those that it has accepted and not yet looked at, and NIO ends the whole process for
/// each that was not ended in NIO's own way.
package final class AcceptedConnection: ServerChildChannelValue {
    private let http: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    private let isTaken = Atomic(false)

    package var channel: any Channel { http.channel }

    init(_ http: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>) {
        self.http = http
    }

    /// Whoever takes it has to end it.
    func taken() -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
        isTaken.store(true, ordering: .releasing)
        return http
    }

    deinit {
        guard !isTaken.load(ordering: .acquiring) else { return }
        // Ending it takes waiting, and nobody is left who could own the task; it ends with the connection, at once.
        Task { [http] in try? await http.executeThenClose { _, _ in } }
    }
}
