internal import Notation
package import Wire

/// Why something that was asked of the API did not come about: for programs by its code, for people as a sentence.
package struct GraphFailure: CodedError, Sendable {
    package enum Code: Equatable, Sendable {
        /// No answer came.
        case noAnswer(WireError.Code)
        /// The server said no: the status of HTTP, and what stands under `error.code`, where that can be read.
        case refused(status: Int, error: String?)
        /// The answer is not what the API has there.
        case unreadable
        /// Nothing has the name that was given.
        case unknownName
        /// More than one has it.
        case ambiguousName
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: WireError) {
        self.init(.noAnswer(error.code), "\(error)")
    }
}
