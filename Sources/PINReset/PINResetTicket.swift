/// The PIN reset service's permission to open one Hello container with one recovery protector, once.
///
/// Inferred: neither the form nor the lifetime of a real ticket is public. Ours names what it was given for and can be
/// used for nothing else. That it opens only once is the protector's doing, which counts how often it was opened: who
/// gives tickets need not remember them, and no phone needs a list of those that it has used.
package struct PINResetTicket: Codable, Equatable, Sendable {
    /// The ticket's own id. Equal requests to the services of this process get equal ids, so that runs can be repeated.
    package let id: String
    /// What it was given for.
    package let purpose: PINResetTicketRequest

    package init(id: String, for purpose: PINResetTicketRequest) {
        self.id = id
        self.purpose = purpose
    }

    /// The ticket that answers a request within this process.
    init(for request: PINResetTicketRequest) {
        self.init(
            id: "ticket:\(request.tenant):\(request.device):\(request.protector):\(request.opening)", for: request)
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
    /// Which opening of the protector it is to be, counted from 1.
    package let opening: Int

    package init(tenant: String, device: String, protector: String, opening: Int = 1) {
        self.tenant = PINResetTenant.normalized(tenant)
        self.device = device
        self.protector = protector
        self.opening = opening
    }

    private enum CodingKeys: String, CodingKey {
        case tenant, device, protector, opening
    }

    /// Reads one in whatever spelling of the tenant; without a number it is for the first opening.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            tenant: try container.decode(String.self, forKey: .tenant),
            device: try container.decode(String.self, forKey: .device),
            protector: try container.decode(String.self, forKey: .protector),
            opening: try container.decodeIfPresent(Int.self, forKey: .opening) ?? 1)
    }

    /// In what a ticket for another purpose is not for this one; nil where it is.
    package func difference(from purpose: PINResetTicketRequest) -> TicketFault? {
        if purpose.tenant != tenant { return .otherTenant }
        if purpose.device != device { return .otherDevice }
        if purpose.protector != protector { return .otherProtector }
        if purpose.opening < opening { return .used }
        if purpose.opening > opening { return .ahead }
        return nil
    }
}
