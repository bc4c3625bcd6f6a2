package import Notation
package import SyncML

/// The phone's account with its management server, as enrolment made it: the `w7` APPLICATION of the provisioning
/// document (Microsoft, *w7 APPLICATION CSP*; MS-MDE2 2.2.9.5) and what sessions add to it.
///
/// What a server can read and write of it by itself (poll schedule, UPN, versions) stands in the management tree under
/// DMClient/Provider.
package struct ManagementAccount: Codable, Equatable, Sendable {
    /// PROVIDER-ID: the name of the server's node under DMClient/Provider.
    package var providerID: String
    /// NAME, for people.
    package var name: String
    /// The addresses of the server (ADDR), in the order in which they are tried; never empty.
    package var addresses: [String]
    /// Which of the addresses answered last.
    package var addressIndex = 0
    /// PROTOVER.
    package var version = MarkupVersion.v1_2
    /// DEFAULTENCODING.
    package var encoding = MessageForm.xml
    package var retry = ConnectionRetry()
    /// BACKCOMPATRETRYDISABLED: whether a package is never sent again in the older version.
    package var backCompatRetryDisabled = false
    /// USEHWDEVID: whether the IMEI stands for the device id.
    package var usesHardwareDeviceID = false
    /// SSLCLIENTCERTSEARCHCRITERIA, one text for each.
    package var certificateCriteria: [String] = []
    /// The phone's credential at the server (APPAUTH, level APPSRV).
    package var clientCredential: AccountCredential?
    /// The server's credential at the phone (APPAUTH, level CLIENT).
    package var serverCredential: AccountCredential?
    /// Whether the phone hashes a nonce as the base64 text that it came as. OMA-DM hashes the octets; some servers do not.
    package var usesNonceUndecoded = false
    /// Certificates of authorities that a person lets the phone trust at this account's servers, base64 of DER; nil for none.
    package var trustedAuthorities: [String]?
    /// Whether the first message already carries the credential, as phones of 8.1 did; others wait to be asked.
    package var sendsCredentialFirst = false
    /// Whether the server has ever set SyncApplicationVersion to 2.0, which cannot be taken back.
    package var hasApplicationVersion2 = false
    /// The user for whom the phone was enrolled, a UPN.
    package var user: String
    package var enrollmentType: EnrollmentType
    /// Where enrolment began, for renewal.
    package var discoveryURL: String

    package init(
        providerID: String, name: String = "", addresses: [String], user: String, enrollmentType: EnrollmentType,
        discoveryURL: String
    ) {
        self.providerID = providerID
        self.name = name
        self.addresses = addresses
        self.user = user
        self.enrollmentType = enrollmentType
        self.discoveryURL = discoveryURL
    }

    /// The address that the next session begins with.
    package var address: String {
        addresses.indices.contains(addressIndex) ? addresses[addressIndex] : addresses.first ?? ""
    }

    /// How often and after how long a lost connection is tried again (CONNRETRYFREQ, INITIALBACKOFFTIME, MAXBACKOFFTIME).
    package struct ConnectionRetry: Codable, Equatable, Sendable {
        package var count = 3
        /// Milliseconds before the first repetition; each further one waits twice as long.
        package var initialBackOff = 16_000
        /// The longest wait in milliseconds.
        package var maximumBackOff = 86_400_000

        package init() {}

        /// Inferred: a server that asks for no pause gets one of a second all the same, and none waits longer than a week.
        private static let pauses = 1_000...604_800_000

        /// Milliseconds to wait after so many repetitions.
        package func wait(after repetitions: Int) -> Int {
            var wait = Self.clamped(initialBackOff)
            let longest = max(Self.clamped(maximumBackOff), wait)
            // No wait can be doubled more often before it reaches the longest one.
            for _ in 0..<min(repetitions, 32) { wait = min(wait * 2, longest) }
            return wait
        }

        private static func clamped(_ wait: Int) -> Int {
            min(max(wait, pauses.lowerBound), pauses.upperBound)
        }
    }
}

/// What one side shows the other to be let in (APPAUTH).
package struct AccountCredential: Codable, Equatable, Sendable {
    package var scheme: AuthenticationScheme
    /// AAUTHNAME; of the server's credential the provider's id stands where it is missing.
    package var name: String
    /// AAUTHSECRET.
    package var secret: String
    /// AAUTHDATA or the last NextNonce, as base64, the form in which it travels.
    package var nonce: String

    package init(scheme: AuthenticationScheme, name: String, secret: String, nonce: String = "") {
        self.scheme = scheme
        self.name = name
        self.secret = secret
        self.nonce = nonce
    }
}
