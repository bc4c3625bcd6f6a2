/// Something that a server did against its protocol and that the phone took all the same, as real ones do: in an answer of
/// enrolment or in a message of a session.
package struct Oddity: Equatable, Sendable {
    /// The kind, one of a fixed set of names: metrics count by it.
    package var label: String
    /// What was odd, as a sentence.
    package var text: String
    /// Where: which message, and line and column where there are any, such as `discovery answer, line 3, column 5`.
    package var place: String

    package init(label: String, text: String, place: String) {
        self.label = label
        self.text = text
        self.place = place
    }
}
