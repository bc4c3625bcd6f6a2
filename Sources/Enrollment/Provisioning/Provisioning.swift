package import Certificates

/// What the server's document makes of a phone: all of it is in order, so that it can be put on the phone as a whole
/// (MS-MDE2 2.2.9; protocol.md 6.7). The order is that in which it is to be applied.
package struct Provisioning: Equatable, Sendable {
    package var certificates: [ProvisionedCertificate]
    package var account: ProvisionedAccount
    /// The values of `DMClient/Provider/<id>`, with the way from there: empty, or `Poll`.
    package var providerSettings: [ProvisionedValue]
    package var poll: PollSettings
    package var renewal: RenewalSettings
    /// The values for other CSPs, with the whole way, such as `["PassportForWork", …]`.
    package var others: [ProvisionedValue]
}

/// What a document makes of a phone that only wanted a new certificate: the account stays as it is (MS-MDE2 2.2.9.2).
package struct CertificateRenewal: Equatable, Sendable {
    package var certificates: [ProvisionedCertificate]
    /// The settings for the next renewal; nil where the document has none and the present ones stay.
    package var renewal: RenewalSettings?
}

/// A certificate and the store it goes to.
package struct ProvisionedCertificate: Equatable, Sendable {
    package enum Store: String, CaseIterable, Equatable, Sendable {
        /// What the phone trusts.
        case root = "Root/System"
        /// What stands between.
        case intermediate = "CA/System"
        /// The phone's own, as that of its user.
        case user = "My/User"
        /// The phone's own, as that of the device.
        case device = "My/System"

        /// Whether the phone has the key of what is in there.
        package var isOwn: Bool { self == .user || self == .device }
    }

    package var store: Store
    package var certificate: ParsedCertificate
}

extension [ProvisionedCertificate] {
    /// The phone's own: its identity for TLS from now on.
    package var own: ParsedCertificate? { first { $0.store.isOwn }?.certificate }
}
