import Notation

/// What is wrong with a key, a certificate or a name, and what to do.
package struct CertificateError: CodedError {
    package enum Code: String, Equatable, Hashable, Sendable {
        /// The octets or the text are no key that can be used.
        case unusableKey
        /// The octets or the text are no X.509 certificate.
        case unreadableCertificate
        /// A name or an identifier does not fit into a certificate request.
        case unusableName
        /// A file of PKCS#12 does not open with the password.
        case wrongPassword
        /// The octets are no file of PKCS#12.
        case unreadableFile
        /// The certificate belongs to another key.
        case keyMismatch
        /// The cryptographic library refused to sign or to write.
        case notSigned
    }

    package var code: Code
    /// What happened and what to do, as a sentence.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
