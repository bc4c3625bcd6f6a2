package import Notation

/// Why a ticket opens nothing. The description goes on from *the ticket*.
package enum TicketFault: Error, Equatable, Sendable {
    /// It is not written as a ticket is, or not in the one way in which its octets can be written.
    case form
    /// It is signed in another way than tickets are, or not at all.
    case algorithm
    /// The key that it names is none of the service's.
    case unknownKey
    /// It was changed, or somebody else has signed it.
    case signature
    case otherTenant
    case otherDevice
    case otherProtector
    /// It is for an opening that the protector has behind it.
    case used
    /// It is for an opening that comes later.
    case ahead
    case expired(Instant)
    case notYetValid(Instant)
    /// It is valid for longer than tickets are.
    case tooLong
}

extension TicketFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .form: "is not written as tickets are"
        case .algorithm: "is not signed with EdDSA, as tickets are"
        case .unknownKey: "names a key that is none of the service's"
        case .signature: "has a signature that does not hold: it was changed, or the service did not sign it"
        case .otherTenant: "is for another tenant"
        case .otherDevice: "is for another device"
        case .otherProtector: "is for another protector"
        case .used: "was used before: the protector has been opened with it"
        case .ahead: "is for a later opening of the protector"
        case .expired(let end): "is old: it was good until \(end)"
        case .notYetValid(let begin): "is not valid yet: it was made at \(begin), by the service's clock"
        case .tooLong: "is valid for longer than \(TicketLifetime.longest / 60) minutes, as no ticket is"
        }
    }
}
