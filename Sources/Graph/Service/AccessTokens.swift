package import Administration
internal import Crypto
internal import Foundation
internal import JSON
package import Notation

/// The tokens that open the API: JSON web tokens (RFC 7519), signed by a key that nobody else has (HS256).
///
/// Clients take them for texts without meaning, as Microsoft asks them to; whoever shows one is who it names.
package struct AccessTokens: Sendable {
    /// What a token says.
    package struct Claims: Codable, Equatable, Sendable {
        /// Who gave it.
        package var iss: String
        /// For whom it is: the API.
        package var aud: String
        /// The tenant.
        package var tid: ObjectID
        /// The application.
        package var appid: String
        /// Its permissions; missing for all.
        package var roles: [String]?
        /// When it was given, and when it ends: seconds since 1970.
        package var iat: Instant
        package var exp: Instant

        package init(
            iss: String, aud: String, tid: ObjectID, appid: String, roles: [String]? = nil, iat: Instant,
            exp: Instant
        ) {
            self.iss = iss
            self.aud = aud
            self.tid = tid
            self.appid = appid
            self.roles = roles
            self.iat = iat
            self.exp = exp
        }
    }

    /// How long a token lasts, as Azure AD has it.
    package static let seconds: Int64 = 3599
    private static let header = Base64URL.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

    private let key: SymmetricKey

    /// - Parameter secret: 32 octets or more that nobody can guess.
    package init(secret: [UInt8]) {
        key = SymmetricKey(data: secret)
    }

    package func token(_ claims: Claims) -> String? {
        guard let body = try? JSONEncoder.sorted.encode(claims) else { return nil }
        let signed = "\(Self.header).\(Base64URL.encode(Array(body)))"
        return
            "\(signed).\(Base64URL.encode(Array(HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key))))"
    }

    /// What a token says, where it is ours and its time is not over.
    package func claims(_ token: String, at now: Instant) -> Claims? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == Self.header, let code = Base64URL.decode(parts[2]),
            HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: Array("\(parts[0]).\(parts[1])".utf8), using: key),
            let body = Base64URL.decode(parts[1]),
            let claims = try? JSONDecoder().decode(Claims.self, from: Data(body)), now < claims.exp, claims.iat <= now
        else { return nil }
        return claims
    }
}
