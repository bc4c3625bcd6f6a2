import Notation

/// Why no answer came: what failed, where, and what to do.
package struct WireError: CodedError {
    package enum Code: String, Equatable, Hashable, Sendable, CaseIterable {
        /// The address is none, or its scheme is not one that may be used.
        case badAddress
        /// The name of the server does not resolve.
        case nameNotFound
        /// No connection: nobody listens, the network is down.
        case unreachable
        /// No connection in time.
        case connectTimedOut
        /// The proxy cannot be reached, or does not let the phone through.
        case proxyFailed
        /// The connection broke before the whole answer was there.
        case interrupted
        /// No answer in time.
        case timedOut
        /// The server's certificate has expired, or is not valid yet.
        case certificateDate
        /// The server's certificate is for another name.
        case wrongName
        /// The server's certificate is not one that the phone trusts.
        case untrustedServer
        /// The server wants the phone's certificate, and the phone has none.
        case certificateWanted
        /// The server does not take the phone's certificate.
        case certificateRefused
        /// The server speaks no version of TLS that the phone speaks.
        case tlsVersion
        /// The TLS connection failed for another reason.
        case tlsFailed
        /// More bytes than a message may have.
        case tooLarge
        /// A redirection that must not be followed.
        case redirected
        /// A recording or replay has no answer.
        case noAnswer
        /// A recording cannot be written.
        case notRecorded
    }

    package var code: Code
    package var url: String
    /// What happened and what to do, as a sentence.
    package var message: String

    package init(_ code: Code, url: String, message: String) {
        self.code = code
        self.url = url
        self.message = message
    }

    package var description: String { "\(url): \(message)" }
}

extension WireError.Code {
    /// Whether the same request may go better later.
    package var isWorthRetrying: Bool {
        switch self {
        case .nameNotFound, .unreachable, .connectTimedOut, .proxyFailed, .interrupted, .timedOut: true
        case .badAddress, .certificateDate, .wrongName, .untrustedServer, .certificateWanted, .certificateRefused,
            .tlsVersion, .tlsFailed, .tooLarge, .redirected, .noAnswer, .notRecorded:
            false
        }
    }

    /// Whether the request had gone out before it failed.
    package var isAfterSending: Bool {
        switch self {
        case .interrupted, .timedOut, .tooLarge, .redirected, .noAnswer: true
        case .badAddress, .nameNotFound, .unreachable, .connectTimedOut, .proxyFailed, .certificateDate, .wrongName,
            .untrustedServer, .certificateWanted, .certificateRefused, .tlsVersion, .tlsFailed, .notRecorded:
            false
        }
    }
}
