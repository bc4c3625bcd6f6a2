internal import Certificates

/// What libFuzzer calls: any bytes must be a certificate, a request, a key, or an error that says something.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    check {
        let certificate = try ParsedCertificate(der: bytes)
        guard certificate.der == bytes else { fatalError("not the certificate that came") }
        _ = (certificate.commonName, certificate.subject, certificate.issuer, certificate.thumbprint)
    }
    check { _ = try ParsedCertificate.all(pem: text) }
    check { _ = try SigningKey(der: bytes) }
    check { _ = try SigningKey(pem: text) }
    check { _ = try LabCertificateRequest(der: bytes).commonName }
    return 0
}

private func check(_ read: () throws -> Void) {
    do {
        try read()
    } catch {
        guard !"\(error)".isEmpty else { fatalError("an error without words") }
    }
}
