package import SyncML

/// What the provisioning document tells a phone beside who it is (MS-MDE2 2.2.9).
package struct LabProvisioning: Equatable, Sendable {
    /// `NAME` of the account.
    package var serverName = "Understudy lab"
    /// `DEFAULTENCODING`.
    package var encoding = MessageForm.xml
    package var poll = LabPoll()
    /// `SyncApplicationVersion`; nil leaves it out.
    package var syncApplicationVersion: String?
    package var requiresMessageSigning = false
    /// How long a device's certificate is good for.
    package var certificateDays = 365
    /// `RenewPeriod`: days before the end at which renewal begins.
    package var renewPeriod = 42
    /// `RetryInterval`: days between tries to renew.
    package var retryInterval = 7
    /// Whether the account names the phone by its IMEI (`USEHWDEVID`).
    package var usesHardwareDeviceID = false
    /// Further characteristics, as mark-up: policies, PassportForWork, certificates.
    package var extra = ""

    package init() {}
}

/// The poll schedule of a provisioning document, in minutes (MS-MDE2 2.2.9.3).
package struct LabPoll: Equatable, Sendable {
    package var firstRetries: Int
    package var firstInterval: Int
    package var secondRetries: Int
    package var secondInterval: Int
    package var remainingRetries: Int
    package var remainingInterval: Int
    package var pollsOnLogin: Bool

    package init(
        firstRetries: Int = 8, firstInterval: Int = 15, secondRetries: Int = 5, secondInterval: Int = 3,
        remainingRetries: Int = 0, remainingInterval: Int = 1560, pollsOnLogin: Bool = true
    ) {
        self.firstRetries = firstRetries
        self.firstInterval = firstInterval
        self.secondRetries = secondRetries
        self.secondInterval = secondInterval
        self.remainingRetries = remainingRetries
        self.remainingInterval = remainingInterval
        self.pollsOnLogin = pollsOnLogin
    }
}
