/// An error that says what is wrong twice: by a code, for programs, and as a sentence, for people.
///
/// Two are equal if their codes are, so that a sentence can be worded anew.
package protocol CodedError: Error, Equatable, CustomStringConvertible {
    associatedtype Code: Equatable, Sendable

    var code: Code { get }
    /// What is wrong and what to do, as a sentence.
    var message: String { get }
}

extension CodedError {
    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    package var description: String { message }
}
