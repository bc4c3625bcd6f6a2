import AsyncHTTPClient
package import Certificates
import NIOCore
import NIOHTTP1
import NIOSSL
package import Wire

/// An exchange over HTTP/1.1, with TLS (protocol.md 7): what a phone of 1703 spoke.
///
/// Connections stay open between messages. Somebody must own the exchange and shut it down; `withExchange` does.
package struct HTTPExchange: Exchange {
    private let client: HTTPClient
    let configuration: TransportConfiguration
    private let tls: TLSConfiguration

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
        self.configuration = configuration
        tls = try configuration.makeTLS()
        var options = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        options.timeout.connect = TimeAmount(configuration.connectTimeout)
        // With HTTP/2 the names of headers would lose their spelling.
        options.httpVersion = .http1Only
        // Trying again, and when, is for whoever knows what the message was.
        options.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: options)
    }

    private init(_ other: HTTPExchange, _ configuration: TransportConfiguration) throws(CertificateError) {
        client = other.client
        self.configuration = configuration
        tls = try configuration.makeTLS()
    }

    /// The same exchange, with the same owner, for a phone that has got an identity or more authorities to trust, as
    /// it does by enrolment and renewal. Connections made under the old identity are not used for the new one.
    package func with(
        clientIdentity: TransportConfiguration.ClientIdentity?, trustRoots: [[UInt8]]
    ) throws(CertificateError) -> HTTPExchange {
        var changed = configuration
        changed.clientIdentity = clientIdentity
        changed.trustRoots = trustRoots
        return try HTTPExchange(self, changed)
    }

    /// Closes all connections; what is under way fails. A second time it does nothing.
    package func shutdown() async {
        try? await client.shutdown()
    }

    package func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        switch request.redirection {
        case .handedOver: try await sendOnce(request)
        case .followed: try await send(request, redirects: configuration.redirects)
        }
    }

    /// Sends with another policy for redirections than the configuration's.
    package func send(
        _ request: WireRequest, redirects: RedirectPolicy
    ) async throws(WireError) -> WireResponse {
        var request = request
        var hops = 0
        while true {
            let response = try await sendOnce(request)
            guard let next = try redirects.next(after: response, to: request, hops: hops) else { return response }
            request = next
            hops += 1
        }
    }

    private func sendOnce(_ request: WireRequest) async throws(WireError) -> WireResponse {
        let outgoing = try outgoing(request)
        let limit = configuration.connectTimeout + configuration.responseTimeout
        do {
            return try await withTimeLimit(limit) {
                let response = try await client.execute(outgoing, timeout: TimeAmount(limit))
                return WireResponse(
                    status: Int(response.status.code),
                    headers: WireHeaders(response.headers.map { WireHeaders.Field($0.name, $0.value) }),
                    body: try await body(of: response, from: request.url))
            }
        } catch {
            throw WireError(cause: error, url: request.url)
        }
    }

    private func outgoing(_ request: WireRequest) throws(WireError) -> HTTPClientRequest {
        let address = try WebAddress(request.url)
        guard address.isSecure || (configuration.allowsInsecureHTTP && address.isLoopback) else {
            throw WireError(
                .badAddress, url: request.url,
                message: "http:// is for tests on this machine (localhost, 127.0.0.1, [::1]) where it is allowed; "
                    + "use https://")
        }
        var headers = HTTPHeaders(request.headers.fields.map { ($0.name, $0.value) })
        if !headers.contains(name: "Host") { headers.add(name: "Host", value: address.hostField) }
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        outgoing.headers = headers
        // A body of known length goes out with Content-Length, never in chunks.
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        outgoing.tlsConfiguration = tls
        return outgoing
    }

    private func body(of response: HTTPClientResponse, from url: String) async throws -> [UInt8] {
        var body: [UInt8] = []
        do {
            for try await part in response.body {
                guard body.count + part.readableBytes <= configuration.maximumBytes else {
                    throw WireError(
                        .tooLarge, url: url,
                        message: "the answer has more than \(configuration.maximumBytes) bytes, the most that is read")
                }
                body += part.readableBytesView
            }
        } catch HTTPParserError.invalidEOFState where !body.isEmpty && response.headers.contains(name: "Content-Length")
        {
            // Some servers count more bytes than they send, and close. Whether the document is whole, its reader sees.
        }
        // A sequence that was cancelled may end as if it were complete.
        try Task.checkCancellation()
        return body
    }
}
