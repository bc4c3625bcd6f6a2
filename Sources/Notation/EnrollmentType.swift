/// The two ways to enrol: as a request for a certificate, the node DMClient/Provider/…/EnrollmentType and the account have it
/// (MS-MDE2 3.4.4.1.1.1; csp.md 10.1).
package enum EnrollmentType: String, Codable, Sendable, CaseIterable {
    /// By joining Azure AD: the certificate is the device's, in My/System.
    case device = "Device"
    /// By a work account or an e-mail address.
    case full = "Full"
}
