internal import Certificates
internal import Crypto
internal import CryptoExtras
internal import SwiftASN1
internal import X509

/// A certificate request that came in (PKCS#10, RFC 2986): whom it names, and the key that it proves to hold.
///
/// It is read by hand, because Windows writes what no strict reader takes: a PrintableString with `!` and a zero octet,
/// an extension that is none, and the OIW's identifier for SHA-1 with RSA (protocol.md 6.5).
package struct LabCertificateRequest: Sendable {
    /// The common name, up to a zero octet.
    package let commonName: String
    /// The object identifier of the signature, with dots.
    package let algorithm: String
    let publicKey: Certificate.PublicKey

    /// - Throws: for octets that are no request, for a signature that is neither RSA with SHA-1 or SHA-256 nor ECDSA of
    ///   P-256 with SHA-256, and for one that another key made.
    package init(der: [UInt8]) throws(LabError) {
        do {
            var parts = try Self.parts(try DER.parse(der)).makeIterator()
            guard let info = parts.next(), let algorithm = parts.next(), let signature = parts.next() else {
                throw LabError(.certificateRequest, "The certificate request is not a sequence of three.")
            }
            var fields = try Self.parts(info).dropFirst().makeIterator()
            guard let subject = fields.next(), let key = fields.next() else {
                throw LabError(.certificateRequest, "The certificate request has no subject or no key.")
            }
            commonName = try Self.commonName(of: subject)
            let signer = try Signer(Array(key.encodedBytes))
            publicKey = signer.publicKey
            let identifier = try Self.identifier(of: algorithm)
            self.algorithm = identifier
            guard try signer.isSigned(info, identifier, try ASN1BitString(derEncoded: signature)) else {
                throw LabError(.certificateRequest, "The certificate request is not signed with its own key.")
            }
        } catch let error as LabError {
            throw error
        } catch {
            throw LabError(.certificateRequest, "The certificate request cannot be read: \(LibraryWords.of(error))")
        }
    }

    private static func parts(_ node: ASN1Node) throws -> [ASN1Node] {
        guard case .constructed(let nodes) = node.content else {
            throw LabError(.certificateRequest, "The certificate request has a value where a structure should be.")
        }
        return Array(nodes)
    }

    /// The first common name of a Name, whatever string type it claims to be.
    private static func commonName(of name: ASN1Node) throws -> String {
        for attributes in try parts(name) {
            for attribute in try parts(attributes) {
                let pair = try parts(attribute)
                guard pair.count == 2, try ASN1ObjectIdentifier(derEncoded: pair[0]) == [2, 5, 4, 3],
                    case .primitive(let octets) = pair[1].content
                else { continue }
                return String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
            }
        }
        return ""
    }

    private static func identifier(of algorithm: ASN1Node) throws -> String {
        guard let first = try parts(algorithm).first else {
            throw LabError(.certificateRequest, "The certificate request names no signature algorithm.")
        }
        return try ASN1ObjectIdentifier(derEncoded: first).description
    }
}

/// The key of a request, by which the request itself must be signed.
private enum Signer {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)

    /// - Parameter octets: SubjectPublicKeyInfo (RFC 5280 4.1.2.7).
    init(_ octets: [UInt8]) throws {
        if let key = try? P256.Signing.PublicKey(derRepresentation: octets) {
            self = .p256(key)
        } else {
            self = .rsa(try _RSA.Signing.PublicKey(unsafeDERRepresentation: octets))
        }
    }

    var publicKey: Certificate.PublicKey {
        switch self {
        case .rsa(let key): Certificate.PublicKey(key)
        case .p256(let key): Certificate.PublicKey(key)
        }
    }

    func isSigned(_ info: ASN1Node, _ algorithm: String, _ signature: ASN1BitString) throws -> Bool {
        let (signed, octets) = (Array(info.encodedBytes), Array(signature.bytes))
        switch (self, algorithm) {
        // PKCS#1 (RFC 8017 appendix C) and the OIW's older name for the same.
        case (.rsa(let key), "1.2.840.113549.1.1.5"), (.rsa(let key), "1.3.14.3.2.29"):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: octets), for: Insecure.SHA1.hash(data: signed),
                padding: .insecurePKCS1v1_5)
        case (.rsa(let key), "1.2.840.113549.1.1.11"):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: octets), for: SHA256.hash(data: signed),
                padding: .insecurePKCS1v1_5)
        // RFC 5758 3.2.
        case (.p256(let key), "1.2.840.10045.4.3.2"):
            let signature = try P256.Signing.ECDSASignature(derRepresentation: octets)
            return key.isValidSignature(signature, for: SHA256.hash(data: signed))
        default:
            throw LabError(
                .certificateRequest,
                "The certificate request is signed with \(algorithm); use RSA or, with a key of P-256, ECDSA, and SHA-256."
            )
        }
    }
}
