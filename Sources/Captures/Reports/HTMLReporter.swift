internal import XML

/// Writes a replay down as one page that can be mailed: it asks nothing of anybody, holds no script, and is written while
/// the replay goes on.
///
/// What stands at its top, the verdict and the list of differences, is known last and written last; a slot brings it up
/// (HTML, *Shadow trees*), in the order of reading and of the keyboard too. Where a browser knows no slots it stands at the
/// end.
package struct HTMLReporter: ReplayReporter {
    /// Of a group of differences so many are reached by links from the top; from each a link leads to the next.
    private static let mostLinks = 12
    /// Of turns without a difference so many are shown with their messages; those that follow are a line each, so that a
    /// page about a long capture can still be opened.
    private static let mostWhole = 1000

    private var turns = 0
    private var wholeTurns = 0
    private var differing = 0
    private var differences = 0
    private var warnings = 0
    /// Why the replay could not go on.
    private var failure: String?
    private var session: Int?
    /// The numbers of each group's first differences.
    private var links: [ReplaySummary.Group: [Int]] = [:]

    package init() {}

    package mutating func begin(_ heading: ReplayHeading) -> [UInt8] {
        let counterpart =
            switch heading.counterpart {
            case .phone(.some(let profile), let seed): "a phone of the profile \(profile), seed \(seed)"
            case .phone(.none, let seed): "a phone made after the capture, seed \(seed)"
            case .server(let url): "the server \(url)"
            }
        var facts = [
            ("Capture", heading.captures.joined(separator: ", ")), ("Answers now", counterpart),
            ("Program", "understudy \(heading.version)"),
        ]
        if !heading.ignored.isEmpty { facts.append(("Does not count", heading.ignored.joined(separator: "; "))) }
        let list = facts.map { "<dt>\($0.0)</dt><dd>\(ReportMarkup.line($0.1))</dd>" }.joined()
        return Array(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            \(HTMLStyle.head(title: "Replay of \(heading.captures.first ?? "a capture")"))
            </head>
            <body>
            <main>
            <template shadowrootmode="open"><slot name="heading"></slot><slot name="summary"></slot><slot></slot></template>
            <header slot="heading">
            <a class="skip" href="#summary">To the differences</a>
            <h1>Replay</h1>
            <dl class="facts">\(list)</dl>
            </header>

            """.utf8)
    }

    package mutating func warn(_ warning: CaptureWarning) -> [UInt8] {
        warnings += 1
        let place = ReportMarkup.line(warning.place.description)
        return Array(
            """
            <section class="turn alone" id="w\(warnings)"><h3>Said of the capture</h3>
            <p><code>\(place)</code>: \(ReportMarkup.line(warning.message))</p></section>

            """.utf8)
    }

    package mutating func add(_ turn: ReplayedTurn) -> [UInt8] {
        turns += 1
        var text = ""
        if session != turn.sessionNumber {
            session = turn.sessionNumber
            text += HTMLTurn.heading(turn)
        }
        let first = differences + 1
        for finding in turn.findings { count(finding.difference) }
        if !turn.findings.isEmpty { differing += 1 }
        let isWhole = !turn.findings.isEmpty || wholeTurns < Self.mostWhole
        if isWhole { wholeTurns += 1 }
        text += HTMLTurn(turn, number: turns, firstDifference: first).written(isWhole: isWhole)
        return Array(text.utf8)
    }

    private mutating func count(_ difference: Difference) {
        differences += 1
        let group = ReplaySummary.Group(difference)
        guard links[group] != nil || links.count < ReplaySummary.mostGroups else { return }
        if links[group, default: []].count < Self.mostLinks { links[group, default: []].append(differences) }
    }

    package mutating func fail(_ message: String) -> [UInt8] {
        failure = message
        let text = "<p>\(ReportMarkup.line(message))</p>"
        return Array("<section class=\"turn differs\" id=\"end\"><h3>Ended here</h3>\(text)</section>\n".utf8)
    }

    package mutating func finish(_ summary: ReplaySummary) -> [UInt8] {
        let end = differences > 0 ? "<p id=\"d\(differences + 1)\" tabindex=\"-1\">No further difference.</p>" : ""
        return Array(
            """
            \(end)
            <footer><p>Messages stand here as they were recorded, with what is secret in them; \
            <code>understudy convert --redact</code> takes that out of a capture before it is replayed.</p></footer>
            <section slot="summary" id="summary" tabindex="-1">
            \(verdict(summary))
            \(table(summary))
            </section>
            </main>
            </body>
            </html>

            """.utf8)
    }

    private func verdict(_ summary: ReplaySummary) -> String {
        let isWhole = failure == nil && summary.unreadable == 0
        let what =
            differences == 0
            ? (isWhole ? "No difference" : "What could be read is answered as recorded")
            : "\(Self.counted(differences, "difference")) in \(Self.counted(differing, "turn"))"
        var facts = [
            Self.counted(summary.sessions, "session"), "\(Self.counted(summary.played, "message")) played",
            "\(Self.counted(summary.compared, "answer")) compared",
        ]
        if summary.comparedInForm > 0 {
            facts.append("\(summary.comparedInForm) of them in form alone, without the server's message")
        }
        if summary.enrollment > 0 {
            facts.append("\(Self.counted(summary.enrollment, "exchange")) of enrolment passed over")
        }
        if summary.others > 0 { facts.append("\(Self.counted(summary.others, "other exchange")) passed over") }
        if summary.ignored > 0 { facts.append("\(Self.counted(summary.ignored, "difference")) ignored") }
        if summary.unreadable > 0 {
            facts.append("\(Self.counted(summary.unreadable, "message")) that cannot be read")
        }
        let told = warnings > 0 ? " <a href=\"#w1\">\(Self.counted(warnings, "remark")) on the capture</a>" : ""
        let ended = failure == nil ? "" : ", and <a href=\"#end\">not all could be replayed</a>"
        let isGood = differences == 0 && isWhole
        return "<p class=\"verdict\(isGood ? "" : " differs")\" role=\"status\">\(what)\(ended)</p>\n"
            + "<p class=\"soft\">\(facts.joined(separator: ", ")).\(told)</p>"
    }

    static func counted(_ count: Int, _ name: String) -> String { "\(count) \(name)\(count == 1 ? "" : "s")" }

    private func table(_ summary: ReplaySummary) -> String {
        guard differences > 0 else { return "" }
        let rows = summary.sortedGroups.map { group, count in
            let numbers = links[group] ?? []
            let shown = numbers.map { "<a href=\"#d\($0)\">\($0)</a>" }.joined(separator: " ")
            let rest = count > numbers.count ? " <span class=\"soft\">and \(count - numbers.count) more</span>" : ""
            let line = ReportMarkup.line(group.subject)
            let subject = group.address == nil && group.command == nil ? line : "<code>\(line)</code>"
            return "<tr><td data-label=\"Class\">\(group.kind.name)</td><td data-label=\"About\">"
                + "\(subject)</td><td data-label=\"Count\">\(count)</td>"
                + "<td data-label=\"To\">\(shown)\(rest)</td></tr>"
        }
        let ungrouped = summary.ungrouped > 0 ? "<p>\(summary.ungrouped) more in further groups.</p>" : ""
        return
            "<section class=\"card\"><h2 style=\"margin-top:0\">Differences</h2><table><thead><tr><th>Class</th><th>About</th>"
            + "<th>Count</th><th>To</th></tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table>\(ungrouped)</section>"
    }
}
