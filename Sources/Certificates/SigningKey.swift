import Crypto
import CryptoExtras
import Foundation

/// An RSA private key: the only kind that enrolment of this build makes (MS-MDE2 3.4.4.1.1.1).
package struct SigningKey: Sendable {
    /// Sizes that can be made in a bearable time and that servers of the day accept.
    package static let sizes = 1024...8192

    let key: _RSA.Signing.PrivateKey

    /// Makes a new key, from the randomness of the system: there is no way to make one from a seed.
    package static func generate(bits: Int) throws(CertificateError) -> SigningKey {
        guard sizes.contains(bits), bits.isMultiple(of: 8) else {
            throw CertificateError(
                .unusableKey,
                "a key of \(bits) bits cannot be made; use a multiple of 8 from \(sizes.lowerBound) to "
                    + "\(sizes.upperBound), such as 2048")
        }
        do {
            return SigningKey(key: try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: bits)))
        } catch {
            throw CertificateError(.unusableKey, "a key of \(bits) bits was not made: \(error)")
        }
    }

    init(key: _RSA.Signing.PrivateKey) {
        self.key = key
    }

    /// Reads PKCS#8 (RFC 5958) or PKCS#1 (RFC 8017 A.1.2).
    package init(der: [UInt8]) throws(CertificateError) {
        do {
            key = try _RSA.Signing.PrivateKey(unsafeDERRepresentation: der)
        } catch {
            throw Self.isOfCurve(der) ? Self.ofCurve : Self.unreadable(error)
        }
    }

    /// Whether it is a key of an elliptic curve, which people have beside those of RSA.
    private static func isOfCurve(_ der: [UInt8]) -> Bool {
        (try? P256.Signing.PrivateKey(derRepresentation: der)) != nil
            || (try? P384.Signing.PrivateKey(derRepresentation: der)) != nil
            || (try? P521.Signing.PrivateKey(derRepresentation: der)) != nil
    }

    private static let ofCurve = CertificateError(
        .unusableKey,
        "this is a key of an elliptic curve, and a phone of this version has one of RSA: give an RSA key of at least "
            + "\(sizes.lowerBound) bits and its certificate")

    /// Reads the first key of a text, PKCS#8 or PKCS#1 (RFC 7468 10), not encrypted; what else it holds is passed over.
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

    private static func unreadable(_ cause: any Error) -> CertificateError {
        CertificateError(
            .unusableKey,
            "this is no RSA private key of at least \(sizes.lowerBound) bits in PKCS#8 or PKCS#1 without a "
                + "passphrase: \(LibraryWords.of(cause))")
    }

    /// PKCS#8 (RFC 5958).
    package var der: [UInt8] { Array(key.pkcs8DERRepresentation) }

    /// PKCS#8 as text (RFC 7468 10).
    package var pem: String { key.pkcs8PEMRepresentation }

    /// The public half as SubjectPublicKeyInfo (RFC 5280 4.1.2.7).
    package var publicKeyDER: [UInt8] { Array(key.publicKey.derRepresentation) }

    /// The signature RSASSA-PKCS1-v1_5 (RFC 8017 8.2), which is what Windows uses.
    package func signature(over bytes: [UInt8], _ hash: HashAlgorithm) throws(CertificateError) -> [UInt8] {
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
}

extension SigningKey: Equatable {
    package static func == (left: SigningKey, right: SigningKey) -> Bool { left.der == right.der }
}
