/// The seam to the outside: one request out, its answer back.
///
/// Everything that talks to a server goes through it: HTTP over TLS (`Transport`), a recording beside it, a replay from
/// files, a test that answers from a list.
package protocol Exchange: Sendable {
    /// Sends a request and waits for the whole answer.
    /// - Throws: where no answer came. An answer with a bad status is no error.
    func send(_ request: WireRequest) async throws(WireError) -> WireResponse
}

/// Makes exchanges for a phone that comes to trust others, or to be somebody else, as by enrolment and renewal.
package protocol ExchangeProvider: Sendable {
    /// An exchange with these certificates; kept connections of other identities are not used for it.
    /// - Throws: where a certificate or the key cannot be used.
    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange

    /// Makes all that connections with these certificates need, to know now whether there can be any: a phone that is
    /// enrolled with something that TLS refuses would never come to a session.
    /// - Throws: where a certificate or the key cannot be used.
    func prove(_ trust: WireTrust) async throws(WireError)
}

extension ExchangeProvider {
    package func prove(_ trust: WireTrust) async throws(WireError) { _ = try exchange(for: trust) }
}

/// Whom a phone trusts beside what the exchange trusts anyhow, and who it says it is.
package struct WireTrust: Equatable, Sendable {
    /// DER.
    package var roots: [[UInt8]]
    package var identity: Identity?

    package struct Identity: Equatable, Sendable {
        /// DER, the phone's own certificate first, then those that lead to its authority.
        package var certificates: [[UInt8]]
        /// PKCS#8.
        package var privateKey: [UInt8]

        package init(certificates: [[UInt8]], privateKey: [UInt8]) {
            self.certificates = certificates
            self.privateKey = privateKey
        }
    }

    package init(roots: [[UInt8]] = [], identity: Identity? = nil) {
        self.roots = roots
        self.identity = identity
    }
}
