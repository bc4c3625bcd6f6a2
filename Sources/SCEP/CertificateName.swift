import Certificates
import SwiftASN1
import X509

/// How CMS names a certificate whose key was used (RFC 5652 5.3 and 6.2.1).
enum CertificateName {
    /// IssuerAndSerialNumber, DER.
    static func issuerAndSerial(of certificate: ParsedCertificate) throws -> [UInt8] {
        let certificate = try Certificate(derEncoded: certificate.der)
        return try DERParts.written { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(certificate.issuer)
                try coder.serialize(certificate.serialNumber.bytes)
            }
        }
    }

    /// Whether a message means this certificate, by its issuer and number or by the identifier of its key.
    static func names(_ node: ASN1Node, _ certificate: ParsedCertificate) -> Bool {
        guard node.identifier != .sequence else {
            return (try? issuerAndSerial(of: certificate)) == Array(node.encodedBytes)
        }
        guard case .primitive(let identifier) = node.content,
            let extensions = try? Certificate(derEncoded: certificate.der).extensions,
            let own = try? extensions.subjectKeyIdentifier
        else { return false }
        return own.keyIdentifier == identifier
    }
}
