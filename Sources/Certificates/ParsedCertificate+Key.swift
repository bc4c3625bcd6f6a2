extension [ParsedCertificate] {
    /// The same certificates with that of the key first, as TLS and enrolment want them.
    ///
    /// What stands in one file need not belong together, and what does not is refused here: libraries that are handed it
    /// end the process, or let the first session fail.
    /// - Throws: `keyMismatch` where none of them is for the key.
    package func leading(with key: SigningKey) throws(CertificateError) -> [ParsedCertificate] {
        guard let place = firstIndex(where: { $0.matches(key) }) else {
            let names = map(\.subject).joined(separator: "; ")
            throw CertificateError(
                .keyMismatch,
                "none of its certificates (\(names)) is for its private key: put the key together with the certificate that "
                    + "was issued for it")
        }
        return [self[place]] + self[..<place] + self[(place + 1)...]
    }
}
