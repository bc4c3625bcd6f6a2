import Foundation
import Notation

/// What goes over the wire between a phone and a PIN reset service, as JSON: `POST tickets` with a
/// `PINResetTicketRequest`, and `GET keys`.
///
/// Inferred: the real service's interface (cred.microsoft.com) is not public.
package enum PINResetDocuments {
    /// Paths below the service's address.
    package enum Path {
        package static let tickets = "tickets"
        package static let keys = "keys"
    }

    /// More octets no document has, in either direction.
    package static let longest = 16 << 10

    private struct Granted: Codable {
        var ticket: String
    }

    /// The same two members as Microsoft Graph's errors have, and which applications lack consent.
    private struct Refused: Codable {
        struct Reason: Codable {
            var code: String
            var message: String
            var applications: [String]?
        }

        var error: Reason
    }

    private enum Code {
        static let tenantUnknown = "tenantUnknown"
        static let consentMissing = "consentMissing"
        static let denied = "denied"
        static let badRequest = "badRequest"
        static let unavailable = "unavailable"
    }

    // MARK: The phone's side

    package static func write(_ request: PINResetTicketRequest) -> [UInt8] { encoded(request) }

    /// The ticket in the answer to a request.
    /// - Parameter status: of HTTP.
    /// - Throws: the refusal that the service tells, or that its answer is none.
    package static func ticket(
        in body: [UInt8], status: Int, for request: PINResetTicketRequest
    ) throws(PINResetRefusal) -> SignedTicket {
        guard body.count <= longest else { throw .unbelievable(reason: "its answer has \(body.count) octets") }
        if status == 200 {
            guard let granted = decoded(Granted.self, body) else {
                throw .unbelievable(reason: "its answer is no JSON with a ticket")
            }
            return SignedTicket(granted.ticket)
        }
        guard let reason = decoded(Refused.self, body)?.error else {
            throw .unbelievable(reason: "HTTP status \(status)")
        }
        switch reason.code {
        case Code.tenantUnknown: throw .tenantUnknown(request.tenant)
        case Code.consentMissing:
            let applications = PINResetApplication.allCases.filter {
                reason.applications?.contains($0.clientID) ?? false
            }
            throw .consentMissing(tenant: request.tenant, applications: applications)
        case Code.denied: throw .denied
        // What else it says is its own text, which may be anything.
        default: throw .unbelievable(reason: "HTTP status \(status)")
        }
    }

    /// The keys of an answer: those of its JSON Web Key Set that can sign tickets (RFC 7517 5, RFC 8037 2).
    package static func keys(in body: [UInt8], status: Int) throws(PINResetRefusal) -> [TicketVerifyingKey] {
        guard status == 200 else { throw .unbelievable(reason: "HTTP status \(status) instead of its keys") }
        guard body.count <= longest, let set = decoded(KeySet.self, body) else {
            throw .unbelievable(reason: "what should be its keys is no JSON with keys")
        }
        return set.keys.compactMap { key in
            guard key.kty == KeySet.type, key.crv == KeySet.curve else { return nil }
            return key.x.flatMap { Base64URL.decode($0) }.flatMap { TicketVerifyingKey(octets: $0) }
        }
    }

    // MARK: The service's side

    /// - Returns: nil for what is no request.
    package static func request(in body: [UInt8]) -> PINResetTicketRequest? {
        decoded(PINResetTicketRequest.self, body)
    }

    package static func write(_ ticket: SignedTicket) -> [UInt8] { encoded(Granted(ticket: ticket.text)) }

    package static func write(_ keys: [TicketVerifyingKey]) -> [UInt8] {
        encoded(
            KeySet(
                keys: keys.map { key in
                    KeySet.Key(
                        kty: KeySet.type, crv: KeySet.curve, x: Base64URL.encode(key.octets), kid: key.id, use: "sig",
                        alg: "EdDSA")
                }))
    }

    /// A refusal, with its status of HTTP.
    package static func write(_ refusal: PINResetRefusal) -> (status: Int, body: [UInt8]) {
        var reason = Refused.Reason(code: Code.denied, message: refusal.description)
        var status = 403
        switch refusal {
        case .tenantUnknown: reason.code = Code.tenantUnknown
        case .consentMissing(_, let applications):
            reason.code = Code.consentMissing
            reason.applications = applications.map(\.clientID)
        case .denied: break
        case .incompleteRequest: (status, reason.code) = (400, Code.badRequest)
        case .unreachable, .unbelievable, .badTicket: (status, reason.code) = (503, Code.unavailable)
        }
        return (status, encoded(Refused(error: reason)))
    }

    private struct KeySet: Codable {
        static let type = "OKP"
        static let curve = "Ed25519"

        struct Key: Codable {
            var kty: String
            var crv: String?
            var x: String?
            var kid: String?
            var use: String?
            var alg: String?
        }

        var keys: [Key]
    }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ body: [UInt8]) -> Value? {
        try? JSONDecoder().decode(type, from: Data(body))
    }

    /// Texts and numbers always are JSON.
    private static func encoded(_ value: some Encodable) -> [UInt8] {
        (try? JSONEncoder.sorted.encode(value)).map { Array($0) } ?? []
    }
}
