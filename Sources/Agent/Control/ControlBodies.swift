package import SimulatedPhone
package import SyncML

/// What came of a session.
package struct SyncReply: Codable, Equatable, Sendable {
    /// What it came to, in one of the words that exit codes stand for.
    package var outcome: Outcome
    /// How it ended: one of `SessionOutcome`'s names.
    package var sessionOutcome: String
    /// How many messages the phone sent.
    package var messages: Int
    /// The statuses that the phone gave.
    package var statuses: [NamedStatus]
    /// Whether the session ended as it should and every status was one of success.
    package var isSuccess: Bool
    /// What happened from the call to the end of the session, as far as it is kept.
    package var events: [AgentEvent]
    /// Whether the phone has an account with a server now.
    package var isEnrolled: Bool

    package init(_ report: DeviceAgent.SessionReport, events: [AgentEvent], isEnrolled: Bool) {
        self.isEnrolled = isEnrolled
        outcome = report.outcome.outcome
        sessionOutcome = report.outcome.label
        messages = report.messages
        statuses = report.statuses.map { NamedStatus($0) }
        isSuccess = report.isSuccess
        self.events = events
    }
}

/// What came of what a person did at the phone.
package struct PersonReply: Codable, Equatable, Sendable {
    package var isDone: Bool
    /// A sentence about it.
    package var message: String
    /// Whether the screen is locked now.
    package var isLocked: Bool
    /// Whether the phone has an account with a server now.
    package var isEnrolled: Bool

    package init(isDone: Bool, message: String, phone: Phone) {
        self.isDone = isDone
        self.message = message
        isLocked = phone.lockScreen.isLocked
        isEnrolled = phone.enrolled != nil
    }
}

/// Who is signed in now, and the session that the server wanted to follow (PollOnLogin).
package struct LoginReply: Codable, Equatable, Sendable {
    package var status: Phone.LoginStatus
    package var session: SyncReply?

    package init(status: Phone.LoginStatus, session: SyncReply?) {
        self.status = status
        self.session = session
    }
}

/// A PIN, as a person types it.
package struct PINRequest: Codable, Equatable, Sendable {
    package var pin: String
}

/// Who signs in: the user of the phone, others, or nobody.
package struct LoginRequest: Codable, Equatable, Sendable {
    package var status: Phone.LoginStatus
}

/// A status with what it is called.
package struct NamedStatus: Codable, Equatable, Sendable {
    package var code: Int
    package var name: String

    package init(_ code: StatusCode) {
        self.code = Int(code.rawValue)
        name = code.name
    }
}
