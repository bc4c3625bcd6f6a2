import Notation

/// Why something that an administrator asked for was not done.
package struct AdministrationError: CodedError, Sendable {
    /// The codes are those that Microsoft Graph puts into its errors, where it has one.
    package enum Code: String, Sendable, CaseIterable {
        /// There is no object of that id.
        case notFound = "ResourceNotFound"
        /// What was given cannot be taken.
        case badRequest = "BadRequest"
        /// The same is there already.
        case conflict = "Conflict"
        /// The device cannot do it, whatever is sent to it.
        case notSupported = "NotSupported"
        /// It is too late, or too early.
        case wrongState = "InvalidState"
        /// It could not be written down, and so was not done.
        case notKept = "InternalServerError"
        /// So many of them are there that no more are taken.
        case full = "QuotaExceeded"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
