import Session
import SimulatedPhone

/// A phone of a run, as small as it can be while it does nothing: no agent, no connection, no task.
struct FleetPhone {
    enum Stage: Equatable {
        /// It is not enrolled yet.
        case new
        /// It waits for what comes next.
        case idle
        /// It has had all sessions that it was told to have.
        case done
        /// It could not enrol, and has given up.
        case lost
        /// Its account is gone.
        case gone
    }

    let number: Int
    var stage = Stage.new
    /// Whether something is being done with it.
    var isBusy = false
    /// Whether its server wants a session, and it could not begin at once.
    var isPushed = false
    /// Whether the person at it has forgotten the PIN, and the server has not reset it yet.
    var hasForgotten = false
    /// Whether it has left its server, and enrols once more: the run does not wait for it.
    var hasLeft = false
    /// nil until it is made.
    var phone: Phone?
    var attempts = 0
    /// When its last session by `FleetPlan.poll` was due, or it has enrolled.
    var beat: Duration?
    /// What is used up of answer rules; nil where none of them ever is.
    var rules: AnswerRules?
    /// In this run.
    var sessions = 0
    /// Where its connection is kept, if it is.
    var exchanges: PhoneExchanges?
}
