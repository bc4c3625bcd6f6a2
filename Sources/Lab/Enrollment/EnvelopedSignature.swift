internal import Certificates
internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Notation
internal import SwiftASN1
internal import X509
internal import XML

/// The XML signature over a request that shows a certificate (XML Signature 4.4; MS-MDE2 3.3.4.1.1.1.2).
///
/// Inferred: the request must already be in canonical form (Exclusive XML Canonicalization 1.0), as it is when a phone
/// writes it so to sign it; the lab compares octets and canonicalizes nothing but the one namespace that SignedInfo
/// inherits.
struct EnvelopedSignature: Equatable, Sendable {
    private static let namespace = "xmlns=\"http://www.w3.org/2000/09/xmldsig#\""

    /// The request without the signature.
    private let signed: [UInt8]
    private let signedInfo: [UInt8]
    private let digest: [UInt8]
    private let value: [UInt8]

    /// - Parameters:
    ///   - octets: the request as it came.
    ///   - element: its `Signature`, as it was read.
    /// - Returns: nil where a part is missing or not in the one form that is understood.
    init?(_ octets: [UInt8], _ element: XMLElement) {
        let text = String(decoding: octets, as: UTF8.self)
        guard let whole = Self.range(of: "Signature", in: text), let info = Self.range(of: "SignedInfo", in: text),
            let digest = element.first("SignedInfo")?.first("Reference")?.first("DigestValue")?.text,
            let value = element.first("SignatureValue")?.text, let digestOctets = Base64.decode(digest),
            let valueOctets = Base64.decode(value)
        else { return nil }
        signed = Array((text[..<whole.lowerBound] + text[whole.upperBound...]).utf8)
        let start = "<SignedInfo>"
        guard text[info].hasPrefix(start) else { return nil }
        signedInfo = Array(("<SignedInfo \(Self.namespace)>" + text[info].dropFirst(start.count)).utf8)
        self.digest = digestOctets
        self.value = valueOctets
    }

    /// From the start tag to the end tag of the only element of a name.
    private static func range(of name: String, in text: String) -> Range<String.Index>? {
        let starts = ["<\(name) ", "<\(name)>"].compactMap { text.range(of: $0)?.lowerBound }
        guard let start = starts.min(), let end = text.range(of: "</\(name)>")?.upperBound, start < end else {
            return nil
        }
        return start..<end
    }

    /// Whether the holder of a certificate's key signed the request as it came.
    func holds(for certificate: [UInt8]) -> Bool {
        guard Digest.sha256(signed) == digest, let parsed = try? Certificate(derEncoded: certificate) else {
            return false
        }
        if let key = P256.Signing.PublicKey(parsed.publicKey) {
            // Its two numbers, without DER (XML Signature 1.1, 6.4.3).
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: value) else { return false }
            return key.isValidSignature(signature, for: SHA256.hash(data: signedInfo))
        }
        guard let key = _RSA.Signing.PublicKey(parsed.publicKey) else { return false }
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: value), for: SHA256.hash(data: signedInfo),
            padding: .insecurePKCS1v1_5)
    }
}
