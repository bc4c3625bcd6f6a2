import Captures
import Foundation
import Session
import SyncML

/// A replay as people read it: what was recorded beside what is answered now.
struct ReplayText: ReplayShow {
    /// Whether messages whose answers are as recorded are told too.
    let showsAll: Bool
    /// Where a difference is told, how wide a value may be on each side.
    private static let width = 34
    private static let hasColours = isatty(STDOUT_FILENO) == 1

    init(showsAll: Bool) {
        self.showsAll = showsAll
    }

    mutating func begin(_ heading: ReplayHeading) {}

    mutating func warn(_ warnings: [CaptureWarning]) {
        NoteLines.lines(warnings, "note").forEach { Console.error($0) }
    }

    mutating func add(_ turn: ReplayedTurn) {
        guard showsAll || !turn.findings.isEmpty else { return }
        Console.print(heading(turn))
        for finding in turn.findings { lines(finding).forEach { Console.print($0) } }
    }

    /// What could be played is told all the same.
    mutating func fail(_ message: String, _ summary: ReplaySummary) {
        guard summary.compared > 0 || summary.played > 0 else { return }
        Self.lines(summary, isWhole: false).forEach { Console.print($0) }
    }

    mutating func finish(_ summary: ReplaySummary) {
        Self.lines(summary, isWhole: summary.unreadable == 0).forEach { Console.print($0) }
    }

    /// `session 2 of urn:uuid:…, message 1 of the server (0005-server.http): as recorded`
    private func heading(_ turn: ReplayedTurn) -> String {
        let session = turn.session.map { "session \(Console.visible($0))" } ?? "commands"
        let device = turn.device.map { " of \(Console.visible($0))" } ?? ""
        let place = (turn.asked ?? turn.recorded).map { " (\(Console.visible("\($0.place)")))" } ?? ""
        return "\(session)\(device), \(Self.subject(of: turn))\(place): \(Self.outcome(of: turn))"
    }

    private static func subject(of turn: ReplayedTurn) -> String {
        guard let asked = turn.asked else {
            let number = turn.recorded?.header?.messageID
            // Of a capture that begins in the middle of a session, the first message is a later one.
            let isPackage1 = turn.number == 1 && (number ?? "1") == "1"
            return isPackage1 ? "package 1" : "message \(Console.visible(number ?? "?")) of the device"
        }
        let number = asked.header.map { "message \(Console.visible($0.messageID)) of the server" }
        return "answer to \(number ?? "commands")"
    }

    private static func outcome(of turn: ReplayedTurn) -> String {
        guard turn.findings.isEmpty else {
            return coloured(count(turn.findings.count, "difference"), .red)
        }
        guard turn.recorded?.outline != nil else {
            return turn.replayed == nil ? "nothing is said" : "nothing was recorded to compare with"
        }
        return turn.isComparedInForm
            ? "the server's message is not in the capture, so it was compared in form alone"
            : coloured("as recorded", .green)
    }

    /// The difference with both sides next to each other, why the phone answers so, and what may have been meant.
    private func lines(_ finding: ReplayedTurn.Finding) -> [String] {
        let difference = finding.difference
        let subject = [difference.command, difference.address].compactMap { $0.map { Console.visible($0) } }
        var lines = [
            "  \(Self.coloured(difference.kind.name, .red)): \(subject.joined(separator: " "))",
            "    recorded \(Self.padded(difference.recorded))  now \(Self.cell(difference.replayed))",
        ]
        if let rule = finding.rule {
            lines.append("    because \(ReasonText.without(difference.address, in: Console.visible(rule)))")
        }
        if let nearest = finding.nearest {
            lines.append("    nearest is \(nearest.subject): \(nearest.departures.joined(separator: "; "))")
        }
        return lines
    }

    private static func cell(_ value: String?) -> String {
        guard let value else { return "-" }
        // Blanks at the ends are seen in quotation marks only.
        let isBlank = value.first == " " || value.last == " "
        return ValueText.short(isBlank ? "'\(value)'" : value, most: width)
    }

    private static func padded(_ value: String?) -> String {
        let cell = cell(value)
        return cell + String(repeating: " ", count: max(0, width - cell.count))
    }

    private static func coloured(_ text: String, _ colour: Console.Colour) -> String {
        hasColours ? Console.coloured(text, colour) : text
    }

    /// The end: how much there was, and the differences by kind and address.
    /// - Parameter isWhole: whether all of the capture could be read; else nobody knows whether anything differs.
    private static func lines(_ summary: ReplaySummary, isWhole: Bool) -> [String] {
        var lines = [
            "\(count(summary.sessions, "session")): \(count(summary.played, "message")) played, "
                + "\(count(summary.compared, "answer")) compared"
                + (summary.comparedInForm == 0
                    ? "" : " (\(summary.comparedInForm) in form alone, without the server's message)")
                + notPlayed(summary.enrollment, "exchange", " of enrolment")
                + notPlayed(summary.others, "other exchange")
                + (summary.unreadable == 0 ? "" : "; \(count(summary.unreadable, "message")) cannot be read")
                + (summary.ignored == 0 ? "" : "; \(count(summary.ignored, "difference")) ignored")
        ]
        guard summary.differences > 0 else { return lines + [verdict(summary, isWhole: isWhole)] }
        lines.append(coloured(count(summary.differences, "difference"), .red))
        let groups = summary.sortedGroups
        for (group, count) in groups.prefix(mostGroups) {
            lines.append("  \(count) × \(group.kind.name): \(Console.visible(group.subject))")
        }
        if groups.count > mostGroups { lines.append("  and \(groups.count - mostGroups) groups more") }
        if summary.ungrouped > 0 { lines.append("  and \(summary.ungrouped) that are not grouped") }
        return lines
    }

    /// What is said where nothing differs.
    private static func verdict(_ summary: ReplaySummary, isWhole: Bool) -> String {
        guard summary.compared > 0 else { return "nothing to compare: no answer of a device was recorded" }
        return isWhole ? coloured("no difference", .green) : "what could be read is answered as recorded"
    }

    /// `; 1 other exchange is not played`; nothing where there is none.
    private static func notPlayed(_ number: Int, _ word: String, _ kind: String = "") -> String {
        number == 0 ? "" : "; \(count(number, word))\(kind) \(number == 1 ? "is" : "are") not played"
    }

    /// `1 session`, `2 sessions`.
    private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

    /// More lines than these nobody reads.
    private static let mostGroups = 40
}
