/// An address that was probably meant by one that no description knows, or that holds a sign where a name belongs.
package struct Suggestion: Encodable, Equatable, Sendable {
    /// How it was found.
    package enum Kind: String, Encodable, Sendable, CaseIterable {
        /// The same node, written as it should be: blanks, case, a scope in front, a slash too much.
        case writing
        /// A sign for a name, such as `{TenantId}`, with the phone's own name in its place.
        case name
        /// A name with a slip in it, at the same place.
        case letters
        /// A level left out, or one too much.
        case levels
        /// The same node under `./Device` or `./User`.
        case scope
        /// A node of the same or of a near name in another place or CSP.
        case elsewhere
    }

    package var kind: Kind
    package var address: String
    /// What is different in it.
    package var why: String
    /// Whether nothing else can be meant, so that a program may put it in the place of what was typed.
    package var isCertain: Bool
}
