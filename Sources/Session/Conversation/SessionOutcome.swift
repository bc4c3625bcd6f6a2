package import SimulatedPhone
package import SyncML

/// How a session ended.
package enum SessionOutcome: Equatable, Sendable {
    /// The server had nothing more to ask.
    case completed
    /// The server sent alert 1223; nothing of that message was run.
    case abortedByServer
    /// The phone gave up its part with alert 1223.
    case abortedByPhone
    /// The server ended the account (DMClient Unenroll): no status was given, a session with alert 1226 is to follow.
    case unenrollmentRequested
    /// A command wiped the phone, or wrong PINs in the middle of the session; the account went with everything else.
    case wiped
    /// The phone sent no answer, because an answer rule says so.
    case silent
    case failed(SessionFailure)
}

/// Why a session failed: what happened and what to do.
package struct SessionFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Equatable, Sendable {
        /// The message has no header.
        case missingHeader
        /// The message belongs to another session.
        case wrongSession
        /// The server asks for a credential that the account does not have.
        case credentialMissing
        /// The server refuses the phone's credential again and again.
        case credentialRefused
        /// The server asks for a scheme that the account does not allow.
        case schemeNotSupported
        /// The server did not show the credential that the account asks for.
        case serverNotAuthenticated
        /// The server refuses the phone's header with another status.
        case refused
        /// The server speaks neither version.
        case versionNotSupported
        /// The server wants the next message at a server that the account does not name.
        case foreignAddress
        /// More than the messages that a session may have.
        case endless
    }

    package var code: Code
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}

/// What the driver of a session is to do next.
package enum SessionAction: Sendable {
    case send(OutgoingMessage)
    case finish(SessionOutcome)
    /// Get what the commands of the message need from outside, and pass the message in again with it in the environment:
    /// nothing of it was run. It comes once for each thing that is needed, most often once for a message, and never
    /// without end (`OutsideAnswers.most`).
    case needs(OutsideNeed)
}

/// A message that is ready to go.
package struct OutgoingMessage: Sendable {
    /// Where it goes; the query of Windows is the transport's affair.
    package var url: String
    package var form: MessageForm
    package var bytes: [UInt8]
    package var messageID: String
    package var isFinal: Bool
    /// The header MDM-GenericAlert of sessions that urgent alerts have begun.
    package var alertHeader: String?
    /// What it answers, with the reasons; nil for package 1.
    package var answer: Answer?
    /// How the session ends with it: its answer is not looked at. nil where it goes on.
    package var ending: SessionOutcome?
}
