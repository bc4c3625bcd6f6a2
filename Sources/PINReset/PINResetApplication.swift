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

    /// - Parameter clientID: in any case.
    package init?(clientID: String) {
        self.init(rawValue: clientID.lowercased())
    }

    /// The name under which the tenant lists the application among its enterprise applications.
    package var name: String {
        switch self {
        case .service: "Microsoft Pin Reset Service Production"
        case .client: "Microsoft Pin Reset Client Production"
        }
    }
}

/// What the address names by which an administrator is asked for consent (csp.md section 4).
extension PINResetApplication {
    /// The resource to which the application wants access.
    package var resource: String {
        switch self {
        case .service: "https://graph.windows.net"
        case .client: "https://cred.microsoft.com/"
        }
    }

    /// Where the browser is sent afterwards.
    package var redirectURI: String {
        switch self {
        case .service: "https://cred.microsoft.com"
        case .client: "ms-appx-web://Microsoft.AAD.BrokerPlugin/\(clientID)"
        }
    }

    /// The `state` of the documented address.
    package var documentedState: String {
        switch self {
        case .service: "e9191523-6c2f-4f1d-a4f9-c36f26f89df0"
        case .client: "6765f8c5-f4a7-4029-b667-46a6776ad611"
        }
    }
}

extension PINResetApplication: CustomStringConvertible {
    /// The name and the client id, as in a list for an administrator.
    package var description: String { "\(name) (\(clientID))" }
}
