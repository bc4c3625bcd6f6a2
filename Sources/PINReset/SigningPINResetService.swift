package import Notation

/// The PIN reset service as others reach it: it signs a ticket for a tenant that has consented to both applications.
///
/// It remembers nothing of what it has given: a ticket opens one protector of one device once, and only for minutes.
package struct SigningPINResetService: Sendable {
    private let key: TicketSigningKey
    private let lifetime: Int64

    /// - Parameter lifetime: in seconds.
    package init(key: TicketSigningKey = TicketSigningKey(), lifetime: Int64 = TicketLifetime.usual) {
        self.key = key
        self.lifetime = lifetime
    }

    /// What its tickets are verified with.
    package var keys: [TicketVerifyingKey] { [key.verifying] }

    /// - Parameters:
    ///   - tenants: those that the service knows, with their consent as it is now.
    ///   - id: what the ticket is called; no two should be called the same.
    package func ticket(
        for request: PINResetTicketRequest, tenants: [PINResetTenant], id: String, now: Instant
    ) throws(PINResetRefusal) -> SignedTicket {
        _ = try EmbeddedPINResetService(tenants: tenants).ticket(for: request)
        guard request.opening > 0 else { throw .incompleteRequest(missing: "opening above 0") }
        let ticket = PINResetTicket(id: id, for: request)
        guard
            let signed = SignedTicket(ticket, issued: now, expires: now.adding(seconds: lifetime), with: key)
        else { throw .unbelievable(reason: "its key does not sign") }
        return signed
    }
}
