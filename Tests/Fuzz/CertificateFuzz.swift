internal import Certificates

/// What libFuzzer calls: any bytes must be a certificate, a request, a key, or an error that says something; a key that was
/// read is the same after it has been written and read again. What a password on them would cost must be a count.
///
/// DER (X.690) of each of them begins with the octet of a SEQUENCE, and no text does: so an input goes either to the
/// readers of octets or to those of text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if bytes.first == 0x30 { readOctets(bytes) } else { readText(String(decoding: bytes, as: UTF8.self)) }
    return 0
}

private func readOctets(_ bytes: [UInt8]) {
    guard PasswordEffort.iterations(in: bytes) >= 0 else { fatalError("fewer hashes than none") }
    check {
        let certificate = try ParsedCertificate(der: bytes)
        guard certificate.der == bytes else { fatalError("not the certificate that came") }
        _ = (certificate.commonName, certificate.subject, certificate.issuer, certificate.thumbprint)
    }
    check { try checkRoundTrip(SigningKey(der: bytes)) }
    check { _ = try LabCertificateRequest(der: bytes).commonName }
}

private func readText(_ text: String) {
    check { _ = try ParsedCertificate.all(pem: text) }
    check { try checkRoundTrip(SigningKey(pem: text)) }
}

private func checkRoundTrip(_ key: SigningKey) throws {
    guard try SigningKey(der: key.der) == key, try SigningKey(pem: key.pem) == key else {
        fatalError("not the same key after writing")
    }
}

private func check(_ read: () throws -> Void) {
    do {
        try read()
    } catch {
        guard !"\(error)".isEmpty else { fatalError("an error without words") }
    }
}
