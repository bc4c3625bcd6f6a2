package import Certificates
import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// EnvelopedData of CMS for one recipient: RSA under AES-CBC (RFC 5652 6; RFC 3565; RFC 8894 3.1).
///
/// DES and Triple DES, which older servers use, are in no library that this project has; they are refused by name.
package enum EnvelopedData {
    /// What an envelope needs that nobody can guess.
    package struct Secrets {
        /// Of sixteen octets, as the vector.
        var key: [UInt8]
        var vector: [UInt8]

        package init(key: [UInt8], vector: [UInt8]) {
            self.key = key
            self.vector = vector
        }
    }

    /// - Returns: DER.
    package static func seal(
        _ content: [UInt8], for recipient: ParsedCertificate, _ secrets: Secrets
    ) throws(SCEPError) -> [UInt8] {
        let (key, sealed) = try SCEPError.wrap(.notMade, "the message was not encrypted") {
            let certificate = try Certificate(derEncoded: recipient.der)
            let rsa = try _RSA.Encryption.PublicKey(
                unsafeDERRepresentation: Array(certificate.publicKey.subjectPublicKeyInfoBytes))
            let vector = try AES._CBC.IV(ivBytes: secrets.vector)
            return (
                Array(try rsa.encrypt(secrets.key, padding: ._WEAK_AND_INSECURE_PKCS_V1_5)),
                Array(try AES._CBC.encrypt(content, using: SymmetricKey(data: secrets.key), iv: vector))
            )
        }
        return try DERParts.contentInfo(.envelopedData) { coder in
            try coder.serialize(0)
            try coder.appendConstructedNode(identifier: .set) { coder in
                try coder.appendConstructedNode(identifier: .sequence) { coder in
                    try coder.serialize(0)
                    coder.serializeRawBytes(try CertificateName.issuerAndSerial(of: recipient))
                    try coder.appendAlgorithm(.rsaEncryption)
                    try coder.serialize(ASN1OctetString(contentBytes: key[...]))
                }
            }
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(ASN1ObjectIdentifier.data)
                try coder.appendConstructedNode(identifier: .sequence) { coder in
                    try coder.serialize(ASN1ObjectIdentifier.aes128CBC)
                    try coder.serialize(ASN1OctetString(contentBytes: secrets.vector[...]))
                }
                coder.appendPrimitiveNode(identifier: DERParts.tag(0)) { $0 += sealed }
            }
        }
    }

    /// - Parameter recipient: the certificate of the key.
    package static func open(
        _ octets: [UInt8], for recipient: ParsedCertificate, key: SigningKey
    ) throws(SCEPError) -> [UInt8] {
        try SCEPError.wrap(.unreadable, "the encrypted message cannot be read") {
            let fields = try DERParts.content(of: octets, .envelopedData)
            guard fields.count >= 3, let recipients = try fields.first(where: { $0.identifier == .set })?.parts,
                let content = fields.first(where: { $0.identifier == .sequence })
            else { throw SCEPError(.unreadable, "the encrypted message is not whole") }
            return try decrypt(content, with: try contentKey(recipients, recipient, key))
        }
    }

    private static func contentKey(
        _ recipients: [ASN1Node], _ own: ParsedCertificate, _ key: SigningKey
    ) throws -> [UInt8] {
        let keyed = try recipients.filter { $0.identifier == .sequence }.map { try $0.parts }.filter { $0.count >= 4 }
        guard let mine = keyed.first(where: { CertificateName.names($0[1], own) }) else {
            throw SCEPError(.notDecrypted, "the message is encrypted for others than \(own.subject)")
        }
        let algorithm = try mine[2].algorithm
        guard algorithm == .rsaEncryption else {
            throw SCEPError(
                .unsupportedAlgorithm,
                "the message's key is encrypted with \(AlgorithmName.of(algorithm)); have the server use RSA with PKCS#1 v1.5"
            )
        }
        let sealed = try ASN1OctetString(berEncoded: mine[3]).bytes
        do {
            let rsa = try _RSA.Encryption.PrivateKey(unsafeDERRepresentation: key.der)
            return Array(try rsa.decrypt(Array(sealed), padding: ._WEAK_AND_INSECURE_PKCS_V1_5))
        } catch {
            throw SCEPError(.notDecrypted, "the message's key cannot be decrypted: \(LibraryWords.of(error))")
        }
    }

    private static func decrypt(_ node: ASN1Node, with key: [UInt8]) throws -> [UInt8] {
        let fields = try node.parts
        guard fields.count >= 3, fields[2].identifier == DERParts.tag(0) else {
            throw SCEPError(.unreadable, "the encrypted message has no content")
        }
        let algorithm = try fields[1].algorithm
        let sizes: [ASN1ObjectIdentifier: Int] = [.aes128CBC: 16, .aes192CBC: 24, .aes256CBC: 32]
        guard let size = sizes[algorithm] else {
            throw SCEPError(
                .unsupportedAlgorithm,
                "the message is encrypted with \(AlgorithmName.of(algorithm)); have the server use AES-128-CBC")
        }
        guard let parameter = try fields[1].parts.dropFirst().first, key.count == size else {
            throw SCEPError(.notDecrypted, "the key of the message does not fit its algorithm")
        }
        let sealed = try ASN1OctetString(berEncoded: fields[2], withIdentifier: DERParts.tag(0)).bytes
        do {
            let vector = try AES._CBC.IV(ivBytes: Array(try ASN1OctetString(berEncoded: parameter).bytes))
            return Array(try AES._CBC.decrypt(Array(sealed), using: SymmetricKey(data: key), iv: vector))
        } catch {
            throw SCEPError(.notDecrypted, "the message cannot be decrypted: \(LibraryWords.of(error))")
        }
    }
}
