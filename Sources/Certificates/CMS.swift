import Foundation
@_spi(CMS) import X509

/// Signed data of the Cryptographic Message Syntax (RFC 5652 5), with SHA-256, by RSA or ECDSA
/// (RFC 3370; RFC 5753 2.1).
///
/// It carries the certificate of who signed and the time of signing (RFC 5652 11.3), which the caller gives: the same
/// input gives the same octets, but for the signature of ECDSA, into which chance goes.
package enum CMS {
    /// The years 1950 to 2049: all that a UTCTime can say (RFC 5652 11.3).
    static let times: Range<Int64> = -631_152_000..<2_524_608_000

    /// The signature alone: what the header `MDM-Signature` carries for a message (protocol.md 7; DMClient CSP,
    /// RequireMessageSigning).
    /// - Returns: DER.
    package static func detachedSignature(
        over bytes: [UInt8], certificate: ParsedCertificate, key: SigningKey, at seconds: Int64
    ) throws(CertificateError) -> [UInt8] {
        try sign(bytes, certificate, key, seconds, detached: true)
    }

    /// The signature with what it is over: a renewal's request, signed by the old key (protocol.md 6.9).
    /// - Returns: DER.
    package static func signedData(
        _ content: [UInt8], certificate: ParsedCertificate, key: SigningKey, at seconds: Int64
    ) throws(CertificateError) -> [UInt8] {
        try sign(content, certificate, key, seconds, detached: false)
    }

    private static func sign(
        _ bytes: [UInt8], _ certificate: ParsedCertificate, _ key: SigningKey, _ seconds: Int64, detached: Bool
    ) throws(CertificateError) -> [UInt8] {
        guard certificate.matches(key) else {
            throw CertificateError(
                .keyMismatch,
                "the certificate \(certificate.thumbprint) (\(certificate.subject)) does not belong to the key; "
                    + "use the key whose request it answers")
        }
        guard times.contains(seconds) else {
            throw CertificateError(
                .notSigned, "the time \(seconds) is outside the years 1950 to 2049; set the phone's clock into them")
        }
        do {
            return try X509.CMS.sign(
                bytes, signatureAlgorithm: key.signatureAlgorithm, certificate: certificate.certificate,
                privateKey: key.certificateKey,
                signingTime: Date(timeIntervalSince1970: TimeInterval(seconds)), detached: detached)
        } catch {
            throw CertificateError(.notSigned, "the message was not signed: \(error)")
        }
    }
}
