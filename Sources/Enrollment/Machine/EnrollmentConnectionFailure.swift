/// Why a call got no answer.
package struct EnrollmentConnectionFailure: Error, Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// Nobody there, or the connection broke, or no answer in time.
        case noConnection
        /// The server's certificate is not valid today.
        case certificateDateInvalid
        /// The server's certificate is not trusted, or TLS failed otherwise.
        case badCertificate
        /// Something else, such as an address that must not be used.
        case other
    }

    package var kind: Kind
    /// What happened and what to do, as a sentence.
    package var reason: String
    /// The number that Windows shows for it, of WinHTTP; nil where it has none.
    package var hresult: UInt32?

    package init(_ kind: Kind, reason: String, hresult: UInt32? = nil) {
        self.kind = kind
        self.reason = reason
        self.hresult = hresult
    }
}
