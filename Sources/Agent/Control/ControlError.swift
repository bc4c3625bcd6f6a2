import Notation
import Enrollment
import ManagementTree

/// Why the control API did not do what it was asked: what happened and what to do.
package struct ControlError: CodedError, Codable {
    package enum Code: String, Codable, Sendable, CaseIterable {
        /// The token is missing or wrong.
        case unauthorized
        /// The request was made for another host, or by somebody else's page.
        case foreign
        /// There is no such path.
        case unknownPath
        /// The path is for another method.
        case wrongMethod
        /// A parameter or the body cannot be used.
        case badRequest
        /// The node is not there.
        case unknownNode
        /// The message or session is not kept, or not any more.
        case unknownMessage
        /// There is no answer rule of that number.
        case unknownRule
        case notEnrolled
        /// The phone is joined to Azure AD and cannot leave its server.
        case joined
        /// The phone cannot do it as it is now.
        case refused
        /// The management server cannot be reached.
        case serverUnreachable
        /// The management server answered what is of no use.
        case serverAnswer
        /// The session failed.
        case sessionFailed
        /// The renewal failed.
        case enrollmentFailed
        /// The state cannot be kept.
        case notKept
        /// The phone is about to stop.
        case stopping
        /// Something went wrong that has no code of its own.
        case unexpected
        /// Said by the client only: nobody answers at the control API.
        case noControl
        /// Said by the client only: what answers is no control API.
        case noControlAnswer
    }

    package var code: Code
    /// What happened and what to do.
    package var message: String
    /// The same as one of the words that exit codes stand for.
    package var outcome: Outcome
    /// What Windows shows of the failure, as `0x80180008`; nil where it shows no number.
    package var hresult: String?

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
        outcome = code.outcome
    }

    private enum CodingKeys: String, CodingKey {
        case code
        case message = "error"
        case outcome, hresult
    }
}

extension ControlError.Code {
    /// What the code comes to where nothing more exact is known.
    var outcome: Outcome {
        switch self {
        case .badRequest: .wrongCall
        case .serverUnreachable: .noAnswer
        case .serverAnswer: .protocolBroken
        case .sessionFailed, .enrollmentFailed: .refused
        // Who holds the state does not let the phone be used.
        case .notEnrolled, .notKept, .unauthorized, .noControl, .noControlAnswer: .unusableState
        case .foreign, .unknownPath, .wrongMethod, .unknownNode, .unknownMessage, .unknownRule, .joined, .refused,
            .stopping, .unexpected:
            .failed
        }
    }

    /// The HTTP status that says the same.
    package var httpStatus: Int {
        switch self {
        case .unauthorized: 401
        case .foreign: 403
        case .unknownPath, .unknownNode, .unknownMessage, .unknownRule: 404
        case .wrongMethod: 405
        case .badRequest: 400
        case .notEnrolled, .joined, .refused: 409
        case .serverUnreachable, .serverAnswer, .sessionFailed, .enrollmentFailed: 502
        case .notKept, .unexpected: 500
        case .stopping: 503
        case .noControl, .noControlAnswer: 502
        }
    }
}

extension ControlError {
    init(_ error: AgentError) {
        let code: Code =
            switch error.code {
            case .notEnrolled: .notEnrolled
            case .joined: .joined
            case .refused: .refused
            case .noAnswer: .serverUnreachable
            case .badStatus, .unreadableAnswer, .notTolerated: .serverAnswer
            case .session: .sessionFailed
            case .enrollment: .enrollmentFailed
            // No operation here enrols with a document.
            case .unusableDocument: .badRequest
            case .notKept: .notKept
            case .cancelled: .stopping
            }
        self.init(code, error.message)
        outcome = error.outcome
        hresult = error.hresult.map(WindowsNumber.text)
    }

    /// A tree that cannot be shown from where it was asked for.
    init(_ refusal: Refusal) {
        switch refusal.situation {
        case .missing, .undescribed, .notOnThisDevice: self.init(.unknownNode, refusal.reason)
        default: self.init(.refused, refusal.reason)
        }
    }
}
