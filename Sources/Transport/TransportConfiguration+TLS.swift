import Certificates
import NIOSSL

extension TransportConfiguration {
    /// What the TLS library is told: the server is verified, chain and name, in every case.
    func makeTLS() throws(CertificateError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .fullVerification
        // Windows spoke nothing later before its versions of 2021. With 1.3 servers on IIS could not ask for the phone's
        // certificate when they have seen which of their pages is meant, as they do.
        tls.minimumTLSVersion = .tlsv12
        tls.maximumTLSVersion = .tlsv12
        tls.renegotiationSupport = .once
        tls.trustRoots = sharesAuthorities ? SystemAuthorities.shared : .default
        tls.additionalTrustRoots = [.certificates(try trustRoots.map(Self.certificate))]
        guard let clientIdentity else { return tls }
        guard let first = clientIdentity.certificates.first else {
            throw CertificateError(.unreadableCertificate, "the phone's identity has no certificate; enrol it again")
        }
        let own = try ParsedCertificate(der: first)
        guard own.matches(clientIdentity.key) else {
            throw CertificateError(
                .keyMismatch,
                "the phone's certificate \(own.thumbprint) (\(own.subject)) does not belong to its key; enrol it again")
        }
        tls.certificateChain = try clientIdentity.certificates.map { der throws(CertificateError) in
            .certificate(try Self.certificate(der))
        }
        do {
            tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: clientIdentity.key.der, format: .der))
        } catch {
            throw CertificateError(.unusableKey, "the phone's key cannot be used for TLS: \(error)")
        }
        return tls
    }

    /// Whether TLS can begin with an authority: some that can be read cannot be used.
    static func isUsable(_ authority: [UInt8]) -> Bool {
        guard let certificate = try? certificate(authority) else { return false }
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates([certificate])
        return (try? NIOSSLContext(configuration: tls)) != nil
    }

    private static func certificate(_ der: [UInt8]) throws(CertificateError) -> NIOSSLCertificate {
        do {
            return try NIOSSLCertificate(bytes: der, format: .der)
        } catch {
            throw CertificateError(
                .unreadableCertificate, "a certificate of \(der.count) bytes cannot be used for TLS: \(error)")
        }
    }
}
