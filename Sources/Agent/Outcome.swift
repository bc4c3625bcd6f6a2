import Enrollment
package import Session
package import Wire

/// What came of what somebody asked for: the same few words for exit codes, for JSON and for the control API.
package enum Outcome: String, Codable, Sendable, CaseIterable {
    case done
    /// It was tried, and the phone would not or could not: a status that is none of success, a wrong PIN.
    case failed
    /// The call asks for what cannot be.
    case wrongCall
    /// A file or standard input cannot be read.
    case unreadableInput
    /// No answer came from the server.
    case noAnswer
    /// The state cannot be used, or the phone in it is not as it must be: not enrolled, or enrolled already.
    case unusableState
    /// Something cannot be written.
    case unwritableOutput
    /// The server answered with what the protocol does not allow.
    case protocolBroken
    /// The server would not.
    case refused
}

extension Outcome {
    /// What an answer comes to whose HTTP status is none of success, in enrolment as in a session.
    ///
    /// A server that is out of order gives no answer that says anything of the phone; one that asks again elsewhere, or
    /// without end, does what the protocol does not know.
    package init(httpStatus status: Int) {
        self = status >= 500 ? .noAnswer : status >= 400 ? .refused : .protocolBroken
    }
}

extension AgentError {
    /// What kind of end the error is: the one place that says so.
    package var outcome: Outcome {
        switch code {
        case .notEnrolled, .notKept: .unusableState
        case .joined, .refused, .cancelled: .failed
        case .noAnswer(let code): code.outcome
        case .badStatus(let status): Outcome(httpStatus: status)
        case .unreadableAnswer, .notTolerated: .protocolBroken
        case .session(let code): code.outcome
        case .enrollment(let code): code.outcome
        case .unusableDocument: .unreadableInput
        }
    }
}

extension WireError.Code {
    /// What it comes to that no answer came.
    package var outcome: Outcome {
        switch self {
        case .nameNotFound, .unreachable, .connectTimedOut, .proxyFailed, .interrupted, .timedOut, .certificateDate,
            .wrongName, .untrustedServer, .tlsVersion, .tlsFailed, .noAnswer:
            .noAnswer
        case .certificateWanted, .certificateRefused: .refused
        case .badAddress: .wrongCall
        case .tooLarge, .redirected: .protocolBroken
        case .notRecorded: .unwritableOutput
        }
    }
}

extension SessionFailure.Code {
    fileprivate var outcome: Outcome {
        switch self {
        case .missingHeader, .wrongSession, .serverNotAuthenticated, .versionNotSupported, .foreignAddress, .endless:
            .protocolBroken
        case .credentialMissing, .credentialRefused, .schemeNotSupported, .refused: .refused
        }
    }
}

extension SessionOutcome {
    /// A session that was broken off did not come to its end, whatever its statuses.
    package var outcome: Outcome {
        switch self {
        case .completed, .unenrollmentRequested, .wiped: .done
        case .abortedByServer: .refused
        case .abortedByPhone, .silent: .failed
        case .failed(let failure): failure.code.outcome
        }
    }
}

extension EnrollmentFailure.Code {
    fileprivate var outcome: Outcome {
        switch self {
        case .messageFormat, .authentication, .authorization, .certificateRequest, .enrollmentServer,
            .internalServiceFault, .invalidSecurity, .deviceCapReached, .deviceNotSupported, .notSupported,
            .notEligibleToRenew, .inMaintenance, .userLicense, .invalidEnrollmentData, .unknownFault,
            .webAuthenticationFailed:
            .refused
        case .noConnection, .badTLSCertificate, .discoveryCertificateDateInvalid, .serverNotFound: .noAnswer
        case .enrollmentInProgress, .alreadyEnrolled, .certificateExpired, .renewalNotPrepared: .unusableState
        // Another call gets on: with another credential, another address, or --follow-redirects.
        case .passwordNeeded, .certificateNeeded, .badAddress, .redirected: .wrongCall
        case .unreadableAnswer, .unacceptableAnswer, .unusablePolicy, .unexpectedEvent, .unreadableDocument,
            .misshapenDocument, .notOpenDuringEnrollment, .badCertificate, .keyMismatch, .badAccount, .providerMismatch,
            .badPollSchedule, .badSetting:
            .protocolBroken
        // The agent's own code of that name has the status, which decides.
        case .badStatus: .protocolBroken
        case .requestNotMade: .failed
        }
    }
}
