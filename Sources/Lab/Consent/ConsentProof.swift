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
        return Base64URL.encode(payload) + "." + Base64URL.encode(mark(payload))
    }

    /// Whose proof it is: an administrator, who was asked this question.
    /// - Returns: nil for one that was changed, is for another question or too old.
    func administrator(_ proof: String, _ request: ConsentRequest, now: Int64) -> LabPerson? {
        let parts = proof.split(separator: ".", omittingEmptySubsequences: false).map { Base64URL.decode($0) }
        guard parts.count == 2, let payload = parts[0], let mark = parts[1] else { return nil }
        guard HMAC<SHA256>.isValidAuthenticationCode(mark, authenticating: payload, using: key),
            let claims = try? JSONDecoder().decode(Claims.self, from: Data(payload)),
            claims.application == request.application.clientID, claims.state == request.state, claims.expires >= now
        else { return nil }
        return LabPerson(name: claims.name, tenant: claims.tenant, isAdministrator: true)
    }

    private func mark(_ payload: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: payload, using: key))
    }
}
