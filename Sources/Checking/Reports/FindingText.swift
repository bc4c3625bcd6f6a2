import XML

/// Findings as people and editors read them: file, line, column, then one sentence; what more there is to say below.
package enum FindingText {
    package static func lines(_ report: FileReport) -> [String] {
        if let failure = report.failure {
            return ["\(VisibleText.line(report.file)): error: \(VisibleText.line(failure))"]
        }
        return report.findings.flatMap { lines($0, in: report.file) }
    }

    private static func lines(_ finding: Finding, in file: String) -> [String] {
        let start = finding.span.start
        let place = "\(VisibleText.line(file)):\(start.line):\(start.column)"
        var lines = [
            "\(place): \(finding.severity.rawValue) \(finding.rule.id): \(VisibleText.line(finding.message))"
        ]
        lines += finding.details.map { "    \(VisibleText.line($0))" }
        if let fix = finding.fix {
            lines.append("    fix: \(VisibleText.line(fix.title))\(fix.isCertain ? " (--fix does it)" : "")")
        }
        return lines
    }
}
