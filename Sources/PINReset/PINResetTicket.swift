/// The PIN reset service's permission to open one Hello container with one recovery protector.
///
/// Inferred: neither the form nor the lifetime of a real ticket is public. Ours names what it was given for and can be
/// used for nothing else.
package struct PINResetTicket: Codable, Equatable, Sendable {
    /// The ticket's own id. Equal requests to our services get equal ids, so that runs can be repeated.
    package let id: String
    /// The tenant for which the ticket was given: a GUID in lower case without braces.
    package let tenant: String
    /// The id of the one protector that the ticket opens.
    package let protector: String

    package init(id: String, tenant: String, protector: String) {
        self.id = id
        self.tenant = PINResetTenant.normalized(tenant)
        self.protector = protector
    }

    /// The ticket that answers a request.
    init(for request: PINResetTicketRequest) {
        self.init(
            id: "ticket:\(request.tenant):\(request.device):\(request.protector)",
            tenant: request.tenant,
            protector: request.protector
        )
    }
}

/// What a device tells the PIN reset service when it asks for a ticket.
package struct PINResetTicketRequest: Codable, Hashable, Sendable {
    /// The tenant that the device is joined to: a GUID in lower case without braces.
    package let tenant: String
    /// The device's id, as it names itself to its management server.
    package let device: String
    /// The id of the recovery protector that is to be opened.
    package let protector: String

    package init(tenant: String, device: String, protector: String) {
        self.tenant = PINResetTenant.normalized(tenant)
        self.device = device
        self.protector = protector
    }
}
