internal import Crypto
internal import Foundation
internal import Notation
internal import PINReset

/// What a person who has signed in gets with the consent page, and must send back with the answer.
///
/// It takes the place of a cookie: no browser sends it unasked, so no other site can accept in a person's name. It is for
/// the one question that was shown, and for minutes.
struct ConsentProof: Sendable {
    /// How long a person may think about it, in seconds.
    static let lifetime: Int64 = 600

    private let key: SymmetricKey

    /// - Parameter octets: a secret of this process.
    init(key octets: [UInt8]) {
        key = SymmetricKey(data: octets)
    }

    private struct Claims: Codable {
        var name: String
        var tenant: String
        var application: String
        var state: String?
        var expires: Int64
    }

    /// - Parameter now: seconds since 1970.
    func make(for person: LabPerson, _ request: ConsentRequest, now: Int64) -> String {
        let claims = Claims(
            name: person.name, tenant: person.tenant, application: request.application.clientID, state: request.state,
            expires: now + Self.lifetime)
        // Texts and numbers always are JSON.
        let payload = (try? JSONEncoder().encode(claims)).map { Array($0) } ?? []
        return Base64URL.encode(payload) + "." + Base64URL.encode(Array(code(payload, person.passwordDigest)))
    }

    /// Whose proof it is: an administrator, who was asked this question and has the same password still.
    /// - Parameter passwordDigest: of the password that somebody has now, by name and tenant.
    /// - Returns: nil for one that was changed, is for another question or too old.
    func administrator(
        _ proof: String, _ request: ConsentRequest, now: Int64,
        passwordDigest: (_ name: String, _ tenant: String) async -> [UInt8]?
    ) async -> LabPerson? {
        let parts = proof.split(separator: ".", omittingEmptySubsequences: false).map { Base64URL.decode($0) }
        guard parts.count == 2, let payload = parts[0], let mark = parts[1],
            let claims = try? JSONDecoder().decode(Claims.self, from: Data(payload))
        else { return nil }
        let digest = await passwordDigest(claims.name, claims.tenant)
        guard HMAC<SHA256>.isValidAuthenticationCode(mark, authenticating: Self.signed(payload, digest), using: key),
            claims.application == request.application.clientID, claims.state == request.state, claims.expires >= now
        else { return nil }
        return LabPerson(name: claims.name, tenant: claims.tenant, isAdministrator: true, passwordDigest: digest)
    }

    private func code(_ payload: [UInt8], _ passwordDigest: [UInt8]?) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Self.signed(payload, passwordDigest), using: key)
    }

    /// What the code is over: the password too, which stands nowhere in the proof and ends it when it changes.
    private static func signed(_ payload: [UInt8], _ passwordDigest: [UInt8]?) -> [UInt8] {
        let digest = passwordDigest ?? []
        return [UInt8(clamping: digest.count)] + digest + payload
    }
}
