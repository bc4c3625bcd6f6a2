import Notation

/// Why a capture could not be read: what is wrong, where, and what to do.
package struct CaptureError: CodedError {
    package enum Code: String, Equatable, Hashable, Sendable, CaseIterable {
        /// There is no file, or nothing in it.
        case empty
        /// It has no form that is known here.
        case notRecognized
        /// It is known what it is, and that holds no messages.
        case holdsNoMessages
        /// It is kept from others by a password.
        case encrypted
        /// It ends too early, or is broken in the middle.
        case damaged
        /// It holds what looks like messages, and none of them can be read.
        case unreadable
        /// More than is read here, of octets, entries, messages or nesting.
        case tooLarge
        /// It was written by a later version.
        case laterVersion
    }

    package var code: Code
    package var place: CapturePlace
    /// What is wrong and what to do, as a sentence.
    package var message: String

    package init(_ code: Code, at place: CapturePlace, _ message: String) {
        self.code = code
        self.place = place
        self.message = message
    }

    package var description: String { "\(place): \(message)" }
}
