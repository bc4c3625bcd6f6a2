/// What there is to say of one of several settings, in parts from which a sentence can be made in any language.
package struct SettingFinding: Equatable, Sendable {
    /// What a sentence may name, in the order in which it is told.
    package enum Value: String, Sendable, CaseIterable {
        /// The format that the node has.
        case format
        /// The numbers or texts that the node takes.
        case allowed
        /// The commands that the node admits.
        case access
        /// The value that was probably meant.
        case value
        /// The status by which the phone refuses the setting.
        case code
        /// The address that was probably meant.
        case nearest
    }

    package let rule: Rule
    package let severity: Severity
    /// Those that are known.
    package let values: [Value: String]
    /// The sentence of `check`, in English; nil where the rule and its values say as much.
    package let detail: String?
}
