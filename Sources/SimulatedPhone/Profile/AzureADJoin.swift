/// A phone's place in an Azure AD directory.
package struct AzureADJoin: Codable, Equatable, Sendable {
    /// The directory's id, a GUID.
    package var tenant: String
    /// The user who joined the phone.
    package var user: String
    /// The client ids of the PIN reset service's applications that the tenant's administrator has consented to; null
    /// for both.
    package var consentedApplications: [String]?
}
