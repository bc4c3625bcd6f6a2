import CNIOBoringSSL
package import Certificates

/// A certificate with its private key in a file of PKCS#12 (RFC 7292), as Windows exports them: `.pfx` and `.p12`.
package enum IdentityFile {
    /// - Parameter password: empty for a file without one.
    package static func read(
        pfx bytes: [UInt8], password: String
    ) throws(CertificateError) -> IdentityReader.Identity {
        guard bytes.first == 0x30 else {
            throw CertificateError(
                .unreadableFile, "this is no PKCS#12: give the .pfx or .p12 file itself, or one with both parts as PEM")
        }
        guard PasswordEffort.iterations(in: bytes) <= PasswordEffort.most else {
            throw CertificateError(
                .unreadableFile,
                "the file wants its password hashed more than \(PasswordEffort.most) times, which would take too long: "
                    + "export it with fewer iterations")
        }
        let parts = try PFXParts(bytes, password: password)
        guard let key = parts.key else {
            throw CertificateError(.unusableKey, "the file has no private key: export it with the key")
        }
        guard !parts.certificates.isEmpty else {
            throw CertificateError(
                .unreadableCertificate, "the file has no certificate: export the key together with its certificate")
        }
        let own = try SigningKey(der: key)
        var certificates: [ParsedCertificate] = []
        for der in parts.certificates { certificates.append(try ParsedCertificate(der: der)) }
        return IdentityReader.Identity(certificates: try certificates.leading(with: own), key: own)
    }
}

extension IdentityReader {
    /// By the TLS library.
    package static let tlsLibrary = IdentityReader { file, password throws(CertificateError) in
        try IdentityFile.read(pfx: file, password: password)
    }
}

/// What the TLS library finds in a file: all of it, whether or not it belongs together.
///
/// This is the C function on which `NIOSSLPKCS12Bundle` stands. That type ends the process where a file has no key, no
/// certificate, or none of its key, and only here can that be seen before: the parts are encrypted.
private struct PFXParts {
    /// DER: PKCS#1, or what other kinds of keys have.
    private(set) var key: [UInt8]?
    /// DER, in the order of the file.
    private(set) var certificates: [[UInt8]] = []

    init(_ bytes: [UInt8], password: String) throws(CertificateError) {
        // The library keeps errors for each thread, those of earlier work too; the first of them would be told here.
        ERR_clear_error()
        let file = bytes.withUnsafeBytes { bytes -> OpaquePointer? in
            guard let source = BIO_new_mem_buf(bytes.baseAddress, bytes.count) else { return nil }
            defer { BIO_free(source) }
            return d2i_PKCS12_bio(source, nil)
        }
        guard let file else { throw Self.unreadable() }
        defer { PKCS12_free(file) }
        var key: OpaquePointer?
        var own: OpaquePointer?
        var others: OpaquePointer?
        guard password.withCString({ PKCS12_parse(file, $0, &key, &own, &others) }) == 1 else {
            throw Self.unreadable()
        }
        defer {
            EVP_PKEY_free(key)
            X509_free(own)
            OPENSSL_sk_free(others)
        }
        self.key = key.flatMap { key in Self.octets { i2d_PrivateKey(key, &$0) } }
        if let own { certificates += Self.certificate(own) }
        for place in 0..<OPENSSL_sk_num(others) {
            guard let other = OPENSSL_sk_value(others, place).map(OpaquePointer.init) else { continue }
            certificates += Self.certificate(other)
            X509_free(other)
        }
    }

    private static func certificate(_ certificate: OpaquePointer) -> [[UInt8]] {
        octets { i2d_X509(certificate, &$0) }.map { [$0] } ?? []
    }

    /// What a function of the library writes into memory of its own; nil where it writes nothing.
    private static func octets(_ write: (inout UnsafeMutablePointer<UInt8>?) -> CInt) -> [UInt8]? {
        var start: UnsafeMutablePointer<UInt8>?
        let count = write(&start)
        defer { OPENSSL_free(start) }
        guard let start, count > 0 else { return nil }
        return Array(UnsafeBufferPointer(start: start, count: Int(count)))
    }

    private static func unreadable() -> CertificateError {
        let error = ERR_get_error()
        let reason = ERR_reason_error_string(error).map { " (\(String(cString: $0)))" } ?? ""
        ERR_clear_error()
        return CertificateError(
            ERR_GET_REASON(error) == PKCS8_R_INCORRECT_PASSWORD ? .wrongPassword : .unreadableFile,
            "the file cannot be read as PKCS#12: the password is wrong, or the file is damaged\(reason)")
    }
}
