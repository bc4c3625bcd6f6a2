import SwiftASN1
import X509

/// The template by which an authority of Windows made a certificate (MS-WCCE 2.2.2.7.7.1 and 2.2.2.7.7.2).
extension ParsedCertificate {
    private static let nameExtension: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 311, 20, 2]
    private static let numberExtension: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 311, 21, 7]

    /// The template's name or, of a later authority, its number, such as `1.3.6.1.4.1.311.21.8.1`; nil where the
    /// certificate names none.
    package var templateName: String? {
        let extensions = certificate.extensions
        if let value = extensions[oid: Self.nameExtension]?.value, let node = try? DER.parse(Array(value)) {
            return (try? ASN1BMPString(derEncoded: node)).map { Self.text(Array($0.bytes)) }
                ?? (try? ASN1UTF8String(derEncoded: node)).map { String($0) }
        }
        guard let value = extensions[oid: Self.numberExtension]?.value, let node = try? DER.parse(Array(value)),
            case .constructed(let parts) = node.content, let first = parts.first(where: { _ in true })
        else { return nil }
        return (try? ASN1ObjectIdentifier(derEncoded: first)).map { "\($0)" }
    }

    /// Two octets a letter, the higher one first.
    private static func text(_ bytes: [UInt8]) -> String {
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units, as: UTF16.self)
    }
}
