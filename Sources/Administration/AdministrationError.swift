import Notation

/// Why something that an administrator asked for was not done.
package struct AdministrationError: CodedError, Sendable {
    package enum Code: Sendable, CaseIterable {
        /// There is no object of that id.
        case notFound
        /// What was given cannot be taken.
        case badRequest
        /// Who asks may not.
        case forbidden
        /// The same is there already.
        case conflict
        /// The device cannot do it, whatever is sent to it.
        case notSupported
        /// It is too late, or too early.
        case wrongState
        /// It could not be written down, and so was not done.
        case notKept
        /// So many of them are there that no more are taken.
        case full
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
