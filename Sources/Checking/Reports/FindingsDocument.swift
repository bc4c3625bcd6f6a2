import XML

/// Findings as one JSON document.
package struct FindingsDocument: Encodable, Sendable {
    package struct File: Encodable, Sendable {
        var file: String
        var verdict: String
        var ignored: Int
        /// Why it could not be opened.
        var failure: String?
        var findings: [Entry]
    }

    package struct Entry: Encodable, Sendable {
        var rule: String
        var severity: String
        var title: String
        var line: Int
        var column: Int
        var endLine: Int
        var endColumn: Int
        var address: String?
        var message: String
        var details: [String]
        var fix: Mending?
    }

    package struct Mending: Encodable, Sendable {
        var title: String
        var isCertain: Bool
        var replacements: [Part]
    }

    package struct Part: Encodable, Sendable {
        /// Octets of the file, from 0.
        var offset: Int
        var length: Int
        var text: String
    }

    package var device: String
    package var errors: Int
    package var warnings: Int
    package var files: [File]

    package init(_ report: CheckReport) {
        device = report.device
        errors = report.count(.error)
        warnings = report.count(.warning)
        files = report.files.map { file in
            File(
                file: file.file, verdict: file.verdict.rawValue, ignored: file.ignored, failure: file.failure,
                findings: file.findings.map { Entry($0) })
        }
    }
}

extension FindingsDocument.Entry {
    init(_ finding: Finding) {
        let (start, end) = (finding.span.start, finding.span.end)
        self.init(
            rule: finding.rule.id, severity: finding.severity.rawValue, title: finding.rule.title, line: start.line,
            column: start.column, endLine: end.line, endColumn: end.column, address: finding.address,
            message: finding.message, details: finding.details,
            fix: finding.fix.map { fix in
                FindingsDocument.Mending(
                    title: fix.title, isCertain: fix.isCertain,
                    replacements: fix.replacements.map { part in
                        FindingsDocument.Part(offset: part.range.lowerBound, length: part.range.count, text: part.text)
                    })
            })
    }
}
