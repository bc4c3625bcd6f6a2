package import Certificates
package import Enrollment
import ManagementTree
package import Notation
import SimulatedPhone

/// What a person says when enrolling a phone.
package struct EnrollmentOrder: Sendable {
    /// Where discovery begins; nil looks for the server of the user's mail domain.
    package var discoveryURL: String?
    /// The user principal name.
    package var user: String
    /// nil where a person signs in on the server's web page.
    package var credential: EnrollmentCredential?
    /// nil follows from the phone: `Device` where it is joined to Azure AD, else `Full`.
    package var kind: EnrollmentType?
    package var requestForm = EnrollmentPlan.RequestForm.standard
    /// What sort of key the phone makes.
    package var keyType: KeyType = .rsa
    /// Whether a redirection during discovery is followed, as a person would be asked.
    package var followsRedirections = false
    package var allowsInsecureHTTP = false
    /// Whether the server hashes nonces undecoded.
    package var usesNonceUndecoded = false

    package init(discoveryURL: String? = nil, user: String, credential: EnrollmentCredential?) {
        self.discoveryURL = discoveryURL
        self.user = user
        self.credential = credential
    }
}

extension EnrollmentOrder {
    /// The plan for a phone.
    /// - Throws: where there is no address to begin with.
    func plan(for phone: Phone) throws(AgentError) -> EnrollmentPlan {
        guard let url = discoveryURL ?? EnrollmentPlan.discoveryURL(forEmailAddress: user) else {
            throw AgentError(
                .enrollment(.badAddress),
                "'\(user)' has no mail domain to look for a server in; give the address of the discovery service")
        }
        return EnrollmentPlan(
            discoveryURL: url, emailAddress: user, device: phone.enrollmentDevice, credential: credential,
            kind: kind ?? (phone.join == nil ? .full : .device), probes: discoveryURL == nil,
            redirections: followsRedirections ? .accepted : .refused, allowsInsecureHTTP: allowsInsecureHTTP,
            requestForm: requestForm, keyType: keyType)
    }
}

extension Phone {
    /// What the phone says of itself when it enrols.
    var enrollmentDevice: EnrollmentDevice {
        EnrollmentDevice(
            deviceID: deviceID, directoryDeviceID: join == nil ? nil : azureADDeviceID, deviceName: deviceName,
            osEdition: profile.edition, osVersion: profile.build, applicationVersion: profile.build,
            macs: adapters.map { Self.dashed($0.mac) }, imeis: sims.map(\.imei),
            locale: profile.language, hardwareDeviceID: hardwareID,
            deviceType: profile.platform == .desktop ? "CIMClient_Windows" : "WindowsPhone")
    }

    /// `AABBCCDDEEFF` as `AA-BB-CC-DD-EE-FF`.
    private static func dashed(_ mac: String) -> String {
        let digits = Array(mac)
        return stride(from: 0, to: digits.count, by: 2).map { String(digits[$0..<min($0 + 2, digits.count)]) }
            .joined(separator: "-")
    }
}
