internal import SyncML
internal import XML

/// One turn on the page: its differences first, then each command with the answers of then and now, then the messages,
/// folded.
struct HTMLTurn {
    /// Of a message's commands so many are told, beside those that differ; a server may ask a hundred thousand things.
    private static let mostCommands = 500

    private let turn: ReplayedTurn
    private let number: Int
    private let firstDifference: Int
    private let reported: ReportedTurn

    /// - Parameters:
    ///   - number: its place in the page, from 1.
    ///   - firstDifference: the number of its first difference among all of the page.
    init(_ turn: ReplayedTurn, number: Int, firstDifference: Int) {
        self.turn = turn
        self.number = number
        self.firstDifference = firstDifference
        reported = ReportedTurn(turn)
    }

    /// What stands above the turns of a session.
    static func heading(_ turn: ReplayedTurn) -> String {
        let id = turn.session.map { "SessionID \(ReportMarkup.line($0))" } ?? "without SessionID"
        let device = turn.device.map { " <span class=\"soft mono\">\(ReportMarkup.line($0))</span>" } ?? ""
        return "<h2 id=\"s\(turn.sessionNumber)\">Session \(turn.sessionNumber), \(id)\(device)</h2>\n"
    }

    private var isCompared: Bool { turn.recorded != nil && turn.replayed != nil }

    func written(isWhole: Bool) -> String {
        let kind = !turn.findings.isEmpty ? " differs" : isCompared ? "" : " alone"
        let mark =
            if !turn.findings.isEmpty {
                "<span class=\"mark no\">\(HTMLReporter.counted(turn.findings.count, "difference"))</span>"
            } else {
                isCompared ? "<span class=\"mark ok\">same</span>" : "<span class=\"soft\">nothing to compare</span>"
            }
        var text =
            "<section class=\"turn\(kind)\" id=\"t\(number)\"><h3><span>Turn \(turn.number)</span> \(mark)</h3>\n"
        text += differences
        if isWhole {
            text += commands
            for (message, role) in [
                (turn.asked, HTMLMessage.Role.asked), (turn.recorded, .recorded), (turn.replayed, .replayed),
            ] {
                if let message { text += HTMLMessage(message, role).written }
            }
        } else {
            text +=
                "<p class=\"soft\">\(HTMLReporter.counted(reported.commands.count, "command")), all answered as before.</p>"
        }
        return text + "</section>\n"
    }

    private var differences: String {
        guard !turn.findings.isEmpty else { return "" }
        let items = turn.findings.indices.map(difference).joined(separator: "\n")
        return "<ol class=\"differences\">\(items)</ol>\n"
    }

    private func difference(_ place: Int) -> String {
        let finding = turn.findings[place]
        let difference = finding.difference
        let number = firstDifference + place
        let subject = difference.subject.isEmpty ? "" : " <code>\(ReportMarkup.line(difference.subject))</code>"
        var text =
            "<li id=\"d\(number)\" tabindex=\"-1\"><span class=\"mark no\">\(difference.kind.name)</span>\(subject)"
        if difference.kind == .order {
            text += "<p>It stands in another place than was recorded.</p>"
        } else {
            text +=
                "<div class=\"pair\"><div class=\"then\"><b>recorded</b>\(Self.value(difference.recorded))</div>"
                + "<div class=\"now\"><b>now</b>\(Self.value(difference.replayed))</div></div>"
        }
        if let rule = finding.rule { text += "<p>Why: \(ReportMarkup.line(rule))</p>" }
        if let nearest = finding.nearest {
            let departures = nearest.departures.map { "<li>\(ReportMarkup.line($0))</li>" }.joined()
            text += "<p>The nearest is <code>\(ReportMarkup.line(nearest.subject))</code>:</p><ul>\(departures)</ul>"
        }
        let previous = number > 1 ? "<a href=\"#d\(number - 1)\">previous</a> " : ""
        return text
            + "<p class=\"way\">\(previous)<a href=\"#d\(number + 1)\">next</a> <a href=\"#summary\">list</a></p></li>"
    }

    private static func value(_ text: String?) -> String {
        guard let text else { return "<span class=\"soft\">nothing</span>" }
        return text.isEmpty
            ? "<span class=\"soft\">an empty value</span>"
            : "<code>\(ReportMarkup.line(VisibleText.cut(text, most: 2000)))</code>"
    }
}

extension HTMLTurn {
    private var commands: String {
        guard !reported.commands.isEmpty else { return "" }
        var rows: [String] = []
        var omitted = 0
        for command in reported.commands {
            guard rows.count < Self.mostCommands || !command.findings.isEmpty else {
                omitted += 1
                continue
            }
            rows.append(row(command))
        }
        let more =
            omitted > 0 ? "<p class=\"soft\">\(HTMLReporter.counted(omitted, "more command")), answered alike.</p>" : ""
        return
            "<table><thead><tr><th>Command</th><th>Node</th><th>Recorded</th><th>Now</th><th class=\"why\">Why</th></tr></thead><tbody>"
            + rows.joined(separator: "\n") + "</tbody></table>\(more)\n"
    }

    private func row(_ command: ReportedCommand) -> String {
        let id = command.id.isEmpty ? "" : " <span class=\"soft\">\(ReportMarkup.line(command.id))</span>"
        let sent = command.value.map { " = <code>\(Self.short($0))</code>" } ?? ""
        let why = ([command.reason].compactMap(\.self) + command.notes).map(ReportMarkup.line).joined(separator: "<br>")
        let links = command.findings.map {
            "<a href=\"#d\(firstDifference + $0)\">difference \(firstDifference + $0)</a>"
        }
        let cells = [
            ("Command", "", ReportMarkup.line(command.name) + id),
            ("Node", "", (command.address.map { "<code>\(ReportMarkup.line($0))</code>" } ?? "") + sent),
            ("Recorded", "", Self.answer(command.recorded)), ("Now", "", Self.answer(command.replayed)),
            ("Why", " class=\"why\"", ([why] + links).filter { !$0.isEmpty }.joined(separator: "<br>")),
        ]
        let written = cells.map { "<td data-label=\"\($0.0)\"\($0.1)>\($0.2)</td>" }.joined()
        return "<tr\(command.findings.isEmpty ? "" : " class=\"differs\"")>\(written)</tr>"
    }

    private static func answer(_ answer: ReportedCommand.Answer) -> String {
        let code = answer.code.map { code in
            "<span class=\"\(code.isSuccess ? "ok" : "no")\">\(code.rawValue)</span> <span class=\"soft\">\(code.name)</span>"
        }
        let value = answer.value.map { "<code>\(short($0))</code>" }
        return [code, value].compactMap(\.self).joined(separator: "<br>")
    }

    private static func short(_ text: String) -> String { ReportMarkup.line(VisibleText.cut(text, most: 300)) }
}
