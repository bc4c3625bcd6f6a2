import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension WireError {
    /// Says in our words what the libraries under us report.
    init(cause: any Error, url: String) {
        let (code, message) = Self.meaning(of: cause)
        self.init(code, url: url, message: message)
    }

    private static func meaning(of cause: any Error) -> (Code, String) {
        switch cause {
        case let error as WireError: (error.code, error.message)
        case let error as NotSent: meaning(of: error.reason)
        case let error as NIOConnectionError:
            (
                .unreachable,
                "no connection to \(error.host) port \(error.port): \(error); check the name, and whether "
                    + "the server runs"
            )
        case let error as IOError: meaning(of: error)
        case let error as NIOSSLError: meaning(of: error)
        case is NIOSSLExtraError:
            (
                .untrustedServer,
                "the server's certificate is for another name: \(cause); use the name in the certificate"
            )
        case let error as BoringSSLError: meaningOfTLS(error)
        case HTTPParserError.invalidEOFState:
            (.interrupted, "the server closed the connection before the whole answer was there; try again")
        case is HTTPParserError:
            (.interrupted, "what the server sent is not HTTP: \(cause); check that the address is a web server's")
        case let error as AnswerTooLarge:
            (.tooLarge, "the answer has more than \(error.maximumBytes) bytes, the most that is read")
        case ChannelError.eof, ChannelError.ioOnClosedChannel:
            (.interrupted, "the server closed the connection before it answered; try again")
        case ChannelError.connectTimeout, is TimeLimitExceeded: timedOut
        case is CancellationError: cancelled
        default: (.interrupted, "the exchange failed: \(cause)")
        }
    }

    private static let timedOut = (
        Code.timedOut, "no answer in time; check that the server runs and is not too slow, or allow it more time"
    )
    private static let cancelled = (Code.interrupted, "the exchange was given up before the answer came")

    private static func meaning(of error: IOError) -> (Code, String) {
        let reason = String(cString: strerror(error.errnoCode))
        return switch error.errnoCode {
        case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL:
            (.unreachable, "no connection: \(reason); check that the server runs and listens there")
        case ETIMEDOUT: timedOut
        default: (.interrupted, "the connection broke: \(reason); try again")
        }
    }

    private static func meaning(of error: NIOSSLError) -> (Code, String) {
        switch error {
        case .handshakeFailed(let cause): meaningOfTLS(cause)
        case .unableToValidateCertificate, .noCertificateToValidate: untrusted("\(error)")
        case .uncleanShutdown: (.interrupted, "the server closed the connection without a word; try again")
        default: (.tlsFailed, "the TLS connection failed: \(error)")
        }
    }

    /// BoringSSL tells its reasons in text only, among the files and lines of its own source.
    private static func meaningOfTLS(_ error: BoringSSLError) -> (Code, String) {
        let text = "\(error)"
        let reason = text.firstMatch(of: /OPENSSL_internal:(\w+)/).map { String($0.output.1) } ?? text
        if reason.contains("CERTIFICATE_VERIFY_FAILED") { return untrusted(reason) }
        if reason.contains("PROTOCOL_VERSION") {
            return (
                .tlsFailed,
                "the server speaks no TLS that the phone knows: \(reason); a phone of 1703 speaks version 1.2, allow it there"
            )
        }
        if reason.contains("_ALERT_") {
            return (
                .tlsFailed,
                "the server refused the TLS connection: \(reason); if it wants the phone's certificate, enrol the phone "
                    + "there first"
            )
        }
        return (.tlsFailed, "the TLS connection failed: \(reason); check that the server speaks https at this port")
    }

    private static func untrusted(_ reason: String) -> (Code, String) {
        (
            .untrustedServer,
            "the server's certificate is not trusted: \(reason); if the server is yours, give the certificate of its "
                + "authority with --ca-file"
        )
    }
}
