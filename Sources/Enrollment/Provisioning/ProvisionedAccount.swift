package import SyncML
import Notation
import XML

/// The account of the server that manages the phone, from the APPLICATION `w7` (w7 APPLICATION CSP; MS-MDE2 2.2.9.5;
/// csp.md 10.3).
package struct ProvisionedAccount: Equatable, Sendable {
    package var providerID: String
    package var name: String?
    /// The first is tried first.
    package var addresses: [String]
    /// How often a connection is tried again.
    package var connRetryFreq = 3
    /// How long the first pause lasts, in milliseconds.
    package var initialBackOffTime = 16_000
    package var maxBackOffTime = 86_400_000
    /// Whether a server that may be an old one is never tried with OMA-DM 1.1.
    package var backCompatRetryDisabled = false
    package var encoding = MessageForm.xml
    package var protocolVersion = MarkupVersion.v1_2
    /// Whether DevId is the IMEI.
    package var usesHardwareDeviceID = false
    package var role: UInt32?
    package var napID: String?
    /// As it was written; nil for none.
    package var criteriaText: String?
    package var criteria = CertificateCriteria()
    /// By what the phone shows itself to the server: AAUTHLEVEL APPSRV.
    package var clientCredential: ProvisionedCredential?
    /// By what the server shows itself to the phone: AAUTHLEVEL CLIENT.
    package var serverCredential: ProvisionedCredential?

    package init(providerID: String, addresses: [String]) {
        self.providerID = providerID
        self.addresses = addresses
    }
}

/// One APPAUTH of an account.
package struct ProvisionedCredential: Equatable, Sendable {
    package var scheme: AuthenticationScheme
    package var name: String?
    package var secret: String
    /// AAUTHDATA as it was written.
    package var nonceText: String?

    package init(scheme: AuthenticationScheme, name: String?, secret: String, nonceText: String?) {
        self.scheme = scheme
        self.name = name
        self.secret = secret
        self.nonceText = nonceText
    }

    /// The first nonce: the octets that AAUTHDATA has in base64, or its own where it is none, as from a server that
    /// real devices accept.
    package var nonce: [UInt8]? {
        nonceText.map { Base64.decode($0) ?? Array($0.utf8) }
    }
}

extension ProvisionedCredential: CustomStringConvertible {
    /// Without what nobody should read in a log.
    package var description: String { "\(scheme.rawValue) of \(name ?? "nobody")" }
}
