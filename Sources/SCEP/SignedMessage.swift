import Certificates
import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// SignedData of CMS with one signer and attributes of SCEP (RFC 5652 5; RFC 8894 3.2). swift-certificates writes and reads
/// SignedData too, but with no attributes of others.
struct SignedMessage {
    /// What was signed beside the attributes; empty where the message has none.
    var content: [UInt8]
    var attributes: [Attribute]
    var signer: ParsedCertificate
}

// MARK: - Writing

extension SignedMessage {
    /// - Parameters:
    ///   - content: nil where the message has none.
    ///   - signer: the certificate of the key; the message carries it.
    /// - Returns: DER.
    static func sign(
        _ content: [UInt8]?, _ attributes: SCEPAttributes, by signer: ParsedCertificate, key: SigningKey,
        _ hash: HashAlgorithm
    ) throws(SCEPError) -> [UInt8] {
        let attributes = try Attribute.own(digest: hash.digest(of: content ?? [])) + attributes.values
        let signed = try DERParts.written { try $0.serializeSetOf(attributes) }
        let signature: [UInt8]
        do {
            signature = try key.signature(over: signed, hash)
        } catch {
            throw SCEPError(.notMade, error.message)
        }
        return try DERParts.contentInfo(.signedData) { coder in
            try coder.serialize(1)
            try coder.appendConstructedNode(identifier: .set) { try $0.appendAlgorithm(hash.identifier) }
            try append(content, to: &coder)
            coder.appendConstructedNode(identifier: DERParts.tag(0)) { $0.serializeRawBytes(signer.der) }
            try coder.appendConstructedNode(identifier: .set) { coder in
                try coder.appendConstructedNode(identifier: .sequence) { coder in
                    try coder.serialize(1)
                    coder.serializeRawBytes(try CertificateName.issuerAndSerial(of: signer))
                    try coder.appendAlgorithm(hash.identifier)
                    // What was signed as a set stands here under a tag of its own.
                    coder.serializeRawBytes([0xA0] + signed.dropFirst())
                    try coder.appendAlgorithm(.rsaEncryption)
                    try coder.serialize(ASN1OctetString(contentBytes: signature[...]))
                }
            }
        }
    }

    private static func append(_ content: [UInt8]?, to coder: inout DER.Serializer) throws {
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.serialize(ASN1ObjectIdentifier.data)
            guard let content else { return }
            try coder.appendConstructedNode(identifier: DERParts.tag(0)) { coder in
                try coder.serialize(ASN1OctetString(contentBytes: content[...]))
            }
        }
    }
}

extension HashAlgorithm {
    fileprivate var identifier: ASN1ObjectIdentifier {
        switch self {
        case .sha1: .sha1
        case .sha256: .sha256
        }
    }

    fileprivate func digest(of octets: [UInt8]) -> [UInt8] {
        switch self {
        case .sha1: Digest.sha1(octets)
        case .sha256: Digest.sha256(octets)
        }
    }
}

// MARK: - Reading

extension SignedMessage {
    /// Reads a message and checks its signature; whether its signer is to be believed is for the caller to say.
    /// - Parameter known: certificates beside those that the message carries.
    static func read(_ octets: [UInt8], known: [ParsedCertificate] = []) throws(SCEPError) -> SignedMessage {
        try SCEPError.wrap(.unreadable, "the signed message cannot be read") {
            let fields = try DERParts.content(of: octets, .signedData)
            guard fields.count >= 4, let signerInfo = try fields.last?.parts.first else {
                throw SCEPError(.badSignature, "the message is signed by nobody")
            }
            let own = fields.first { $0.identifier == DERParts.tag(0) }
            // One that cannot be read may be that of an authority with a key of another kind.
            let carried = try own?.parts.compactMap { try? ParsedCertificate(der: Array($0.encodedBytes)) } ?? []
            let content = try Self.content(of: fields[2])
            return try check(signerInfo, content, carried + known)
        }
    }

    private static func content(of node: ASN1Node) throws -> [UInt8] {
        guard let inner = try node.parts.dropFirst().first?.parts.first else { return [] }
        return Array(try ASN1OctetString(berEncoded: inner).bytes)
    }

    private static func check(
        _ node: ASN1Node, _ content: [UInt8], _ certificates: [ParsedCertificate]
    ) throws -> SignedMessage {
        let fields = try node.parts
        guard fields.count >= 6, fields[3].identifier == DERParts.tag(0) else {
            throw SCEPError(.missingAttribute, "the message has no signed attributes")
        }
        guard let signer = certificates.first(where: { CertificateName.names(fields[1], $0) }) else {
            throw SCEPError(.badSignature, "the certificate of who signed is neither in the message nor known")
        }
        let attributes = try fields[3].parts.map { try Attribute($0) }
        let verifier = try Verifier(digest: try fields[2].algorithm, signer)
        guard attributes.first(where: { $0.type == .messageDigest })?.octets == verifier.digest(of: content) else {
            throw SCEPError(.badSignature, "the message is not the one that was signed")
        }
        let signature = try ASN1OctetString(berEncoded: fields[5]).bytes
        guard verifier.holds(Array(signature), over: [0x31] + fields[3].encodedBytes.dropFirst()) else {
            throw SCEPError(.badSignature, "the signature of \(signer.subject) does not hold")
        }
        return SignedMessage(content: content, attributes: attributes, signer: signer)
    }

    /// Checks signatures by one key with one digest.
    private struct Verifier {
        enum Hash { case sha1, sha256, sha512 }

        let hash: Hash
        let key: _RSA.Signing.PublicKey

        init(digest: ASN1ObjectIdentifier, _ signer: ParsedCertificate) throws {
            switch digest {
            case .sha1: hash = .sha1
            case .sha256: hash = .sha256
            case .sha512: hash = .sha512
            default:
                throw SCEPError(
                    .unsupportedAlgorithm,
                    "the message is signed with \(AlgorithmName.of(digest)); SHA-1, SHA-256 and SHA-512 are known here")
            }
            let certificate = try Certificate(derEncoded: signer.der)
            key = try _RSA.Signing.PublicKey(
                unsafeDERRepresentation: Array(certificate.publicKey.subjectPublicKeyInfoBytes))
        }

        func digest(of octets: [UInt8]) -> [UInt8] {
            switch hash {
            case .sha1: Digest.sha1(octets)
            case .sha256: Digest.sha256(octets)
            case .sha512: Digest.sha512(octets)
            }
        }

        func holds(_ signature: [UInt8], over octets: [UInt8]) -> Bool {
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return switch hash {
            case .sha1:
                key.isValidSignature(signature, for: Insecure.SHA1.hash(data: octets), padding: .insecurePKCS1v1_5)
            case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: octets), padding: .insecurePKCS1v1_5)
            case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: octets), padding: .insecurePKCS1v1_5)
            }
        }
    }
}
