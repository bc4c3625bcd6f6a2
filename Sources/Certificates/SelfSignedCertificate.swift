import Foundation
import Notation
import SwiftASN1
package import X509

/// A certificate that a phone makes for its own key, where nobody has one for it: it says who the phone is, and nobody
/// vouches for that.
package enum SelfSignedCertificate {
    /// A certificate by which a phone shows who it is to servers.
    /// - Parameters:
    ///   - seconds: from when it is good, since 1970.
    ///   - days: for how long.
    package static func make(
        commonName: String, key: SigningKey, from seconds: Int64, days: Int
    ) throws(CertificateError) -> ParsedCertificate {
        let name: DistinguishedName
        do {
            name = try DistinguishedName { CommonName(commonName) }
        } catch {
            throw CertificateError(.notSigned, "the phone's own certificate was not made: \(error)")
        }
        return try make(name: name, key: key, from: seconds, days: days, purposes: [.clientAuth])
    }

    /// - Parameter purposes: what the key is for beside signatures and encryption in general; empty for nothing in particular.
    package static func make(
        name: DistinguishedName, key: SigningKey, from seconds: Int64, days: Int,
        purposes: [ExtendedKeyUsage.Usage] = []
    ) throws(CertificateError) -> ParsedCertificate {
        do {
            // The key's digest in place of a number drawn by lot; its highest bit would make it negative.
            let number = [0x01] + Digest.sha1(key.publicKeyDER).dropFirst()
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(bytes: number),
                publicKey: key.publicKey,
                notValidBefore: Date(timeIntervalSince1970: TimeInterval(seconds)),
                notValidAfter: Date(timeIntervalSince1970: TimeInterval(seconds + Int64(days) * 86_400)),
                issuer: name, subject: name, signatureAlgorithm: key.signatureAlgorithm,
                extensions: try Certificate.Extensions {
                    // Keys are encrypted for RSA only (RFC 8813 3).
                    Critical(KeyUsage(digitalSignature: true, keyEncipherment: key.type == .rsa))
                    if !purposes.isEmpty { try ExtendedKeyUsage(purposes) }
                }, issuerPrivateKey: key.certificateKey)
            var serializer = DER.Serializer()
            try serializer.serialize(certificate)
            return try ParsedCertificate(der: serializer.serializedBytes)
        } catch let error as CertificateError {
            throw error
        } catch {
            throw CertificateError(.notSigned, "the phone's own certificate was not made: \(error)")
        }
    }
}
