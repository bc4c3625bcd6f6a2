internal import XML

/// Writes a replay down as JUnit's XML, as build servers read it: a suite for each turn, in it a case for each command that
/// was asked and for each difference that belongs to none. A message that cannot be read is an error,
/// what else is said of the capture a skipped case.
package struct JUnitReporter: ReplayReporter {
    /// A case of a suite: it passes where there is no failure.
    private struct Case {
        var name: String
        var failures: [String] = []
    }

    package init() {}

    package mutating func begin(_ heading: ReplayHeading) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"understudy replay\">\n".utf8)
    }

    package mutating func warn(_ warning: CaptureWarning) -> [UInt8] {
        let (place, isLoss) = (warning.place.description, warning.kind.isLoss)
        return Self.suite(place, isLoss ? "error" : "skipped", warning.message)
    }

    package mutating func add(_ turn: ReplayedTurn) -> [UInt8] {
        let suite = ReportMarkup.attribute(Self.name(of: turn))
        let cases = Self.cases(of: turn)
        let failed = cases.count { !$0.failures.isEmpty }
        // What nothing was recorded for is no success.
        let isCompared = turn.recorded != nil && turn.replayed != nil
        let skipped = isCompared ? 0 : cases.count - failed
        let counts = "tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(skipped)\""
        var text = "<testsuite name=\"\(suite)\" \(counts)>\n"
        for one in cases {
            let start = " <testcase classname=\"\(suite)\" name=\"\(ReportMarkup.attribute(one.name))\""
            text += start + Self.content(of: one, isCompared: isCompared) + "\n"
        }
        return Array((text + "</testsuite>\n").utf8)
    }

    private static func content(of one: Case, isCompared: Bool) -> String {
        guard let first = one.failures.first else {
            return isCompared
                ? "/>" : "><skipped message=\"there are no two answers that could be compared\"/></testcase>"
        }
        let message = ReportMarkup.attribute(String(first.prefix { $0 != "\n" }))
        let all = ReportMarkup.text(one.failures.joined(separator: "\n"))
        return "><failure message=\"\(message)\">\(all)</failure></testcase>"
    }

    package mutating func fail(_ message: String) -> [UInt8] {
        Self.suite("the capture as a whole", "error", message)
    }

    /// A suite of one case about the capture.
    /// - Parameter element: `error` or `skipped`.
    private static func suite(_ name: String, _ element: String, _ message: String) -> [UInt8] {
        let isError = element == "error"
        let counts = "failures=\"0\" errors=\"\(isError ? 1 : 0)\" skipped=\"\(isError ? 0 : 1)\""
        let (name, message) = (ReportMarkup.attribute(name), ReportMarkup.attribute(message))
        return Array(
            """
            <testsuite name="capture" tests="1" \(counts)>
             <testcase classname="capture" name="\(name)"><\(element) message="\(message)"/></testcase>
            </testsuite>

            """.utf8)
    }

    package mutating func finish(_ summary: ReplaySummary) -> [UInt8] { Array("</testsuites>\n".utf8) }

    private static func name(of turn: ReplayedTurn) -> String {
        let id = turn.session.map { " (SessionID \($0))" } ?? ""
        return "session \(turn.sessionNumber)\(id), turn \(turn.number)"
    }

    private static func cases(of turn: ReplayedTurn) -> [Case] {
        let reported = ReportedTurn(turn)
        func sentence(_ place: Int) -> String { sentences(turn.findings[place]) }
        var cases = reported.commands.map { command in
            let id = command.id.isEmpty ? "" : " (CmdID \(command.id))"
            let address = command.address.map { " " + $0 } ?? ""
            return Case(name: command.name + address + id, failures: command.findings.map(sentence))
        }
        cases += reported.otherFindings.map { place in
            let difference = turn.findings[place].difference
            let subject = difference.subject
            return Case(
                name: difference.kind.name + (subject.isEmpty ? "" : ": " + subject), failures: [sentence(place)])
        }
        // Package 1 answers nothing, and is compared all the same.
        return cases.isEmpty ? [Case(name: "answer")] : cases
    }

    /// The difference, the rule behind it and the answer that comes nearest.
    private static func sentences(_ finding: ReplayedTurn.Finding) -> String {
        var sentences = ["\(finding.difference.kind.name): \(finding.difference.sentence)"]
        if let rule = finding.rule { sentences.append("rule: \(rule)") }
        if let nearest = finding.nearest {
            sentences.append("nearest: \(nearest.subject): \(nearest.departures.joined(separator: "; "))")
        }
        return sentences.joined(separator: "\n")
    }
}
