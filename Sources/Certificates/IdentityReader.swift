/// Opens a file of PKCS#12 (RFC 7292): a certificate with its private key.
///
/// Such files are encrypted in ways that only a TLS library knows, and no room below the transport has one. What opens
/// them is therefore a value that is passed in, as the time is; the same file and password always give the same.
package struct IdentityReader: Sendable {
    /// What such a file holds.
    package struct Identity: Sendable {
        /// The certificate of the key first, then the others of the file.
        package var certificates: [ParsedCertificate]
        package var key: SigningKey

        package init(certificates: [ParsedCertificate], key: SigningKey) {
            self.certificates = certificates
            self.key = key
        }
    }

    /// The octets of the file and its password, which is empty where there is none.
    package let read: @Sendable ([UInt8], String) throws(CertificateError) -> Identity

    package init(_ read: @escaping @Sendable ([UInt8], String) throws(CertificateError) -> Identity) {
        self.read = read
    }

    /// Where nobody has passed in another.
    package static let none = IdentityReader { _, _ throws(CertificateError) in
        throw CertificateError(.unreadableFile, "nothing that opens PKCS#12 is at hand here")
    }
}
