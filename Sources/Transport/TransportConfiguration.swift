package import Certificates

/// How an exchange reaches its servers, whom it trusts, and who it says the phone is.
///
/// Certificates of servers are always verified: there is no way to turn that off, only more authorities to trust.
package struct TransportConfiguration: Sendable {
    /// Who the phone is towards a server that asks (MS-MDE2 2.2.9.5: the certificate of the enrolment).
    package struct ClientIdentity: Sendable {
        /// DER, the phone's own certificate first, then those that lead to its authority.
        package var certificates: [[UInt8]]
        package var key: SigningKey

        package init(certificates: [[UInt8]], key: SigningKey) {
            self.certificates = certificates
            self.key = key
        }
    }

    /// Certificates of authorities in DER, trusted beside those of the system.
    package var trustRoots: [[UInt8]]
    package var clientIdentity: ClientIdentity?
    /// Whether the system's authorities are read once for all exchanges of the process: for who makes thousands of them, each
    /// with an identity of its own.
    package var sharesAuthorities = false
    /// Whether `http://` may be used at all; even then it goes to this machine only.
    package var allowsInsecureHTTP: Bool
    /// The address of this machine that connections come from, such as `192.0.2.7`; nil for whichever the system takes.
    package var sourceAddress: String?
    /// Is told of each connection that stands, for who counts them; nil where nobody does.
    package var onConnection: (@Sendable (NewConnection) -> Void)?
    /// Which requests go through a proxy.
    package var proxies = ProxyRules()
    /// How long it may take until a connection stands, TLS included.
    package var connectTimeout: Duration
    /// How long it may take from the connection to the last byte of the answer.
    package var responseTimeout: Duration
    /// How long a connection waits for the next request before it is closed.
    package var idleLimit = Duration.seconds(60)
    /// The most that the body of an answer may have.
    package var maximumBytes: Int

    package init(
        trustRoots: [[UInt8]] = [], clientIdentity: ClientIdentity? = nil, allowsInsecureHTTP: Bool = false,
        connectTimeout: Duration = .seconds(10), responseTimeout: Duration = .seconds(60), maximumBytes: Int = 16 << 20
    ) {
        self.trustRoots = trustRoots
        self.clientIdentity = clientIdentity
        self.allowsInsecureHTTP = allowsInsecureHTTP
        self.connectTimeout = connectTimeout
        self.responseTimeout = responseTimeout
        self.maximumBytes = maximumBytes
    }
}

/// A connection that has come to stand.
package struct NewConnection: Sendable {
    /// Whether TLS was agreed on.
    package var isSecure: Bool
    /// From the first packet on until it could be used, TLS included.
    package var duration: Duration
}
