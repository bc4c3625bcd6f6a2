import Certificates

/// Why a file of PKCS#12 was not installed.
///
/// Inferred: the page names no numbers, only the function that they come from (GetLastError after PFXImportCertStore);
/// these are what Windows' cryptography calls the same.
struct PFXFailure: Error {
    enum Reason: UInt32 {
        /// E_FAIL
        case unspecified = 0x8000_4005
        /// ERROR_INVALID_PASSWORD
        case wrongPassword = 86
        /// CRYPT_E_BAD_ENCODE
        case unreadable = 0x8009_2002
        /// CRYPT_E_NO_KEY_PROPERTY
        case noKey = 0x8009_200B
        /// CRYPT_E_NO_DECRYPT_CERT
        case passwordNotDecrypted = 0x8009_200C
        /// CRYPT_E_NOT_FOUND
        case noCertificateForPassword = 0x8009_2004
    }

    var reason: Reason
    /// A sentence for people.
    var message: String

    var number: UInt32 { reason.rawValue }

    init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    init(_ error: CertificateError) {
        let reason: Reason =
            switch error.code {
            case .wrongPassword: .wrongPassword
            case .unusableKey, .keyMismatch: .noKey
            case .unreadableFile, .unreadableCertificate: .unreadable
            case .unusableName, .notSigned: .unspecified
            }
        self.init(reason, error.message)
    }
}
