import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// A certificate that a phone makes for its own key, where nobody has one for it: it says who the phone is, and nobody
/// vouches for that.
package enum SelfSignedCertificate {
    /// - Parameters:
    ///   - seconds: from when it is good, since 1970.
    ///   - days: for how long.
    package static func make(
        commonName: String, key: SigningKey, from seconds: Int64, days: Int
    ) throws(CertificateError) -> ParsedCertificate {
        do {
            let name = try DistinguishedName { CommonName(commonName) }
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(),
                publicKey: Certificate.PublicKey(key.key.publicKey),
                notValidBefore: Date(timeIntervalSince1970: TimeInterval(seconds)),
                notValidAfter: Date(timeIntervalSince1970: TimeInterval(seconds + Int64(days) * 86_400)),
                issuer: name, subject: name, signatureAlgorithm: .sha256WithRSAEncryption,
                extensions: try Certificate.Extensions {
                    Critical(KeyUsage(digitalSignature: true, keyEncipherment: true))
                    try ExtendedKeyUsage([.clientAuth])
                }, issuerPrivateKey: Certificate.PrivateKey(key.key))
            return try ParsedCertificate(pem: certificate.serializeAsPEM().pemString)
        } catch let error as CertificateError {
            throw error
        } catch {
            throw CertificateError(.notSigned, "the phone's own certificate was not made: \(error)")
        }
    }
}
