/// Why no answer came: what failed, where, and what to do. Two errors are equal if their codes are.
package struct WireError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Equatable, Hashable, Sendable {
        /// The address is none, or its scheme is not one that may be used.
        case badAddress
        /// No connection: the name does not resolve, nobody listens, the network is down.
        case unreachable
        /// The connection broke before the whole answer was there.
        case interrupted
        /// No answer in time.
        case timedOut
        /// The server's certificate is not one that the phone trusts.
        case untrustedServer
        /// The TLS connection failed for another reason, such as a refused client certificate.
        case tlsFailed
        /// More bytes than a message may have.
        case tooLarge
        /// A redirection that must not be followed.
        case redirected
        /// A recording or replay has no answer.
        case noAnswer
        /// A recording cannot be written.
        case notRecorded

        /// Whether the same request may go better later.
        package var isWorthRetrying: Bool {
            switch self {
            case .unreachable, .interrupted, .timedOut: true
            case .badAddress, .untrustedServer, .tlsFailed, .tooLarge, .redirected, .noAnswer, .notRecorded: false
            }
        }
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

extension WireError: Equatable {
    package static func == (left: WireError, right: WireError) -> Bool { left.code == right.code }
}
