/// The Microsoft PIN reset service, seen from a phone: it gives a ticket that opens the phone's recovery protector,
/// or says why not.
package protocol PINResetService: Sendable {
    /// Asks for the ticket that opens one protector of one device.
    ///
    /// - Throws: the refusal, with what to do about it. Nothing has changed anywhere.
    func ticket(for request: PINResetTicketRequest) async throws(PINResetRefusal) -> PINResetTicket

    /// What speaks against a ticket, as far as that can be known without one being made: for who only looks.
    ///
    /// - Returns: nil where nothing is known against it.
    func foreseenRefusal(of request: PINResetTicketRequest) async -> PINResetRefusal?
}

extension PINResetService {
    package func foreseenRefusal(of request: PINResetTicketRequest) async -> PINResetRefusal? { nil }

    /// The same as a value, which a phone can keep until it needs it.
    package func answer(to request: PINResetTicketRequest) async -> Result<PINResetTicket, PINResetRefusal> {
        do {
            return .success(try await ticket(for: request))
        } catch {
            return .failure(error)
        }
    }
}

/// A service inside this process, which answers at once.
package protocol ImmediatePINResetService: PINResetService {
    func ticket(for request: PINResetTicketRequest) throws(PINResetRefusal) -> PINResetTicket
}

extension ImmediatePINResetService {
    /// It keeps nothing of what it gives, so that asking it is looking.
    package func foreseenRefusal(of request: PINResetTicketRequest) -> PINResetRefusal? {
        do {
            _ = try ticket(for: request)
            return nil
        } catch {
            return error
        }
    }
}

/// The service as it is in the cloud, as far as documents tell: it serves the tenants whose administrators have
/// consented to both of its applications.
package struct EmbeddedPINResetService: ImmediatePINResetService, Equatable {
    /// The known tenants by id.
    private let tenants: [String: PINResetTenant]

    /// - Parameter tenants: the tenants that the service knows. Of two with the same id the later one counts.
    package init(tenants: [PINResetTenant]) {
        self.tenants = Dictionary(tenants.map { ($0.id, $0) }, uniquingKeysWith: { _, later in later })
    }

    package func ticket(for request: PINResetTicketRequest) throws(PINResetRefusal) -> PINResetTicket {
        guard let tenant = tenants[request.tenant] else { throw .tenantUnknown(request.tenant) }
        let missing = tenant.missingApplications
        guard missing.isEmpty else { throw .consentMissing(tenant: tenant.id, applications: missing) }
        guard !request.device.isEmpty else { throw .incompleteRequest(missing: "device") }
        guard !request.protector.isEmpty else { throw .incompleteRequest(missing: "protector") }
        return PINResetTicket(for: request)
    }
}

/// A service that gives every device a ticket, whatever its tenant: for tests that are not about consent.
package struct GrantingPINResetService: ImmediatePINResetService, Equatable {
    package init() {}

    package func ticket(for request: PINResetTicketRequest) throws(PINResetRefusal) -> PINResetTicket {
        PINResetTicket(for: request)
    }
}

/// A service that refuses every device: for tests of what a server does then.
package struct DenyingPINResetService: ImmediatePINResetService, Equatable {
    package init() {}

    package func ticket(for request: PINResetTicketRequest) throws(PINResetRefusal) -> PINResetTicket {
        throw .denied
    }
}

extension PINResetService where Self == EmbeddedPINResetService {
    /// The service that looks at the consent of these tenants.
    package static func embedded(tenants: [PINResetTenant]) -> EmbeddedPINResetService {
        EmbeddedPINResetService(tenants: tenants)
    }
}

extension PINResetService where Self == GrantingPINResetService {
    /// The service that grants every ticket.
    package static var granted: GrantingPINResetService { GrantingPINResetService() }
}

extension PINResetService where Self == DenyingPINResetService {
    /// The service that denies every ticket.
    package static var denied: DenyingPINResetService { DenyingPINResetService() }
}
