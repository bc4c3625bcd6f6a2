/// Why the PIN reset service gave no ticket. The description is a sentence that also says what to do.
package enum PINResetRefusal: Error, Equatable, Sendable {
    /// The service has never heard of the tenant with this id.
    case tenantUnknown(String)
    /// The tenant is known, and these applications still lack its consent.
    case consentMissing(tenant: String, applications: [PINResetApplication])
    /// The service refuses everybody, as it was told to.
    case denied
    /// The request lacks what the associated word names, such as a protector.
    case incompleteRequest(missing: String)
    /// No answer came. Our own services always answer; the one over HTTP may not.
    case unreachable(reason: String)
    /// What came is no answer of a PIN reset service.
    case unbelievable(reason: String)
    /// A ticket came that does not open what was asked for.
    case badTicket(TicketFault)
}

extension PINResetRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tenantUnknown(let tenant):
            return "The PIN reset service does not know the tenant \(tenant): let an administrator of that tenant "
                + "consent to its two applications, or join the phone to a tenant that has."
        case .consentMissing(let tenant, let applications):
            let list = applications.map(\.description).joined(separator: " and ")
            return "The tenant \(tenant) has not consented to \(list): let an administrator of the tenant consent."
        case .denied:
            return "The PIN reset service is set to deny every ticket: choose another service."
        case .incompleteRequest(let missing):
            return "The request to the PIN reset service names no \(missing): a request needs tenant, device and "
                + "protector."
        case .unreachable(let reason):
            return "The PIN reset service did not answer (\(reason)): check its address and that it runs."
        case .unbelievable(let reason):
            return "The PIN reset service gave an answer that is none (\(reason)): check its address, and look what it "
                + "says itself."
        case .badTicket(let fault):
            return "The PIN reset service gave a ticket that opens nothing here: the ticket \(fault). Look at the "
                + "service, and at what stands between it and the phone."
        }
    }
}
