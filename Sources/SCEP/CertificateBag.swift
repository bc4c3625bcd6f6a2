package import Certificates
import SwiftASN1

/// Certificates and nothing else: SignedData that nobody has signed (RFC 5652 5; RFC 8894 3.4, "degenerate").
package enum CertificateBag {
    /// - Returns: DER.
    package static func write(_ certificates: [ParsedCertificate]) throws(SCEPError) -> [UInt8] {
        try DERParts.contentInfo(.signedData) { coder in
            try coder.serialize(1)
            coder.appendConstructedNode(identifier: .set) { _ in }
            try coder.appendConstructedNode(identifier: .sequence) { try $0.serialize(ASN1ObjectIdentifier.data) }
            coder.appendConstructedNode(identifier: DERParts.tag(0)) { coder in
                for certificate in certificates { coder.serializeRawBytes(certificate.der) }
            }
            coder.appendConstructedNode(identifier: .set) { _ in }
        }
    }

    /// What of it can be read: an authority may have keys of another kind beside.
    package static func read(_ octets: [UInt8]) throws(SCEPError) -> [ParsedCertificate] {
        let certificates = try SCEPError.wrap(.unreadable, "these are no certificates") {
            try DERParts.content(of: octets, .signedData).first { $0.identifier == DERParts.tag(0) }?.parts
                .compactMap { try? ParsedCertificate(der: Array($0.encodedBytes)) }
        }
        guard let certificates, !certificates.isEmpty else {
            throw SCEPError(.unreadable, "there is no certificate that can be read")
        }
        return certificates
    }
}
