import Certificates
import ManagementTree
import Notation
import SCEP

/// The password of a file, which its server may have encrypted for a certificate of the phone (csp.md 12.1,
/// PFXCertPasswordEncryptionType).
enum PFXPassword {
    static func read(_ settings: PFXSettings, in phone: Phone) throws(PFXFailure) -> String {
        switch settings.passwordForm {
        case .plain: return settings.password
        case .forEnrollment:
            guard let own = phone.certificates.enrollmentIdentity else {
                throw PFXFailure(
                    .noCertificateForPassword,
                    "the password is encrypted for the certificate of the enrolment, and the phone was enrolled without "
                        + "one")
            }
            return try decrypt(settings.password, with: [own])
        case .forStore:
            let entries = phone.certificates.identities.filter { isMeant($0.location, by: settings.passwordStore) }
            guard !entries.isEmpty else {
                throw PFXFailure(
                    .noCertificateForPassword,
                    "the store '\(settings.passwordStore)' has no certificate with a key; PFXCertPasswordEncryptionStore takes "
                        + "My, My/User or My/System")
            }
            return try decrypt(settings.password, with: entries)
        }
    }

    /// Inferred: a store is named as in CertificateStore, or by its first name alone; the page has no example.
    private static func isMeant(_ location: CertificateStore.Location, by name: String) -> Bool {
        let own = location.rawValue.lowercased()
        let name = name.lowercased().replacing("\\", with: "/")
        return own == name || own.hasPrefix(name + "/")
    }

    /// Inferred: the encrypted password is EnvelopedData of CMS in base64, as CryptEncryptMessage of Windows makes it.
    private static func decrypt(
        _ text: String, with entries: [CertificateStore.Entry]
    ) throws(PFXFailure) -> String {
        guard let sealed = Base64.decode(text.trimmed) else {
            throw PFXFailure(.passwordNotDecrypted, "PFXCertPassword is to be encrypted, and is not base64")
        }
        var last = "the password is not encrypted for a certificate of the phone"
        for entry in entries {
            guard let key = entry.privateKey, let certificate = try? ParsedCertificate(der: entry.certificate),
                let signing = try? SigningKey(der: key)
            else { continue }
            do throws(SCEPError) {
                return plain(try EnvelopedData.open(sealed, for: certificate, key: signing))
            } catch {
                last = error.message
            }
        }
        throw PFXFailure(.passwordNotDecrypted, last)
    }

    /// Inferred: UTF-8, or the UTF-16 of Windows, which shows by its zeros.
    private static func plain(_ octets: [UInt8]) -> String {
        guard octets.count.isMultiple(of: 2), octets.contains(0) else { return String(decoding: octets, as: UTF8.self) }
        let units = stride(from: 0, to: octets.count, by: 2).map { UInt16(octets[$0]) | UInt16(octets[$0 + 1]) << 8 }
        return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
    }
}
