import Certificates
import Notation
import SyncML

extension AuthenticationScheme {
    /// The data of a credential over a nonce as it travels.
    ///
    /// - Parameters:
    ///   - nonce: base64; what is none counts as it stands, because the server can only have meant its text.
    ///   - isUndecoded: whether the base64 text itself is hashed, as some servers do.
    func data(name: String, secret: String, nonce: String, isUndecoded: Bool) -> String {
        let octets = isUndecoded ? nil : Base64.decode(nonce)
        return data(name: name, secret: secret, nonce: octets ?? Array(nonce.utf8), md5: Digest.md5)
    }
}
