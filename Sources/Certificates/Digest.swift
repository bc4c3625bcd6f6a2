import Crypto
import Notation

/// The digests that the protocols ask for, as octets.
package enum Digest {
    /// MD5 is broken and is what OMA-DM's `syncml:auth-md5` uses (OMA-TS-DM_Security-V1_2_1 section 5.3).
    package static func md5(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.MD5.hash(data: bytes)) }

    /// The name of a certificate in the stores of Windows: SHA-1 in 40 upper-case digits (MS-MDE2 2.2.9.2).
    package static func thumbprint(of certificate: [UInt8]) -> String { sha1(certificate).hexadecimal(uppercase: true) }

    package static func sha1(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.SHA1.hash(data: bytes)) }

    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    package static func sha512(_ bytes: [UInt8]) -> [UInt8] { Array(SHA512.hash(data: bytes)) }

    /// What only who knows the key can make of the octets (HMAC, RFC 2104, with SHA-256).
    package static func hmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
    }
}

/// The digests that an enrolment policy may ask for under a signature (MS-XCEP, OIDs of group 1;
/// protocol.md 6.5).
package enum HashAlgorithm: String, Equatable, Sendable {
    case sha1
    case sha256
}
