/// What came of a whole replay: counted while turns are handed out, and of a size that does not grow with them.
package struct ReplaySummary: Equatable, Sendable {
    /// Differences of one kind about one node or, where they are about none, one kind of command.
    package struct Group: Equatable, Hashable, Sendable {
        package var kind: Difference.Kind
        /// nil for what is about no node.
        package var address: String?
        /// The element's name of the command that was answered, or of what was reported, where that is about no node; nil
        /// otherwise, and for what is about the message.
        package var command: String?

        package init(_ difference: Difference) {
            kind = difference.kind
            address = difference.address
            command = difference.address == nil ? difference.command : nil
        }

        /// What they are about.
        package var subject: String { address ?? command ?? "the message as a whole" }
    }

    package var sessions = 0
    /// Messages that were played.
    package var played = 0
    /// Answers that were compared with recorded ones.
    package var compared = 0
    /// Those of them that were compared in form alone, because the server's message is not in the capture.
    package var comparedInForm = 0
    /// Exchanges of enrolment, and of something else, which are not played.
    package var enrollment = 0
    package var others = 0
    /// Messages that cannot be read, so that nothing is known of them.
    package var unreadable = 0
    /// Differences that do not count, because a rule says so.
    package var ignored = 0
    /// How many differences there are of each group.
    package var groups: [Group: Int] = [:]
    /// How many more there are in groups that are not kept, because there are too many of them.
    package var ungrouped = 0

    /// More groups than these are not kept apart.
    package static let mostGroups = 10_000

    package init() {}

    package var differences: Int { groups.values.reduce(ungrouped, +) }

    /// The groups, those with the most differences first.
    package var sortedGroups: [(group: Group, count: Int)] {
        groups.map { (group: $0.key, count: $0.value) }.sorted { left, right in
            (right.count, left.group.kind.rawValue, left.group.subject)
                < (left.count, right.group.kind.rawValue, right.group.subject)
        }
    }

    /// Counts what belongs to no session.
    package mutating func add(_ exchanges: [RecordedExchange]) {
        for exchange in exchanges {
            let isEnrollment = exchange.messages.contains {
                if case .enrollment = $0.content { true } else { false }
            }
            if isEnrollment { enrollment += 1 } else { others += 1 }
        }
    }

    package mutating func add(_ turn: ReplayedTurn) {
        if turn.asked != nil { played += 1 }
        if turn.recorded?.outline != nil, turn.replayed != nil || turn.asked != nil { compared += 1 }
        ignored += turn.ignored
        if turn.isComparedInForm { comparedInForm += 1 }
        for finding in turn.findings {
            let group = Group(finding.difference)
            if groups[group] != nil || groups.count < Self.mostGroups {
                groups[group, default: 0] += 1
            } else {
                ungrouped += 1
            }
        }
    }
}
