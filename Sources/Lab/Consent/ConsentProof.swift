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
        return payload.hexadecimal() + "." + mark(payload).hexadecimal()
    }

    /// Whose proof it is: an administrator, who was asked this question.
    /// - Returns: nil for one that was changed, is for another question or too old.
    func administrator(_ proof: String, _ request: ConsentRequest, now: Int64) -> LabPerson? {
        let parts = proof.split(separator: ".", omittingEmptySubsequences: false).map { Self.octets(of: $0) }
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

    private static func octets(of digits: Substring) -> [UInt8]? {
        guard digits.utf8.count % 2 == 0, digits.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
            return nil
        }
        let pairs = stride(from: 0, to: digits.utf8.count, by: 2).map { digits.dropFirst($0).prefix(2) }
        return pairs.compactMap { UInt8($0, radix: 16) }
    }
}
