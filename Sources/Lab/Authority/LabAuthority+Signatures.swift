internal import Certificates
internal import Foundation
internal import Notation
internal import SwiftASN1
internal import XML
@_spi(CMS) @_spi(FixedExpiryValidationTime) internal import X509

/// What phones sign with the certificates that they were given (RFC 5652).
extension LabAuthority {
    /// Checks a detached signature, as `MDM-Signature` carries it: base64 of CMS (protocol.md 7).
    package func verify(signature: String, over bytes: [UInt8], now: Int64) async throws(LabError) {
        guard let octets = Base64.decode(signature) else {
            throw LabError(.signature, "The signature is not base64.")
        }
        let result = await X509.CMS.isValidSignature(
            dataBytes: bytes, signatureBytes: octets, trustRoots: CertificateStore([root])
        ) {
            RFC5280Policy(fixedExpiryValidationTime: Date(timeIntervalSince1970: Double(now)))
        }
        guard case .success = result else { throw LabError(.signature, "The signature does not hold: \(result)") }
    }

    /// Opens what a renewal carries: a certificate request, signed with the old certificate (protocol.md 6.9).
    /// - Returns: the request, and the thumbprint of the certificate that signed it.
    package func openRenewal(
        _ octets: [UInt8], now: Int64
    ) async throws(LabError) -> (request: LabCertificateRequest, thumbprint: String) {
        let result = await X509.CMS.isValidAttachedSignature(
            signatureBytes: octets, trustRoots: CertificateStore([root])
        ) {
            RFC5280Policy(fixedExpiryValidationTime: Date(timeIntervalSince1970: Double(now)))
        }
        guard case .success(let valid) = result else {
            throw LabError(.signature, "The renewal is not signed with a certificate of this authority: \(result)")
        }
        let request = try LabCertificateRequest(der: try Self.content(of: octets))
        do {
            var coder = DER.Serializer()
            try coder.serialize(valid.signer)
            return (request, Digest.thumbprint(of: coder.serializedBytes))
        } catch {
            throw LabError(
                .certificate, "The certificate that signed the renewal cannot be written: \(LibraryWords.of(error))")
        }
    }

    /// The octets inside SignedData: ContentInfo, its content, the third field, and in that the second.
    private static func content(of octets: [UInt8]) throws(LabError) -> [UInt8] {
        do {
            let path = [1, 0, 2, 1, 0]
            var node = try BER.parse(octets)
            for index in path {
                guard case .constructed(let children) = node.content, let child = Array(children).dropFirst(index).first
                else { throw LabError(.signature, "The renewal has no content.") }
                node = child
            }
            return Array(try ASN1OctetString(berEncoded: node, withIdentifier: .octetString).bytes)
        } catch let error as LabError {
            throw error
        } catch {
            throw LabError(.signature, "The renewal cannot be read: \(LibraryWords.of(error))")
        }
    }
}
