internal import Certificates
internal import SCEP
internal import X509

/// The authority as that of a SCEP server.
extension LabAuthority {
    /// It signs and opens messages itself; nobody stands in for it.
    func scep() throws(LabError) -> SCEPAuthority {
        do {
            let key = try SigningKey(pem: try keyPEM)
            guard key.type == .rsa else {
                throw Certificates.CertificateError(
                    .unusableKey, "its key is of \(key.type.name), for which nothing is encrypted; give it one of RSA")
            }
            return SCEPAuthority(certificate: try ParsedCertificate(der: certificate), key: key)
        } catch {
            throw LabError(.certificate, "The authority cannot speak SCEP: \(error)")
        }
    }

    /// A certificate with the name, the usages and the alternative names that a request asks for, but for no server.
    func certificate(for request: CertificateSigningRequest, now: Int64, days: Int) throws(LabError) -> [UInt8] {
        try Self.attempt("The certificate was not made") {
            let wanted = try request.attributes.extensionRequest?.extensions
            let (usage, purposes) = (try wanted?.keyUsage, try Self.purposes(try wanted?.extendedKeyUsage))
            let names = try wanted?.subjectAlternativeNames
            let issued = try issue(
                request.subject, request.publicKey, now: now, days: days,
                try Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(usage ?? Self.usage(of: request.publicKey))
                    purposes
                    if let names { names }
                    SubjectKeyIdentifier(hash: request.publicKey)
                })
            return try Self.der(issued)
        }
    }

    /// What a certificate is good for: never for a server. A phone is none, and whoever had one of any name for that could pass
    /// for the lab with those who trust its authority. One that names no purpose, or any, would be good for all.
    private static func purposes(_ wanted: ExtendedKeyUsage?) throws -> ExtendedKeyUsage {
        let kept = (wanted.map { Array($0) } ?? []).filter { $0 != .serverAuth && $0 != .any }
        return try ExtendedKeyUsage(kept.isEmpty ? [.clientAuth] : kept)
    }
}
