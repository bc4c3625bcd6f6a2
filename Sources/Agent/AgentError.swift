import Notation
package import Enrollment
package import Session
import Store
package import Wire

/// Why the agent did not do what it was asked: what happened and what to do.
package struct AgentError: CodedError {
    package enum Code: Equatable, Sendable {
        /// The phone has no account with a server.
        case notEnrolled
        /// A phone that is joined to Azure AD cannot leave its server (csp.md C22).
        case joined
        /// No answer came from the server.
        case noAnswer(WireError.Code)
        /// The server answered with an HTTP status that is none of success.
        case badStatus(Int)
        /// The server's answer cannot be read.
        case unreadableAnswer
        case session(SessionFailure.Code)
        case enrollment(EnrollmentFailure.Code)
        /// A provisioning document that somebody gave is none that a phone takes; no server has a part in it.
        case unusableDocument
        /// The server broke the protocol in a way that a phone bears, and this one is strict.
        case notTolerated
        /// The state cannot be kept, so nothing was sent.
        case notKept
        /// A person cannot do this as the phone is now.
        case refused
        /// The agent was told to stop.
        case cancelled
    }

    package var code: Code
    package var message: String
    /// The number that Windows shows for it, where it has one; the message names it too.
    package var hresult: UInt32?

    package init(_ code: Code, _ message: String, hresult: UInt32? = nil) {
        self.code = code
        self.message = message
        self.hresult = hresult
    }

    /// Whether the same may go better a little later.
    var isWorthRetrying: Bool {
        switch code {
        case .noAnswer(let code): code.isWorthRetrying
        // Inferred: a busy or broken server may recover; one that refuses will refuse again. Retry-After is not looked at,
        // as on builds before 2004 (MS-MDM, note 15).
        case .badStatus(let status): status >= 500 || status == 408 || status == 429
        default: false
        }
    }
}

extension AgentError {
    init(_ error: WireError) {
        let number = error.code.hresult
        let shown = number.map { " (\(WindowsNumber.text($0)))" } ?? ""
        self.init(.noAnswer(error.code), error.description + shown, hresult: number)
    }

    init(_ failure: SessionFailure) {
        self.init(.session(failure.code), failure.message)
    }

    init(_ failure: EnrollmentFailure) {
        // An answer without a fault says no more than its status does.
        let code = failure.httpStatus.map { Code.badStatus($0) } ?? .enrollment(failure.code)
        self.init(code, failure.description, hresult: failure.hresult)
    }

    init(_ error: StoreError) {
        self.init(.notKept, error.description)
    }

    static let notEnrolled = AgentError(
        .notEnrolled, "the phone is not enrolled with a server; enrol it first: understudy enroll --help")
}

extension WireError {
    /// An answer of which the end is missing.
    static func cut(_ url: String) -> WireError {
        WireError(
            .interrupted, url: url,
            message: "the server closed the connection before the whole answer was there; try again")
    }
}
