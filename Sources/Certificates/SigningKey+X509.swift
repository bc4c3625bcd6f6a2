internal import Crypto
internal import CryptoExtras
import X509

/// The key for who writes certificates, and signs them or messages by the same rules.
extension SigningKey {
    var certificateKey: Certificate.PrivateKey {
        switch material {
        case .rsa(let key): Certificate.PrivateKey(key)
        case .p256(let key): Certificate.PrivateKey(key)
        }
    }

    var publicKey: Certificate.PublicKey {
        switch material {
        case .rsa(let key): Certificate.PublicKey(key.publicKey)
        case .p256(let key): Certificate.PublicKey(key.publicKey)
        }
    }

    /// With SHA-256 (RFC 4055 5; RFC 5758 3.2).
    var signatureAlgorithm: Certificate.SignatureAlgorithm {
        switch type {
        case .rsa: .sha256WithRSAEncryption
        case .p256: .ecdsaWithSHA256
        }
    }
}
