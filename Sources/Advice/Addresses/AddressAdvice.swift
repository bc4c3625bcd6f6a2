import ManagementTree

/// What is to be said of an address itself: whether a description knows it, how far, and what was probably meant.
package struct AddressAdvice: Encodable, Equatable, Sendable {
    /// As it was typed.
    package var address: String
    /// Whether a description knows it as it is.
    package var isKnown: Bool
    /// Why it is refused; nil where it is not.
    package var reason: String?
    /// The deepest part that is described, which may be the whole.
    package var deepest: String
    /// The first name that is not; nil where all are.
    package var partsAt: String?
    /// The likeliest first.
    package var suggestions: [Suggestion] = []
    /// What else is to be known of it: how it is written, a CSP that is not built in.
    package var remarks: [String] = []
    /// The names that the descriptions leave open.
    package var openNames: [OpenName] = []

    /// The address to look at: the one that was typed, or where it holds signs for names, or names in another case, the one
    /// that was meant.
    package var meant: String {
        suggestions.first { isKnown && ($0.kind == .name || $0.kind == .writing) }?.address ?? address
    }
}
