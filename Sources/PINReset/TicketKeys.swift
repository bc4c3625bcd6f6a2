import Crypto
import Foundation
import Notation

/// The key with which a PIN reset service signs its tickets (Ed25519, RFC 8032).
package struct TicketSigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A new key.
    package init() {
        key = Curve25519.Signing.PrivateKey()
    }

    /// - Parameter seed: 32 octets that nobody else knows; the same make the same key.
    /// - Returns: nil for another number of octets.
    package init?(seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { return nil }
        self.key = key
    }

    /// What others verify its signatures with.
    package var verifying: TicketVerifyingKey { TicketVerifyingKey(key.publicKey) }

    /// - Returns: nil where the library does not sign.
    func signature(over octets: [UInt8]) -> [UInt8]? {
        (try? key.signature(for: octets)).map { Array($0) }
    }
}

/// What a service's signatures are verified with.
package struct TicketVerifyingKey: Equatable, Sendable {
    /// 32 octets (RFC 8032 5.1.5).
    package let octets: [UInt8]

    fileprivate init(_ key: Curve25519.Signing.PublicKey) {
        octets = Array(key.rawRepresentation)
    }

    /// - Returns: nil for octets that are no key.
    package init?(octets: [UInt8]) {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: octets) else { return nil }
        self.init(key)
    }

    /// By which tickets name the key: the thumbprint of RFC 7638, as RFC 8037 2 has it for such keys.
    package var id: String {
        // `Digest` would say the same in one call and stands in Certificates, which brings X.509 and ASN.1 along: neither this
        // target needs them, nor those of the administration that are built upon it.
        let canonical = #"{"crv":"Ed25519","kty":"OKP","x":"\#(Base64URL.encode(octets))"}"#
        return Base64URL.encode(Array(SHA256.hash(data: Array(canonical.utf8))))
    }

    func verifies(_ signature: [UInt8], over octets: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.octets) else { return false }
        return key.isValidSignature(signature, for: octets)
    }
}
