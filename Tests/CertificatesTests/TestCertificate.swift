import Certificates
import Foundation
import SwiftASN1
import X509

/// Keys and certificates for tests, made by a library that our code's own writing does not use.
enum TestCertificate {
    /// Made once: a key costs a tenth of a second.
    static let key = Result { try SigningKey.generate(.rsa(bits: 2048)) }
    static let curveKey = Result { try SigningKey.generate(.p256) }

    static func key(of type: KeyType) throws -> SigningKey {
        switch type {
        case .rsa: try key.get()
        case .p256: try curveKey.get()
        }
    }

    static let begin: Int64 = 1_490_000_000
    static let end: Int64 = 4_102_444_800

    /// A certificate that its own key signs.
    static func make(
        key: SigningKey, subject: DistinguishedName, isAuthority: Bool = false, from: Int64 = begin, to: Int64 = end,
        others: [Certificate.Extension] = []
    ) throws -> ParsedCertificate {
        let privateKey = try Certificate.PrivateKey(derBytes: key.der)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: [0x4F, 1, 2, 3]),
            publicKey: privateKey.publicKey, notValidBefore: Date(timeIntervalSince1970: TimeInterval(from)),
            notValidAfter: Date(timeIntervalSince1970: TimeInterval(to)), issuer: subject, subject: subject,
            signatureAlgorithm: key.type == .rsa ? .sha256WithRSAEncryption : .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                if isAuthority { Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil)) }
                for other in others { other }
            },
            issuerPrivateKey: privateKey)
        var coder = DER.Serializer()
        try coder.serialize(certificate)
        return try ParsedCertificate(der: coder.serializedBytes)
    }
}
