import Crypto
import CryptoExtras
import Foundation

/// A private key, by which a phone signs and shows who it is: of RSA (RFC 8017), as phones have (MS-MDE2 3.4.4.1.1.1), or of
/// P-256 (FIPS 186-5), where somebody asks for it or has one.
package struct SigningKey: Sendable {
    enum Material: Sendable {
        case rsa(_RSA.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
    }

    /// Sizes of RSA that can be made in a bearable time and that servers of the day accept.
    package static let sizes = 1024...8192

    let material: Material

    package var type: KeyType {
        switch material {
        case .rsa: .rsa
        case .p256: .p256
        }
    }

    /// Makes a new key, from the randomness of the system: there is no way to make one from a seed.
    package static func generate(_ kind: KeyKind) throws(CertificateError) -> SigningKey {
        switch kind {
        case .rsa(let bits): try generate(bits: bits)
        case .p256: SigningKey(material: .p256(P256.Signing.PrivateKey()))
        }
    }

    /// Makes one of RSA.
    package static func generate(bits: Int) throws(CertificateError) -> SigningKey {
        guard sizes.contains(bits), bits.isMultiple(of: 8) else {
            throw CertificateError(
                .unusableKey,
                "a key of \(bits) bits cannot be made; use a multiple of 8 from \(sizes.lowerBound) to "
                    + "\(sizes.upperBound), such as 2048")
        }
        do {
            return SigningKey(material: .rsa(try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: bits))))
        } catch {
            throw CertificateError(.unusableKey, "a key of \(bits) bits was not made: \(error)")
        }
    }

    /// PKCS#8 (RFC 5958).
    package var der: [UInt8] {
        switch material {
        case .rsa(let key): Array(key.pkcs8DERRepresentation)
        case .p256(let key): Array(key.derRepresentation)
        }
    }

    /// PKCS#8 as text (RFC 7468 10).
    package var pem: String {
        switch material {
        case .rsa(let key): key.pkcs8PEMRepresentation
        case .p256(let key): key.pemRepresentation
        }
    }

    /// The public half as SubjectPublicKeyInfo (RFC 5280 4.1.2.7).
    package var publicKeyDER: [UInt8] {
        switch material {
        case .rsa(let key): Array(key.publicKey.derRepresentation)
        case .p256(let key): Array(key.publicKey.derRepresentation)
        }
    }
}

// MARK: - Reading

extension SigningKey {
    /// Reads PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 A.1.2) or, of P-256, SEC 1 (RFC 5915).
    package init(der: [UInt8]) throws(CertificateError) {
        // Its octets say which it is: none is read as the other.
        if let key = try? P256.Signing.PrivateKey(derRepresentation: der) {
            material = .p256(key)
            return
        }
        do {
            material = .rsa(try _RSA.Signing.PrivateKey(unsafeDERRepresentation: der))
        } catch {
            throw Self.isOfOtherCurve(der) ? Self.ofOtherCurve : Self.unreadable(error)
        }
    }

    /// Reads the first key of a text (RFC 7468 10), not encrypted; what else it holds is passed over.
    package init(pem: String) throws(CertificateError) {
        let blocks: [[UInt8]]
        do {
            blocks = try PEMText.blocks(in: pem) { $0.hasSuffix("PRIVATE KEY") }
        } catch {
            throw Self.unreadable(error)
        }
        guard let first = blocks.first else {
            throw CertificateError(.unusableKey, "there is no private key in it; add its PEM block")
        }
        try self.init(der: first)
    }

    private static func isOfOtherCurve(_ der: [UInt8]) -> Bool {
        (try? P384.Signing.PrivateKey(derRepresentation: der)) != nil
            || (try? P521.Signing.PrivateKey(derRepresentation: der)) != nil
    }

    private static let ofOtherCurve = CertificateError(
        .unusableKey,
        "this is a key of another elliptic curve than P-256: give one of P-256, or of RSA with at least "
            + "\(sizes.lowerBound) bits, and its certificate")

    private static func unreadable(_ cause: any Error) -> CertificateError {
        CertificateError(
            .unusableKey,
            "this is no private key of RSA with at least \(sizes.lowerBound) bits, in PKCS#8 or PKCS#1, nor one of P-256, "
                + "without a passphrase: \(LibraryWords.of(cause))")
    }
}

// MARK: - Signing

extension SigningKey {
    /// The signature: RSASSA-PKCS1-v1_5 (RFC 8017 8.2), which is what Windows uses, or ECDSA as DER (RFC 3279 2.2.3). The latter
    /// is another each time.
    package func signature(over bytes: [UInt8], _ hash: HashAlgorithm) throws(CertificateError) -> [UInt8] {
        switch material {
        case .rsa(let key): try Self.signature(over: bytes, hash, key)
        case .p256(let key): Array(try Self.signature(over: bytes, hash, key).derRepresentation)
        }
    }

    /// The signature with SHA-256 as XML has it: ECDSA as its two numbers, without DER (XML Signature 1.1, 6.4.3).
    package func signatureOfXML(over bytes: [UInt8]) throws(CertificateError) -> [UInt8] {
        switch material {
        case .rsa(let key): try Self.signature(over: bytes, .sha256, key)
        case .p256(let key): Array(try Self.signature(over: bytes, .sha256, key).rawRepresentation)
        }
    }

    private static func signature(
        over bytes: [UInt8], _ hash: HashAlgorithm, _ key: _RSA.Signing.PrivateKey
    ) throws(CertificateError) -> [UInt8] {
        do {
            let signature =
                switch hash {
                case .sha1: try key.signature(for: Insecure.SHA1.hash(data: bytes), padding: .insecurePKCS1v1_5)
                case .sha256: try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
                }
            return Array(signature.rawRepresentation)
        } catch {
            throw CertificateError(.notSigned, "the key did not sign: \(error)")
        }
    }

    private static func signature(
        over bytes: [UInt8], _ hash: HashAlgorithm, _ key: P256.Signing.PrivateKey
    ) throws(CertificateError) -> P256.Signing.ECDSASignature {
        guard hash == .sha256 else {
            throw CertificateError(
                .notSigned, "a key of P-256 signs with SHA-256 only; where SHA-1 is wanted, use a key of RSA")
        }
        do {
            return try key.signature(for: SHA256.hash(data: bytes))
        } catch {
            throw CertificateError(.notSigned, "the key did not sign: \(error)")
        }
    }
}

extension SigningKey: Equatable {
    package static func == (left: SigningKey, right: SigningKey) -> Bool { left.der == right.der }
}
