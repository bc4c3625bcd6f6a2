import Captures

/// A report as one page that can be mailed: it asks nothing of anybody and holds no script.
package enum FleetHTML {
    /// Writes the page.
    package static func page(_ report: FleetReport, _ verdicts: [FleetLimit.Verdict]) -> String {
        let title = "Fleet of \(FleetText.whole(report.fleet.phones)) phones"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            \(HTMLStyle.head(title: "\(title) at \(report.fleet.server)", more: FleetPlot.style))
            </head>
            <body>
            <main>
            <header>
            <h1>\(title)</h1>
            \(facts(report))
            </header>
            \(verdict(report, verdicts))
            \(plots(report.timeline))
            \(latencies(report.counts))
            \(counted(report.counts))
            <footer><p>Latencies of sessions count from the moment a session was due, and are corrected for coordinated \
            omission: what other sessions would have waited that could not begin meanwhile is among them. Those of messages \
            count from a message to its answer.</p></footer>
            </main>
            </body>
            </html>

            """
    }

    private static func facts(_ report: FleetReport) -> String {
        let counts = report.counts
        let shards =
            report.fleet.shards == 1
            ? "one" : "\(report.shards.map(\.description).joined(separator: ", ")) (of \(report.fleet.shards))"
        let facts: [(String, String)] = [
            ("Server", report.fleet.server), ("Phones", "\(report.fleet.device), seed \(report.fleet.seed)"),
            ("Shards", shards), ("Begun", report.begun),
            ("Ended", report.ended + (report.isComplete ? "" : ", stopped before its end")),
            (
                "Sessions",
                "\(FleetText.whole(counts.sessionCount)); \(FleetText.number(report.sessionsPerSecond)) a second, "
                    + "at most \(FleetText.whole(report.peakSessionsPerSecond))"
            ),
            (
                "Network",
                "\(FleetText.whole(counts.messages)) messages, \(FleetText.whole(counts.connections)) connections, "
                    + "\(FleetText.whole(counts.handshakes)) TLS handshakes"
            ), ("Program", report.program),
        ]
        let rows = facts.map { "<dt>\($0.0)</dt><dd>\(ReportMarkup.line($0.1))</dd>" }
        return "<dl class=\"facts\">\(rows.joined())</dl>"
    }

    private static func verdict(_ report: FleetReport, _ verdicts: [FleetLimit.Verdict]) -> String {
        let broken = verdicts.count(where: \.isBroken)
        let enrolled =
            "\(FleetText.whole(report.phonesEnrolled)) of \(FleetText.whole(report.phonesPlanned)) phones are enrolled"
        let limits =
            verdicts.isEmpty
            ? "" : broken == 0 ? "; all limits are kept" : "; \(broken) of \(verdicts.count) limits are broken"
        let isBad = broken > 0 || report.phonesEnrolled == 0 && report.counts.unenrolled == 0
        let rows = verdicts.map { one in
            "<tr><td data-label=\"Not to be\"><code>\(ReportMarkup.line(one.limit))</code></td><td data-label=\"Measured\">"
                + "\(ReportMarkup.line(one.value))</td><td data-label=\"Outcome\" class=\"\(one.isBroken ? "no" : "ok")\">"
                + "\(one.isBroken ? "broken" : "kept")</td></tr>"
        }
        let table =
            rows.isEmpty
            ? ""
            : "<section class=\"card\"><h2 class=\"first\">Limits</h2><table><thead><tr><th>Not to be</th><th>Measured</th><th>Outcome</th>"
                + "</tr></thead><tbody>\(rows.joined())</tbody></table></section>"
        return "<p class=\"verdict\(isBad ? " differs" : "")\" role=\"status\">\(enrolled)\(limits)</p>\n\(table)"
    }

    private static func plots(_ timeline: FleetTimeline) -> String {
        guard let first = timeline.points.first?.time, timeline.points.count > 1 else { return "" }
        let (points, width) = (timeline.points, Double(timeline.width))
        let times = points.map { $0.time - first }
        func plot(_ title: String, _ series: [FleetPlot.Series], _ shown: @escaping (Double) -> String) -> String {
            FleetPlot(title: title, times: times, series: series, shown: shown).markup
        }
        func one(_ name: String, _ values: [Double]) -> FleetPlot.Series {
            .init(name: name, style: "one", values: values)
        }
        func two(_ name: String, _ values: [Double]) -> FleetPlot.Series {
            .init(name: name, style: "two", values: values)
        }
        return "<h2>Over time</h2>\n"
            + plot(
                "Sessions a second", [one("sessions", points.map { Double($0.sessions) / width })], FleetText.number)
            + plot(
                "Latency of sessions", [one("p50", points.map(\.p50)), two("p99", points.map(\.p99))],
                { FleetText.time(.seconds($0)) })
            + plot("Phones enrolled", [one("phones", points.map { Double($0.phones) })], FleetText.number)
            + plot("Errors a second", [two("errors", points.map { Double($0.errors) / width })], FleetText.number)
    }

    private static func latencies(_ counts: FleetCounts) -> String {
        let rows = [
            ("Session", counts.sessionTime), ("Message", counts.messageTime), ("Enrolment", counts.enrollmentTime),
            ("TLS handshake", counts.handshakeTime),
        ].filter { $0.1.count > 0 }.map { name, latency in
            let cells = [("p50", 50.0), ("p90", 90), ("p99", 99), ("p99.9", 99.9)].map { label, percent in
                "<td class=\"number\" data-label=\"\(label)\">\(FleetText.time(latency.percentile(percent)))</td>"
            }
            return "<tr><th scope=\"row\">\(name)</th><td class=\"number\" data-label=\"Count\">"
                + "\(FleetText.whole(Int(latency.count)))</td>\(cells.joined())"
                + "<td class=\"number\" data-label=\"max\">\(FleetText.time(latency.max))</td></tr>"
        }
        let heads = ["Count", "p50", "p90", "p99", "p99.9", "max"].map { "<th class=\"number\">\($0)</th>" }.joined()
        return "<h2>Latencies</h2><section class=\"card\"><table><thead><tr><th>Of</th>\(heads)</tr></thead>"
            + "<tbody>\(rows.joined())</tbody></table></section>"
    }

    private static func counted(_ counts: FleetCounts) -> String {
        [
            ("Enrolments by outcome", counts.enrollments), ("Sessions by end", counts.sessions),
            ("Commands by status", counts.commands), ("Errors by kind", counts.errors),
        ].filter { !$0.1.isEmpty }.map { title, counts in
            let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { name, count in
                "<tr><td>\(ReportMarkup.line(name))</td><td class=\"number\">\(FleetText.whole(count))</td></tr>"
            }
            return "<h2>\(title)</h2><section class=\"card\"><table><tbody>\(rows.joined())</tbody></table></section>\n"
        }.joined()
    }
}
