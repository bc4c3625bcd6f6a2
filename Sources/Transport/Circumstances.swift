import Notation
import Wire

/// What must be known of a request to say why it failed.
struct Circumstances {
    var address: WebAddress
    /// The proxy that leads to it.
    var proxy: Proxy?
    /// Certificates of authorities that were given to be trusted, DER.
    var trustRoots: [[UInt8]]
    /// Whether the phone has a certificate to show.
    var isKnown: Bool
    var connectTimeout: Duration
    var responseTimeout: Duration

    init(_ configuration: TransportConfiguration, _ address: WebAddress, isKnown: Bool) {
        self.address = address
        self.isKnown = isKnown
        proxy = configuration.proxies.proxy(for: address)
        trustRoots = configuration.trustRoots
        connectTimeout = configuration.connectTimeout
        responseTimeout = configuration.responseTimeout
    }
}

extension Duration {
    /// For people: `60 s`, or `200.0 ms` of a part of a second.
    var inSeconds: String {
        let (seconds, attoseconds) = components
        return attoseconds == 0 ? "\(seconds) s" : "\(self / .milliseconds(1)) ms"
    }
}
