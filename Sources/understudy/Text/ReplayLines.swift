import Captures
import Session
import SyncML

/// A replay as lines of JSON: one for each message whose answer differs, one for each warning, and the command's document at
/// the end.
struct ReplayLines: ReplayShow {
    mutating func begin(_ heading: ReplayHeading) {}

    mutating func warn(_ warnings: [CaptureWarning]) {
        for warning in warnings { Console.jsonLine(WarningLine(warning)) }
    }

    mutating func add(_ turn: ReplayedTurn) {
        if !turn.findings.isEmpty { Console.jsonLine(TurnLine(turn)) }
    }

    mutating func finish(_ summary: ReplaySummary) {}

    private struct WarningLine: Encodable {
        var warning: String
        var place: String
        var message: String

        init(_ warning: CaptureWarning) {
            self.warning = warning.kind.rawValue
            place = "\(warning.place)"
            message = warning.message
        }
    }

    private struct TurnLine: Encodable {
        var session: String?
        var device: String?
        /// The session's place in the capture, and the message's in it, from 1.
        var sessionNumber: Int
        var turn: Int
        /// Where the message stands that was played, or, of package 1, the recorded one.
        var place: String?
        var message: String?
        var differences: [DifferenceLine]

        init(_ turn: ReplayedTurn) {
            let message = turn.asked ?? turn.recorded
            session = turn.session
            device = turn.device
            sessionNumber = turn.sessionNumber
            self.turn = turn.number
            place = message.map { "\($0.place)" }
            self.message = message?.header?.messageID
            differences = turn.findings.map { DifferenceLine($0) }
        }
    }

    private struct DifferenceLine: Encodable {
        var kind: String
        var command: String?
        var address: String?
        var recorded: String?
        var replayed: String?
        var rule: String?
        var nearest: Nearest?

        struct Nearest: Encodable {
            var subject: String
            var departures: [String]
        }

        init(_ finding: ReplayedTurn.Finding) {
            let difference = finding.difference
            kind = difference.kind.rawValue
            command = difference.command
            address = difference.address
            recorded = difference.recorded
            replayed = difference.replayed
            rule = finding.rule
            nearest = finding.nearest.map { Nearest(subject: $0.subject, departures: $0.departures) }
        }
    }
}

/// What came of a whole replay, as the command's document tells it.
struct ReplayReport: Encodable {
    struct Group: Encodable {
        var kind: String
        var address: String?
        var count: Int
    }

    var profile: String?
    var sessions: Int
    var played: Int
    var compared: Int
    var enrolment: Int
    var others: Int
    var differenceCount: Int
    var groups: [Group]

    init(_ summary: ReplaySummary, profile: String?) {
        self.profile = profile
        sessions = summary.sessions
        played = summary.played
        compared = summary.compared
        enrolment = summary.enrolment
        others = summary.others
        differenceCount = summary.differences
        groups = summary.sortedGroups.map {
            Group(kind: $0.group.kind.rawValue, address: $0.group.address, count: $0.count)
        }
    }
}
