import Foundation
package import Notation

/// A ticket as it goes over the wire: a JSON Web Signature in its compact form (RFC 7515 3.1) with EdDSA (RFC 8037).
///
/// Inferred: no document has the form of a real ticket. This one can be read and verified by what people have at hand.
package struct SignedTicket: Equatable, Sendable {
    /// `header.payload.signature`, each in base64url.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    private struct Header: Codable {
        var alg: String
        var kid: String
    }

    /// What the signature is over (RFC 7519 4.1), and what the ticket is for.
    private struct Claims: Codable {
        var jti: String
        var iat: Int64
        var exp: Int64
        var purpose: PINResetTicketRequest
    }

    /// Signs a ticket.
    /// - Returns: nil where the library does not sign.
    init?(_ ticket: PINResetTicket, issued: Instant, expires: Instant, with key: TicketSigningKey) {
        let claims = Claims(jti: ticket.id, iat: issued.seconds, exp: expires.seconds, purpose: ticket.purpose)
        guard let header = try? JSONEncoder.sorted.encode(Header(alg: Self.algorithm, kid: key.verifying.id)),
            let payload = try? JSONEncoder.sorted.encode(claims)
        else { return nil }
        let signed = Base64URL.encode(Array(header)) + "." + Base64URL.encode(Array(payload))
        guard let signature = key.signature(over: Array(signed.utf8)) else { return nil }
        text = signed + "." + Base64URL.encode(signature)
    }

    private static let algorithm = "EdDSA"
    /// More octets no ticket has.
    private static let longest = 8192

    /// The ticket, if it opens what was asked for, now.
    /// - Parameters:
    ///   - request: what the phone wants to open.
    ///   - keys: the service's.
    package func verified(
        for request: PINResetTicketRequest, keys: [TicketVerifyingKey], now: Instant
    ) throws(TicketFault) -> PINResetTicket {
        let parts = text.utf8.count <= Self.longest ? text.split(separator: ".", omittingEmptySubsequences: false) : []
        guard parts.count == 3, let header: Header = Self.read(parts[0]) else { throw .form }
        guard header.alg == Self.algorithm else { throw .algorithm }
        guard let signature = Base64URL.decode(parts[2]) else { throw .form }
        guard let key = keys.first(where: { $0.id == header.kid }) else { throw .unknownKey }
        guard key.verifies(signature, over: Array("\(parts[0]).\(parts[1])".utf8)) else { throw .signature }
        // Nothing of what it says counts before this line.
        guard let claims: Claims = Self.read(parts[1]) else { throw .form }
        if let fault = request.difference(from: claims.purpose) { throw fault }
        let (issued, expires) = (Instant(seconds: claims.iat), Instant(seconds: claims.exp))
        if let fault = TicketLifetime.fault(issued: issued, expires: expires, now: now) { throw fault }
        return PINResetTicket(id: claims.jti, for: claims.purpose)
    }

    private static func read<Value: Decodable>(_ part: Substring) -> Value? {
        guard let octets = Base64URL.decode(part) else { return nil }
        return try? JSONDecoder().decode(Value.self, from: Data(octets))
    }
}
