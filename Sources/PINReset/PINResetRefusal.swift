/// Why the PIN reset service gave no ticket. The description is a sentence that also says what to do.
package enum PINResetRefusal: Error, Codable, Equatable, Sendable {
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
            return "The PIN reset service is set to deny every ticket: choose the embedded or the granting service."
        case .incompleteRequest(let missing):
            return "The request to the PIN reset service names no \(missing): a request needs tenant, device and "
                + "protector."
        case .unreachable(let reason):
            return "The PIN reset service did not answer (\(reason)): check its address and that it runs."
        }
    }
}
