import XML

/// Findings as the commands by which a workflow of GitHub marks lines (GitHub Docs, *Workflow commands for GitHub
/// Actions*).
package enum GitHubCommands {
    package static func lines(_ report: FileReport) -> [String] {
        if let failure = report.failure {
            return ["::error title=understudy,file=\(property(report.file))::\(data(failure))"]
        }
        return report.findings.map { line($0, in: report.file) }
    }

    private static func line(_ finding: Finding, in file: String) -> String {
        let (start, end) = (finding.span.start, finding.span.end)
        var properties = [
            "title=\(property("understudy (\(finding.rule.id))"))", "file=\(property(file))", "line=\(start.line)",
        ]
        // Columns count within one line only.
        if start.line == end.line {
            properties += ["col=\(start.column)", "endLine=\(end.line)", "endColumn=\(max(end.column, start.column))"]
        } else {
            properties.append("endLine=\(end.line)")
        }
        let text = ([finding.message] + finding.details).joined(separator: "\n")
        return "::\(finding.severity.rawValue) \(properties.joined(separator: ","))::\(data(text))"
    }

    private static func data(_ text: String) -> String {
        VisibleText.lines(text).replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(VisibleText.line(text)).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
