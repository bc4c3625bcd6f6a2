/// One thing in which a replayed answer departs from the recorded one.
package struct Difference: Equatable, Sendable {
    package enum Kind: String, Equatable, Hashable, Sendable, CaseIterable {
        /// Another status for the same command.
        case status
        /// The recorded answer has a status, result or alert that the replayed one lacks.
        case missingAnswer
        /// The replayed answer has one that the recorded one lacks.
        case extraAnswer
        /// The replayed answer has one twice.
        case answeredAlready
        /// Another value of the same node.
        case value
        /// Another format or type of the same value.
        case format
        /// The same statuses or results in another order.
        case order
        /// XML where WBXML was recorded, or the other way round.
        case wireForm
    }

    package var kind: Kind
    /// The node, where it is about one.
    package var address: String?
    /// The element's name of the command that was answered, or of what was reported.
    package var command: String?
    /// What was recorded and what was replayed; nil where there is nothing.
    package var recorded: String?
    package var replayed: String?

    package init(
        _ kind: Kind, address: String? = nil, command: String? = nil, recorded: String? = nil, replayed: String? = nil
    ) {
        self.kind = kind
        self.address = address
        self.command = command
        self.recorded = recorded
        self.replayed = replayed
    }
}
