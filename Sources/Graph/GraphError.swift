package import Administration
internal import JSON
internal import Notation

/// Why a request was not answered as it wanted: what Graph puts under `error`.
package struct GraphError: CodedError, Sendable {
    package enum Code: String, Sendable, CaseIterable {
        case badRequest = "BadRequest"
        case passwordPolicy = "Request_BadRequest"
        case notFound = "ResourceNotFound"
        case conflict = "Request_MultipleObjectsWithSameKeyValue"
        case notSupported = "NotSupported"
        case wrongState = "InvalidState"
        case full = "Directory_QuotaExceeded"
        case unauthorized = "InvalidAuthenticationToken"
        case forbidden = "Forbidden"
        case wrongMethod = "MethodNotAllowed"
        case tooManyRequests = "TooManyRequests"
        case failedDependency = "FailedDependency"
        case notKept = "InternalServerError"

        /// The status of HTTP that says the same.
        package var status: Int {
            switch self {
            case .badRequest, .passwordPolicy, .notSupported: 400
            case .unauthorized: 401
            case .forbidden: 403
            case .notFound: 404
            case .wrongMethod: 405
            case .conflict, .wrongState: 409
            case .full: 413
            case .failedDependency: 424
            case .tooManyRequests: 429
            case .notKept: 500
            }
        }
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package init(_ error: AdministrationError) {
        let code: Code =
            switch error.code {
            case .notFound: .notFound
            case .badRequest: .badRequest
            case .forbidden: .forbidden
            case .conflict: .conflict
            case .notSupported: .notSupported
            case .wrongState: .wrongState
            case .full: .full
            case .notKept: .notKept
            }
        self.init(code, error.message)
    }
}
