import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import NIOSSL
import Notation
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension WireError {
    /// Says in our words what the libraries under us report.
    init(cause: any Error, url: String, _ circumstances: Circumstances) {
        let (code, message) = Self.meaning(of: cause, circumstances)
        self.init(code, url: url, message: message)
    }

    private static func meaning(of cause: any Error, _ known: Circumstances) -> (Code, String) {
        switch cause {
        case let error as WireError: (error.code, error.message)
        case let fault as ConnectionFault: meaning(of: fault, known)
        case let error as NIOConnectionError: meaning(of: error, known)
        case let error as NIOHTTP1ProxyConnectHandler.Error: meaning(of: error, known)
        case let error as IOError: meaning(of: error)
        case let error as NIOSSLError: meaning(of: error)
        case is NIOSSLExtraError:
            // Of these errors only the one for names can come from a server.
            wrongName(known, [])
        case HTTPParserError.invalidEOFState:
            (.interrupted, "the server closed the connection before the whole answer was there; try again")
        case is HTTPParserError:
            (.interrupted, "what the server sent is not HTTP; check that the address is a web server's")
        case ChannelError.eof, ChannelError.ioOnClosedChannel:
            (.interrupted, "the server closed the connection before it answered; try again")
        case ChannelError.connectTimeout: notConnected(known)
        case is CancellationError: (.interrupted, "the exchange was given up before the answer came")
        default: (.interrupted, "the connection failed; try again")
        }
    }

    private static func meaning(of fault: ConnectionFault, _ known: Circumstances) -> (Code, String) {
        switch fault {
        case .notSent(let reason): meaning(of: reason, known)
        case .brokenOff: (.interrupted, "the phone broke the connection off in the middle of its message")
        case .handshakeFailed(let cause, let certificate): handshakeFailed(cause, certificate, known)
        case .connectTimeExceeded: notConnected(known)
        case .responseTimeExceeded:
            (
                .timedOut,
                "no answer within \(known.responseTimeout.inSeconds); look whether the server hangs, or allow it more "
                    + "time with --timeout"
            )
        case .answerTooLarge(let maximumBytes):
            (.tooLarge, "the answer has more than \(maximumBytes) bytes, the most that is read")
        }
    }

    private static func notConnected(_ known: Circumstances) -> (Code, String) {
        (
            .connectTimedOut,
            "no connection to \(known.address.host) port \(known.address.port) within \(known.connectTimeout.inSeconds); "
                + "check the address and any firewall on the way, or allow it more time with --timeout"
        )
    }

    /// A name may have several addresses; each was tried.
    private static func meaning(of error: NIOConnectionError, _ known: Circumstances) -> (Code, String) {
        if let proxy = known.proxy {
            return (
                .proxyFailed,
                "no connection to the proxy \(proxy); check that it runs, and --proxy or the variables HTTPS_PROXY and "
                    + "HTTP_PROXY"
            )
        }
        guard let first = error.connectionErrors.first else {
            return (
                .nameNotFound,
                "the name \(error.host) does not resolve; check how it is written, and the name service of this machine"
            )
        }
        if case ChannelError.connectTimeout = first.error { return notConnected(known) }
        guard let reason = first.error as? IOError else {
            return (.unreachable, "no connection to \(error.host) port \(error.port); check that the server runs there")
        }
        switch reason.errnoCode {
        case ECONNREFUSED:
            return (
                .unreachable,
                "nobody listens at \(error.host) port \(error.port) (connection refused); check that the server runs "
                    + "and the port is right"
            )
        case ETIMEDOUT: return notConnected(known)
        default:
            return (
                .unreachable,
                "no connection to \(error.host) port \(error.port): \(text(of: reason)); check the network"
            )
        }
    }

    /// The proxy did not make a tunnel.
    private static func meaning(
        of error: NIOHTTP1ProxyConnectHandler.Error, _ known: Circumstances
    ) -> (Code, String) {
        let proxy = known.proxy.map { "the proxy \($0)" } ?? "the proxy"
        if error == .proxyAuthenticationRequired() {
            return (
                .proxyFailed,
                "\(proxy) wants a name and a password (407); give them as --proxy http://name:password@host:port"
            )
        }
        if error == .httpProxyHandshakeTimeout() { return notConnected(known) }
        // What it answered, the library tells in its text only.
        let status = "\(error)".firstMatch(of: /status: (\d{3})/).map { " (HTTP status \($0.output.1))" } ?? ""
        return (
            .proxyFailed,
            "\(proxy) makes no connection to \(known.address.host) port \(known.address.port)\(status); look into its log"
        )
    }

    private static func meaning(of error: IOError) -> (Code, String) {
        switch error.errnoCode {
        case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL:
            (.unreachable, "no connection: \(text(of: error)); check that the server runs and listens there")
        default: (.interrupted, "the connection broke: \(text(of: error)); try again")
        }
    }

    private static func text(of error: IOError) -> String {
        String(cString: strerror(error.errnoCode)).lowercased()
    }

    private static func meaning(of error: NIOSSLError) -> (Code, String) {
        switch error {
        case .uncleanShutdown:
            (.interrupted, "the server closed the connection without TLS's farewell before it had answered; try again")
        default: (.tlsFailed, "the TLS connection failed; look into the server's log")
        }
    }
}
