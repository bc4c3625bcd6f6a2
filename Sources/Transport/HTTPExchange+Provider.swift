import Certificates
package import Wire

extension HTTPExchange: ExchangeProvider {
    package func exchange(for trust: WireTrust) throws(WireError) -> any Exchange { try made(for: trust) }

    package func prove(_ trust: WireTrust) async throws(WireError) { try await exactly(trust).prove() }

    /// The same exchange for a phone with these certificates; the authorities of the configuration stay trusted.
    ///
    /// A root that TLS cannot use is trusted for nothing: a server may have installed it, and the phone must come to its
    /// next session all the same.
    package func made(for trust: WireTrust) throws(WireError) -> HTTPExchange {
        var trust = trust
        trust.roots.removeAll { !TransportConfiguration.isUsable($0) }
        return try exactly(trust)
    }

    private func exactly(_ trust: WireTrust) throws(WireError) -> HTTPExchange {
        do throws(CertificateError) {
            let identity = try trust.identity.map { identity throws(CertificateError) in
                TransportConfiguration.ClientIdentity(
                    certificates: identity.certificates, key: try SigningKey(der: identity.privateKey))
            }
            return try with(clientIdentity: identity, trustRoots: configuration.trustRoots + trust.roots)
        } catch {
            throw WireError(.tlsFailed, url: "the phone's own certificates", message: error.message)
        }
    }
}
