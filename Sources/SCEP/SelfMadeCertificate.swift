import Certificates
import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// The certificate by which who asks signs its messages, before it has one: for the name and the key of the request, signed
/// by that key (RFC 8894 2.3).
enum SelfMadeCertificate {
    /// Inferred: good for a week, as long as a person at the authority may take.
    private static let days = 7

    /// - Parameter seconds: from when it is good, since 1970.
    static func make(_ subject: String, _ key: SigningKey, from seconds: Int64) throws(SCEPError) -> ParsedCertificate {
        let name = try SubjectName.parse(subject)
        let der = try SCEPError.wrap(.notMade, "the certificate for the messages was not made") {
            let signing = Certificate.PrivateKey(try _RSA.Signing.PrivateKey(unsafeDERRepresentation: key.der))
            // The key's digest in place of a number drawn by lot; its highest bit would make it negative.
            let number = [0x01] + Digest.sha1(key.publicKeyDER).dropFirst()
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(bytes: number), publicKey: signing.publicKey,
                notValidBefore: Date(timeIntervalSince1970: TimeInterval(seconds)),
                notValidAfter: Date(timeIntervalSince1970: TimeInterval(seconds + Int64(days) * 86_400)),
                issuer: name, subject: name, signatureAlgorithm: .sha256WithRSAEncryption,
                extensions: try Certificate.Extensions {
                    Critical(KeyUsage(digitalSignature: true, keyEncipherment: true))
                }, issuerPrivateKey: signing)
            return try DERParts.written { try $0.serialize(certificate) }
        }
        do {
            return try ParsedCertificate(der: der)
        } catch {
            throw SCEPError(.notMade, error.message)
        }
    }
}
