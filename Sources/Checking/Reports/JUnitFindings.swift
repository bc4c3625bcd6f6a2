import XML

/// Findings as JUnit's XML: a suite for each file, in it a case for each finding; a file without any is one case that passes.
///
/// Build servers know failures, errors and skipped cases only. A warning is a skipped case with all that it says, so that
/// none is lost and none fails a build; with `--strict` it is a failure.
package struct JUnitFindings {
    package let isStrict: Bool

    package init(isStrict: Bool) {
        self.isStrict = isStrict
    }

    package func octets(_ report: CheckReport) -> [UInt8] {
        var writer = XMLWriter()
        writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"understudy check\">\n")
        for file in report.files { write(file, to: &writer) }
        writer.raw("</testsuites>\n")
        return writer.bytes
    }

    private func write(_ file: FileReport, to writer: inout XMLWriter) {
        let failures = file.findings.count { isFailure($0) }
        let skipped = file.findings.count - failures
        let errors = file.failure == nil ? 0 : 1
        writer.raw("<testsuite name=\"")
        writer.attributeValue(VisibleText.line(file.file))
        writer.raw("\" tests=\"\(max(1, file.findings.count))\" failures=\"\(failures)\" errors=\"\(errors)\" ")
        writer.raw("skipped=\"\(skipped)\">\n")
        if file.findings.isEmpty {
            start("check", file, &writer)
            if let failure = file.failure { element("error", VisibleText.line(failure), nil, &writer) }
            writer.raw("</testcase>\n")
        }
        for finding in file.findings { write(finding, file, to: &writer) }
        writer.raw("</testsuite>\n")
    }

    private func write(_ finding: Finding, _ file: FileReport, to writer: inout XMLWriter) {
        let place = finding.span.start
        start("\(finding.rule.id) \(place.line):\(place.column)", file, &writer)
        let message = VisibleText.line(finding.message)
        let all = FindingText.lines(FileReport(file: file.file, findings: [finding])).joined(separator: "\n")
        if isFailure(finding) {
            element("failure", message, all, &writer)
        } else {
            element("skipped", message, nil, &writer)
            writer.raw("<system-out>")
            writer.text(all)
            writer.raw("</system-out>")
        }
        writer.raw("</testcase>\n")
    }

    private func isFailure(_ finding: Finding) -> Bool { isStrict || finding.severity == .error }

    private func start(_ name: String, _ file: FileReport, _ writer: inout XMLWriter) {
        writer.raw(" <testcase classname=\"")
        writer.attributeValue(VisibleText.line(file.file))
        writer.raw("\" name=\"")
        writer.attributeValue(name)
        writer.raw("\">")
    }

    private func element(_ name: String, _ message: String, _ text: String?, _ writer: inout XMLWriter) {
        writer.raw("<\(name) message=\"")
        writer.attributeValue(message)
        writer.raw("\">")
        if let text { writer.text(text) }
        writer.raw("</\(name)>")
    }
}
