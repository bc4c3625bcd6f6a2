import NIOSSL

/// What ends a connection beside the errors of the libraries under it.
enum ConnectionFault: Error {
    /// It had ended before a request went out on it, for this reason.
    case notSent(any Error)
    /// Half of a request was sent, as it was wanted.
    case brokenOff
    /// TLS was not agreed on. With the server's certificate in DER, if it came so far.
    case handshakeFailed(BoringSSLError, certificate: [UInt8]?)
    /// No connection in time, TLS included.
    case connectTimeExceeded
    /// No whole answer in time.
    case responseTimeExceeded
    /// An answer with more bytes than may be.
    case answerTooLarge(maximumBytes: Int)
}
