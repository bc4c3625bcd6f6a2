package import Certificates
import Notation
package import Wire

/// An exchange over HTTP/1.1, with TLS (protocol.md 7): what a phone of 1703 spoke.
///
/// Connections stay open between messages. Somebody must own the exchange and shut it down; `withExchange` does.
///
/// It stands on NIO's own HTTP and TLS, not on a client library: a phone needs neither redirections of a browser nor
/// a pool for many, and what such a client does for each request cost more than the whole rest of a session.
package struct HTTPExchange: Exchange {
    private let connections: ConnectionPool
    private let identity: TLSIdentity
    /// For requests that show nobody who the phone is.
    private let stranger: TLSIdentity
    let configuration: TransportConfiguration

    /// Makes an exchange, lets the body use it, and shuts it down.
    package static func withExchange<Result>(
        _ configuration: TransportConfiguration, isolation: isolated (any Actor)? = #isolation,
        _ body: (HTTPExchange) async throws -> Result
    ) async throws -> Result {
        let exchange = try HTTPExchange(configuration)
        do {
            let result = try await body(exchange)
            await exchange.shutdown()
            return result
        } catch {
            await exchange.shutdown()
            throw error
        }
    }

    /// - Throws: where a certificate or the key of the configuration cannot be used.
    package init(_ configuration: TransportConfiguration) throws(CertificateError) {
        try self.init(configuration, ConnectionPool())
    }

    private init(
        _ configuration: TransportConfiguration, _ connections: ConnectionPool
    ) throws(CertificateError) {
        self.configuration = configuration
        self.connections = connections
        identity = TLSIdentity(try configuration.makeTLS())
        var unknown = configuration
        unknown.clientIdentity = nil
        stranger = configuration.clientIdentity == nil ? identity : TLSIdentity(try unknown.makeTLS())
    }

    /// The same exchange, with the same owner, for a phone that has got an identity or more authorities to trust, as
    /// it does by enrolment and renewal. Connections made under the old identity are not used for the new one.
    package func with(
        clientIdentity: TransportConfiguration.ClientIdentity?, trustRoots: [[UInt8]]
    ) throws(CertificateError) -> HTTPExchange {
        var changed = configuration
        changed.clientIdentity = clientIdentity
        changed.trustRoots = trustRoots
        return try HTTPExchange(changed, connections)
    }

    /// Makes what every TLS connection begins with.
    package func prove() async throws(WireError) {
        do {
            _ = try await identity.context()
        } catch {
            throw WireError(
                .tlsFailed, url: "the phone's own certificates", message: "TLS cannot begin with them: \(error)")
        }
    }

    /// Closes the connections of this phone to some addresses that wait for work, those that show nobody who it is as well; who
    /// shares the pool keeps theirs.
    package func closeIdle(to urls: [String]) {
        for address in urls.compactMap({ WebAddress($0) }) {
            for identity in [identity, stranger] { connections.closeIdle(ConnectionPool.Key(address, identity)) }
        }
    }

    /// Closes all connections; what is under way fails. A second time it does nothing.
    package func shutdown() async {
        await connections.shutdown()
    }

    package func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        let outgoing = try OutgoingRequest(request, configuration.proxies)
        let address = outgoing.address
        guard address.isSecure || request.mayBeOpen || (configuration.allowsInsecureHTTP && address.isLoopback) else {
            throw WireError(
                .badAddress, url: request.url,
                message: "http:// is for tests on this machine (localhost, 127.0.0.1, [::1]) where it is allowed; "
                    + "use https://")
        }
        if let proxy = outgoing.proxy, !proxy.isLoopback, !request.mayBeOpen {
            throw WireError(
                .badAddress, url: request.url,
                message: "http:// does not leave this machine, and the proxy \(proxy) is on another; use https://")
        }
        let identity = request.isAnonymous ? stranger : identity
        do {
            return try await send(outgoing, identity)
        } catch {
            let isKnown = configuration.clientIdentity != nil && !request.isAnonymous
            throw WireError(cause: error, url: request.url, Circumstances(configuration, address, isKnown: isKnown))
        }
    }

    private func send(_ request: OutgoingRequest, _ identity: TLSIdentity) async throws -> WireResponse {
        let address = request.address
        let key = ConnectionPool.Key(address, identity)
        // A kept connection may have ended while nobody looked; then nothing was sent, and another one will do.
        while let kept = try connections.takeIdle(key) {
            do {
                return try await send(request, over: kept, key)
            } catch ConnectionFault.notSent {}
        }
        let new = try await connections.add(key) {
            let tls = address.isSecure ? try await identity.context() : nil
            let begun = ContinuousClock.now
            let opened = try await Connection.open(to: address, tls: tls, configuration)
            configuration.onConnection?(
                NewConnection(isSecure: address.isSecure, duration: begun.duration(to: .now)))
            return opened
        }
        return try await send(request, over: new, key)
    }

    private func send(
        _ request: OutgoingRequest, over connection: Connection, _ key: ConnectionPool.Key
    ) async throws -> WireResponse {
        let answered = try await connection.send(request)
        if answered.mayStay { connections.giveBack(connection, key) }
        return answered.response
    }
}
