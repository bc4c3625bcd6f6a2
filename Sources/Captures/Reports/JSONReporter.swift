internal import SyncML
internal import XML

/// Writes a replay down as one JSON document, each turn and each warning on a line of its own.
package struct JSONReporter: ReplayReporter {
    private var isFirst = true

    package init() {}

    package mutating func begin(_ heading: ReplayHeading) -> [UInt8] {
        let counterpart =
            switch heading.counterpart {
            case .phone(let profile, let seed):
                JSONObject().text("profile", profile).raw("seed", String(seed))
            case .server(let url): JSONObject().text("server", url)
            }
        let members = JSONObject().raw("understudyReplay", "1").text("version", heading.version)
            .texts("captures", heading.captures).raw("counterpart", counterpart.written)
            .texts("ignored", heading.ignored)
        return Array("{\(members.members),\n\"entries\": [".utf8)
    }

    package mutating func warn(_ warning: CaptureWarning) -> [UInt8] { entry(Self.line(warning)) }

    package mutating func add(_ turn: ReplayedTurn) -> [UInt8] { entry(Self.line(turn)) }

    package mutating func fail(_ message: String) -> [UInt8] {
        entry(VisibleText.json(JSONObject().text("entry", "error").text("message", message).written))
    }

    /// A warning as an object on one line.
    package static func line(_ warning: CaptureWarning) -> String {
        let object = JSONObject().text("entry", "warning").text("kind", warning.kind.rawValue)
            .text("place", warning.place.description).text("message", warning.message)
        return VisibleText.json(object.written)
    }

    /// A turn as an object on one line.
    package static func line(_ turn: ReplayedTurn) -> String {
        let reported = ReportedTurn(turn)
        let object = JSONObject().text("entry", "turn").text("session", turn.session).text("device", turn.device)
            .text("profile", turn.profile).raw("sessionNumber", String(turn.sessionNumber))
            .raw("turn", String(turn.number))
            .raw("comparedInForm", turn.isComparedInForm ? "true" : nil)
            .raw("asked", turn.asked.map(message)).raw("recorded", turn.recorded.map(message))
            .raw("replayed", turn.replayed.map(message))
            .list("commands", reported.commands.map(command))
            .list("differences", turn.findings.map(finding))
        return VisibleText.json(object.written)
    }

    package mutating func finish(_ summary: ReplaySummary) -> [UInt8] {
        let groups = summary.sortedGroups.map { group, count in
            JSONObject().text("kind", group.kind.rawValue).text("address", group.address).text("command", group.command)
                .text("subject", group.subject).raw("count", String(count))
        }
        let written = JSONObject().raw("sessions", String(summary.sessions)).raw("played", String(summary.played))
            .raw("compared", String(summary.compared)).raw("comparedInForm", String(summary.comparedInForm))
            .raw("enrolment", String(summary.enrollment))
            .raw("others", String(summary.others)).raw("unreadable", String(summary.unreadable))
            .raw("ignored", String(summary.ignored))
            .raw("differences", String(summary.differences))
            .list("groups", groups).raw("ungrouped", String(summary.ungrouped)).written
        return Array("\n],\n\"summary\": \(VisibleText.json(written))}\n".utf8)
    }

    private mutating func entry(_ line: String) -> [UInt8] {
        defer { isFirst = false }
        return Array("\(isFirst ? "\n" : ",\n")\(line)".utf8)
    }

    private static func message(_ message: RecordedMessage) -> String {
        JSONObject().text("sender", message.sender.rawValue).text("place", message.place.description)
            .text("message", message.header?.messageID).text("form", MessageForm(of: message.octets).rawValue)
            .raw("octets", String(message.octets.count)).written
    }

    private static func command(_ command: ReportedCommand) -> JSONObject {
        JSONObject().text("id", command.id).text("command", command.name).text("address", command.address)
            .raw("recorded", answer(command.recorded)).raw("replayed", answer(command.replayed))
            .text("reason", command.reason).texts("notes", command.notes)
    }

    private static func answer(_ answer: ReportedCommand.Answer) -> String {
        JSONObject().raw("status", answer.code.map { String($0.rawValue) }).text("value", answer.value).written
    }

    private static func finding(_ finding: ReplayedTurn.Finding) -> JSONObject {
        let difference = finding.difference
        let nearest = finding.nearest.map {
            JSONObject().text("subject", $0.subject).texts("departures", $0.departures).written
        }
        return JSONObject().text("kind", difference.kind.rawValue).text("command", difference.command)
            .text("id", finding.commandID).text("address", difference.address).text("recorded", difference.recorded)
            .text("replayed", difference.replayed).text("rule", finding.rule).raw("nearest", nearest)
    }
}
