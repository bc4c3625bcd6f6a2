/// The names that a handler wants to tell apart. An event carries a name's index in here instead of its text.
package struct XMLVocabulary: Sendable {
    /// Local names of elements.
    package var names: [String]
    /// Namespace names.
    package var namespaces: [String]

    package init(names: [String] = [], namespaces: [String] = []) {
        self.names = names
        self.namespaces = namespaces
    }

    /// The index that stands for every name or namespace that is not in the vocabulary.
    package static let foreign = -1
    /// The index that stands for no namespace.
    package static let none = -2
}
