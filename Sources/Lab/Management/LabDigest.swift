internal import Certificates
internal import Notation
internal import XML

/// Credentials within SyncML (OMA-TS-DM_Security-V1_2_1 section 5.3).
enum LabDigest {
    /// B64(H(B64(H(user ":" password)) ":" nonce)), H being MD5.
    static func md5(user: String, password: String, nonce: [UInt8]) -> String {
        let person = Base64.encode(Digest.md5(Array("\(user):\(password)".utf8)))
        return Base64.encode(Digest.md5(Array("\(person):".utf8) + nonce))
    }

    /// B64(user ":" password).
    static func basic(user: String, password: String) -> String {
        Base64.encode(Array("\(user):\(password)".utf8))
    }
}
