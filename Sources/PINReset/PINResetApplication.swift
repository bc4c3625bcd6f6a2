/// One of the two applications of the Microsoft PIN reset service that a tenant's administrator has to consent to
/// before the service serves the tenant (Intune documentation of 2017, *Reset the passcode on Windows devices
/// integrated with the Microsoft PIN reset service*).
///
/// The raw value is the application's client id, a GUID in lower case without braces.
package enum PINResetApplication: String, CaseIterable, Codable, Hashable, Sendable {
    /// The service itself, which opens recovery protectors.
    case service = "b8456c59-1230-44c7-a4a2-99b085333e84"
    /// The client side, which asks the service in the name of the device.
    case client = "9115dd05-fad5-4f9c-acc7-305d08b1b04e"

    /// The client id: a GUID in lower case without braces.
    package var clientID: String { rawValue }

    /// The name under which the tenant lists the application among its enterprise applications.
    package var name: String {
        switch self {
        case .service: "Microsoft Pin Reset Service Production"
        case .client: "Microsoft Pin Reset Client Production"
        }
    }
}

extension PINResetApplication: CustomStringConvertible {
    /// The name and the client id, as in a list for an administrator.
    package var description: String { "\(name) (\(clientID))" }
}
