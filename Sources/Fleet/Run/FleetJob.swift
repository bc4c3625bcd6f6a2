import Agent
import Session
import SimulatedPhone

/// Something that a phone does now, with all that it takes: it is done away from the loop.
struct FleetJob: Sendable {
    enum Kind: Equatable {
        /// Enrols, with a first session.
        case enroll
        /// Does what it has to do by itself.
        case duty(AgentSchedule.Duty)
        /// Leaves its server for good.
        case leave
        /// Comes by because its server has called.
        case push
    }

    let place: Int
    let number: Int
    let kind: Kind
    /// When it should have begun, since the run began.
    let due: Duration
    /// nil where it is to be made.
    let phone: Phone?
    let exchanges: PhoneExchanges
    /// How the phone behaves.
    let group: FleetGroup
    /// Whether the person at the phone has forgotten its PIN before.
    let hasForgotten: Bool
    let rules: AnswerRules?
    /// How often the scenario had been changed when it began.
    let scenarioChanges: Int
}

/// What came of it.
struct FleetJobEnd: Sendable {
    /// As the phone is now.
    var phone: Phone
    var isEnrolled: Bool { phone.enrolled != nil }
    var hasEnrolled = false
    /// Whether enrolment or the session came to nothing.
    var hasFailed = false
    var hasForgotten = false
    var rules: AnswerRules?
    /// Sessions that ended, well or not.
    var sessions = 0
    /// How long the session took from when it was due.
    var sessionTime: Duration?
}
