internal import Certificates

/// How Windows names certificates: SHA-1 in 40 upper-case digits (MS-MDE2 2.2.9.2).
enum Thumbprint {
    static func of(_ certificate: [UInt8]) -> String {
        Digest.sha1(certificate).reduce(into: "") { text, octet in
            let digits = String(octet, radix: 16, uppercase: true)
            text += digits.count == 1 ? "0" + digits : digits
        }
    }
}
