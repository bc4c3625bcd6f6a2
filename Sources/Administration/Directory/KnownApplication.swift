/// An application of another tenant that an administrator can let into this one (S4, S5).
package enum KnownApplication: String, CaseIterable, Codable, Sendable {
    /// Opens recovery protectors.
    case pinResetService = "b8456c59-1230-44c7-a4a2-99b085333e84"
    /// Asks the service in the name of the device.
    case pinResetClient = "9115dd05-fad5-4f9c-acc7-305d08b1b04e"

    /// The client id.
    package var appID: String { rawValue }

    package init?(appID: String) {
        self.init(rawValue: appID.lowercased())
    }

    /// The name under which the tenant lists it among its enterprise applications.
    package var displayName: String {
        switch self {
        case .pinResetService: "Microsoft Pin Reset Service Production"
        case .pinResetClient: "Microsoft Pin Reset Client Production"
        }
    }

    /// What it wants to use, as the address of consent names it.
    package var resource: String {
        switch self {
        case .pinResetService: "https://graph.windows.net"
        case .pinResetClient: "https://cred.microsoft.com/"
        }
    }

    /// Where the browser is sent after an answer.
    package var redirectURI: String {
        switch self {
        case .pinResetService: "https://cred.microsoft.com"
        case .pinResetClient: "ms-appx-web://Microsoft.AAD.BrokerPlugin/9115dd05-fad5-4f9c-acc7-305d08b1b04e"
        }
    }
}
