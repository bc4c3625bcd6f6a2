package import Certificates
import NIOSSL

/// A certificate with its private key in a file of PKCS#12 (RFC 7292), as Windows exports them: `.pfx` and `.p12`.
package enum IdentityFile {
    /// The certificate of the key first, then the others of the file, and the key, PKCS#8.
    package struct Content: Sendable {
        package var certificates: [ParsedCertificate]
        package var key: SigningKey
    }

    /// - Parameter password: empty for a file without one.
    package static func read(pfx bytes: [UInt8], password: String) throws(CertificateError) -> Content {
        try checkContent(bytes)
        let bundle: NIOSSLPKCS12Bundle
        do {
            bundle = try NIOSSLPKCS12Bundle(buffer: bytes, passphrase: Array(password.utf8))
        } catch {
            throw CertificateError(
                .unusableKey,
                "the file cannot be read as PKCS#12: the password is wrong, or the file is damaged (\(error))")
        }
        var certificates: [ParsedCertificate] = []
        do {
            for certificate in bundle.certificateChain {
                certificates.append(try ParsedCertificate(der: try certificate.toDERBytes()))
            }
            return Content(certificates: certificates, key: try SigningKey(der: try bundle.privateKey.derBytes))
        } catch let error as CertificateError {
            throw error
        } catch {
            throw CertificateError(.unusableKey, "the key or a certificate of the file cannot be used: \(error)")
        }
    }

    /// The library ends the process where a file has no key or no certificate, so that is looked for first: both stand in
    /// bags, whose types can be seen without the password but for certificates that are in a part that is encrypted.
    private static func checkContent(_ bytes: [UInt8]) throws(CertificateError) {
        guard bytes.first == 0x30 else {
            throw CertificateError(
                .unusableKey, "this is no PKCS#12: give the .pfx or .p12 file itself, or one with both parts as PEM")
        }
        guard contains(bagType + [1], in: bytes) || contains(bagType + [2], in: bytes) else {
            throw CertificateError(.unusableKey, "the file has no private key: export it with the key")
        }
        guard contains(bagType + [3], in: bytes) || contains(encryptedData, in: bytes) else {
            throw CertificateError(
                .unreadableCertificate, "the file has no certificate: export the key together with its certificate")
        }
    }

    /// 1.2.840.113549.1.12.10.1: behind it 1 is a key, 2 an encrypted one, 3 a certificate (RFC 7292 appendix D).
    private static let bagType: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01]
    /// 1.2.840.113549.1.7.6 (RFC 5652 8).
    private static let encryptedData: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x06]

    private static func contains(_ part: [UInt8], in bytes: [UInt8]) -> Bool {
        bytes.firstRange(of: part) != nil
    }
}
