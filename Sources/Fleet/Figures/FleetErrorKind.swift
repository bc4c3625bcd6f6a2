package import Agent
import Enrollment
import Wire

/// What went wrong as one of a fixed set of names, for figures: whatever a server says, there are never more of them.
package enum FleetErrorKind {
    /// The name of an error's kind.
    package static func name(_ error: AgentError) -> String {
        switch error.code {
        case .noAnswer(let code): "wire.\(code.rawValue)"
        case .badStatus(let status): "http.\(status)"
        case .enrollment(let code): "enrollment.\(code)"
        case .session(let code): "session.\(code)"
        case .notEnrolled: "notEnrolled"
        case .joined: "joined"
        case .unreadableAnswer: "unreadableAnswer"
        case .unusableDocument: "unusableDocument"
        case .notTolerated: "notTolerated"
        case .notKept: "notKept"
        case .refused: "refused"
        case .cancelled: "stopped"
        }
    }
}
