/// The rules that a setting can break which a server sends as an Add or Replace, and of which of them words in another language
/// can say all there is to say.
package enum SettingRules {
    struct Row {
        let rule: Rule
        /// Whether the rule says it all, with these values; of the others the sentence of `check` says why.
        var isWhole = false
        var needs: [SettingFinding.Value] = []
    }

    static let rows: [Row] = [
        // Refused.
        Row(rule: .unknownPath, isWhole: true), Row(rule: .wrongScope, isWhole: true),
        Row(rule: .notOnThisDevice), Row(rule: .laterVersion), Row(rule: .notBuiltIn, isWhole: true),
        Row(rule: .belowLeaf, isWhole: true), Row(rule: .badAddress), Row(rule: .noSuchNode, isWhole: true),
        Row(rule: .accessDenied, isWhole: true, needs: [.access]), Row(rule: .interiorNode, isWhole: true),
        Row(rule: .alreadyThere, isWhole: true), Row(rule: .wrongFormat, isWhole: true, needs: [.format]),
        Row(rule: .valueMissing, isWhole: true), Row(rule: .valueNotAllowed, isWhole: true, needs: [.allowed]),
        Row(rule: .notNow), Row(rule: .noRoom), Row(rule: .notSupported), Row(rule: .commandFails),
        Row(rule: .noTarget, isWhole: true),
        // Taken, and not as it was meant.
        Row(rule: .strayBlanks, isWhole: true), Row(rule: .blankInAddress, isWhole: true),
        Row(rule: .nameCase, isWhole: true, needs: [.nearest]), Row(rule: .escapedTwice),
        Row(rule: .oddValue), Row(rule: .secondsForMinutes, isWhole: true, needs: [.value]),
        Row(rule: .otherTenant, isWhole: true), Row(rule: .notJoined, isWhole: true),
        Row(rule: .deviceLockOff, isWhole: true), Row(rule: .enabledMeansOff, isWhole: true), Row(rule: .overruled),
        Row(rule: .notYet), Row(rule: .ignoredByEdition), Row(rule: .noEffect), Row(rule: .takenAway),
    ]

    /// All of them, for who has words for each.
    package static var all: [Rule] { rows.map(\.rule) }
}
