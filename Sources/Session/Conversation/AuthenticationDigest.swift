import Certificates
import Notation
import SimulatedPhone
import SyncML
import XML

/// The data of credentials (OMA-TS-DM_Security-V1_2_1 section 5.3).
enum AuthenticationDigest {
    /// `B64(user ":" password)`, or `B64(H(B64(H(user ":" password)) ":" nonce))` with MD5 for H.
    ///
    /// - Parameters:
    ///   - nonce: base64, as it travels.
    ///   - isUndecoded: whether the base64 text itself is hashed, as some servers do.
    static func data(
        _ scheme: AuthenticationScheme, name: String, secret: String, nonce: String, isUndecoded: Bool
    ) -> String {
        let pair = Array("\(name):\(secret)".utf8)
        guard scheme == .md5 else { return Base64.encode(pair) }
        let first = Array(Base64.encode(Digest.md5(pair)).utf8) + [UInt8(ascii: ":")]
        return Base64.encode(Digest.md5(first + octets(of: nonce, isUndecoded: isUndecoded)))
    }

    /// A nonce that is no base64 counts as it stands: the server can only have meant its text.
    private static func octets(of nonce: String, isUndecoded: Bool) -> [UInt8] {
        guard !isUndecoded, let octets = Base64.decode(nonce) else { return Array(nonce.utf8) }
        return octets
    }

    static func meta(_ scheme: AuthenticationScheme) -> Meta {
        Meta(format: .b64, type: scheme.rawValue)
    }

    /// `Chal`: the scheme, and for MD5 the nonce to use next.
    static func challenge(_ scheme: AuthenticationScheme, nonce: String) -> Meta {
        var meta = meta(scheme)
        if scheme == .md5 { meta.others = [MetaField(.nextNonce, nonce)] }
        return meta
    }
}
