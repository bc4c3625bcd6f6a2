import Captures

/// The limits of a run as JUnit's XML, as build servers read it: a case for each limit, and one for the run itself.
package enum FleetJUnit {
    /// Writes the document.
    package static func text(_ report: FleetReport, _ verdicts: [FleetLimit.Verdict]) -> String {
        let broken = verdicts.count(where: \.isBroken)
        let isEmpty = report.phonesEnrolled == 0 && report.counts.unenrolled == 0
        let time = report.counts.seconds
        let cases = verdicts.map { one in
            let start =
                " <testcase classname=\"fleet\" name=\"\(ReportMarkup.attribute("not " + one.limit))\" time=\"0\""
            guard one.isBroken else { return start + "/>" }
            return start + "><failure message=\"\(ReportMarkup.attribute("it is \(one.value)"))\"/></testcase>"
        }
        let run = " <testcase classname=\"fleet\" name=\"phones are enrolled\" time=\"\(time)\""
        let runEnd =
            isEmpty
            ? "><failure message=\"no phone is enrolled: \(ReportMarkup.attribute(FleetText.counts(report.counts.errors)))\"/></testcase>"
            : "/>"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="understudy fleet">
            <testsuite name="fleet" tests="\(verdicts.count + 1)" failures="\(broken + (isEmpty ? 1 : 0))" errors="0" skipped="0" time="\(time)">
            \(([run + runEnd] + cases).joined(separator: "\n"))
            </testsuite>
            </testsuites>

            """
    }
}
