import Notation

/// How one side of a session shows the other who it is (OMA-TS-DM_Security-V1_2_1 section 5.3).
package enum AuthenticationScheme: String, Codable, Equatable, Sendable, CaseIterable {
    case basic = "syncml:auth-basic"
    case md5 = "syncml:auth-md5"

    /// What a credential says: `B64(user ":" password)`, or `B64(H(B64(H(user ":" password)) ":" nonce))` with MD5 for H.
    /// - Parameters:
    ///   - nonce: the octets that are hashed; basic has none.
    ///   - md5: the digest, which is another room's.
    package func data(name: String, secret: String, nonce: [UInt8], md5: ([UInt8]) -> [UInt8]) -> String {
        let pair = Array("\(name):\(secret)".utf8)
        switch self {
        case .basic: return Base64.encode(pair)
        case .md5: return Base64.encode(md5(Array("\(Base64.encode(md5(pair))):".utf8) + nonce))
        }
    }

    /// What stands beside the data.
    package var meta: Meta { Meta(format: .b64, type: rawValue) }

    /// `Chal`: the scheme, and for MD5 the nonce to use next.
    /// - Parameter nonce: base64.
    package func challenge(nonce: String) -> Meta {
        var meta = meta
        if self == .md5 { meta.others = [MetaField(.nextNonce, nonce)] }
        return meta
    }
}
