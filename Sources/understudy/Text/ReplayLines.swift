import Captures

/// A replay as lines of JSON: each warning, and each turn whose answer differs or every one, as the report in JSON has them,
/// and the command's document at the end.
struct ReplayLines: ReplayShow {
    /// Whether messages whose answers are as recorded are told too.
    let showsAll: Bool

    mutating func begin(_ heading: ReplayHeading) {}

    mutating func warn(_ warnings: [CaptureWarning]) {
        for warning in warnings { Console.print(JSONReporter.line(warning)) }
    }

    mutating func add(_ turn: ReplayedTurn) {
        if showsAll || !turn.findings.isEmpty { Console.print(JSONReporter.line(turn)) }
    }

    mutating func finish(_ summary: ReplaySummary) {}
}

/// What came of a whole replay, as the command's document tells it.
struct ReplayReport: Encodable {
    struct Group: Encodable {
        var kind: String
        var address: String?
        var command: String?
        /// What the differences are about.
        var subject: String
        var count: Int
    }

    var profile: String?
    var sessions: Int
    var played: Int
    var compared: Int
    /// Those of them whose server's message is not in the capture.
    var comparedInForm: Int
    var enrollment: Int
    var others: Int
    /// Messages that cannot be read.
    var unreadable: Int
    var differenceCount: Int
    /// Differences that do not count, as --ignore says.
    var ignored: Int
    var groups: [Group]

    private enum CodingKeys: String, CodingKey {
        case profile, sessions, played, compared, comparedInForm, others, unreadable, differenceCount, ignored, groups
        case enrollment = "enrolment"
    }

    init(_ summary: ReplaySummary, profile: String?) {
        self.profile = profile
        sessions = summary.sessions
        played = summary.played
        compared = summary.compared
        comparedInForm = summary.comparedInForm
        enrollment = summary.enrollment
        others = summary.others
        unreadable = summary.unreadable
        differenceCount = summary.differences
        ignored = summary.ignored
        groups = summary.sortedGroups.map {
            Group(
                kind: $0.group.kind.rawValue, address: $0.group.address, command: $0.group.command,
                subject: $0.group.subject, count: $0.count)
        }
    }
}
