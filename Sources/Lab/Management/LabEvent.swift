/// Something that happened at the server, for people and for tests that wait for it.
package struct LabEvent: Equatable, Sendable {
    /// What it was.
    package enum Kind: String, Codable, Equatable, Sendable, CaseIterable {
        case probed, discovered, policyAsked, enrolled, renewed, enrollmentRefused
        case sessionStarted, sessionEnded, sessionAborted
        /// The phone was told to show credentials.
        case challenged
        /// The phone's credentials were right.
        case authenticated
        /// The phone did not accept the server's own credentials.
        case serverRefused
        /// By SCEP: a certificate was given, or the phone was told to wait for it.
        case certificateIssued, certificatePending
        case commandSent, commandDone
        case alertReceived, passcodeReceived, unenrolled
        /// The time of a passcode, or of several, is over: they are gone.
        case passcodeExpired
        /// A phone was told that its server wants a session: noted when it has answered, which it does after that session.
        case pushed
        /// A wrong name or password on the page of consent.
        case signInRefused
        /// What an administrator has decided about an application.
        case consentGiven, consentDeclined
        /// By the PIN reset service.
        case ticketGiven, ticketRefused
        /// A request that the server could not take: no message, no device, no certificate.
        case requestRefused
        /// The phone did what it must not.
        case violation
    }

    /// Counted from 1.
    package var number: Int
    /// Seconds since 1970.
    package var time: Int64
    package var device: String?
    package var kind: Kind
    /// What exactly, in words; of a command its number.
    package var detail: String
}

/// An event before it has a number and a time.
struct LabOccurrence: Codable, Equatable, Sendable {
    var kind: LabEvent.Kind
    var detail: String

    init(_ kind: LabEvent.Kind, _ detail: String = "") {
        self.kind = kind
        self.detail = detail
    }
}
