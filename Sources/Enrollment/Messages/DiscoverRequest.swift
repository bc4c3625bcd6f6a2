/// Discover: which services enrol this phone, and how the user shows who they are (MS-MDE2 3.1.4.1).
extension ServiceRequest {
    /// - Parameter url: as it was typed or made from the e-mail address.
    static func discover(_ plan: EnrollmentPlan, at url: String) -> ServiceRequest {
        let device = plan.device
        let policies = authPolicies(of: plan.credential).map { SOAPElement("AuthPolicy", text: $0.rawValue) }
        let request = SOAPElement(
            "request", declaring: [SOAPElement.Declaration("i", SOAPNames.schemaInstance)],
            [
                SOAPElement("EmailAddress", text: plan.emailAddress),
                // 4.0 is new in 1703; 3.0 is that of the versions of Windows 10 before it.
                SOAPElement("RequestVersion", text: "4.0"),
                SOAPElement("DeviceType", text: device.deviceType),
                SOAPElement("ApplicationVersion", text: device.applicationVersion),
                SOAPElement("OSEdition", text: String(device.osEdition)),
                SOAPElement("AuthPolicies", policies),
            ])
        let namespace = SOAPElement.Declaration("", SOAPNames.discovery)
        return ServiceRequest(
            action: SOAPNames.discovery + "/IDiscoveryService/Discover",
            messageID: "748132ec-a575-4329-b01b-6171a9cf8478", url: url,
            declarations: [
                SOAPElement.Declaration("a", SOAPNames.addressing), SOAPElement.Declaration("s", SOAPNames.envelope),
            ],
            body: SOAPElement("Discover", declaring: [namespace], [request]))
    }

    /// A person can type a password or visit a web page, whichever the server wants; a certificate is used only where
    /// it was chosen for that. So do the captured and the documented requests.
    private static func authPolicies(of credential: EnrollmentCredential?) -> [AuthPolicy] {
        switch credential {
        case .password, .token, nil: [.onPremise, .federated]
        case .certificate: [.certificate]
        }
    }
}

/// How users show who they are (MS-MDE2 3.1.4.1.3.1).
package enum AuthPolicy: String, CaseIterable, Sendable {
    case onPremise = "OnPremise"
    case federated = "Federated"
    case certificate = "Certificate"
}
