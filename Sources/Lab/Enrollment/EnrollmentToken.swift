internal import Foundation
internal import Notation
internal import XML

/// What a federated token says of its bearer: the claims of a JSON Web Token (RFC 7519) as Azure AD issues them. Nothing
/// is verified, because the lab has no directory.
struct EnrollmentToken: Equatable, Sendable, Decodable {
    var upn: String?
    /// The tenant.
    var tid: String?
    /// The device's id in the directory.
    var deviceid: String?

    /// - Parameter text: of BinarySecurityToken: base64 of the token, or the token itself.
    /// - Returns: nil for what does not look like a token.
    static func read(_ text: String) -> EnrollmentToken? {
        let decoded = Base64.decode(text).map { String(decoding: $0, as: UTF8.self) }
        return [text, decoded ?? ""].lazy.compactMap(claims).first
    }

    private static func claims(_ token: String) -> EnrollmentToken? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var payload = String(parts[1]).replacing("-", with: "+").replacing("_", with: "/")
        payload += String(repeating: "=", count: (4 - payload.count % 4) % 4)
        guard let octets = Base64.decode(payload) else { return nil }
        return try? JSONDecoder().decode(EnrollmentToken.self, from: Data(octets))
    }

    /// A token for the page of web authentication: unsigned, and good enough for the lab.
    /// - Parameter tenant: the directory of the lab.
    static func make(user: String, tenant: String) -> String {
        func plain(_ text: String) -> String { text.filter { $0 != "\"" && $0 != "\\" } }
        let claims = #"{"tid":"\#(plain(tenant))","upn":"\#(plain(user))"}"#
        let parts = [#"{"alg":"none"}"#, claims].map { text in
            Base64.encode(Array(text.utf8)).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        }
        return parts.joined(separator: ".") + "."
    }
}
