import Fleet

/// The end of a run for people.
enum FleetSummary {
    static func lines(_ report: FleetReport, _ verdicts: [FleetLimit.Verdict]) -> [String] {
        let counts = report.counts
        var rows: [(String, String)] = [
            (
                "phones",
                "\(FleetText.whole(report.phonesEnrolled)) of \(FleetText.whole(report.phonesPlanned)) enrolled"
                    + shards(report)
            ),
            ("enrolments", FleetText.counts(counts.enrollments)),
            (
                "sessions",
                "\(FleetText.whole(counts.sessionCount)) in \(FleetText.time(.seconds(counts.seconds))): "
                    + "\(FleetText.number(report.sessionsPerSecond)) a second, at most \(report.peakSessionsPerSecond)"
            ),
            ("ended", FleetText.counts(counts.sessions)),
            ("statuses", FleetText.counts(counts.commands)),
            ("errors", FleetText.counts(counts.errors)),
            ("session", latency(counts.sessionTime)),
            ("message", latency(counts.messageTime)),
            ("enrolment", latency(counts.enrollmentTime)),
            ("handshake", latency(counts.handshakeTime)),
            (
                "network",
                "\(FleetText.whole(counts.messages)) messages over \(FleetText.whole(counts.connections)) connections, "
                    + "\(FleetText.whole(counts.handshakes)) TLS handshakes"
            ),
        ]
        if counts.pinsReset > 0 { rows.append(("PINs reset", FleetText.whole(counts.pinsReset))) }
        if counts.pushes > 0 { rows.append(("pushes", FleetText.whole(counts.pushes))) }
        if counts.unenrolled > 0 { rows.append(("unenrolled", FleetText.whole(counts.unenrolled))) }
        if !report.isComplete { rows.append(("note", "the run was stopped before its end")) }
        let width = rows.map(\.0.count).max() ?? 0
        let told = rows.filter { !$0.1.isEmpty }.map { name, text in
            name + String(repeating: " ", count: width - name.count + 2) + text
        }
        let judged = verdicts.map { "\($0.isBroken ? "FAILED" : "kept  ")  \($0.limit): \($0.value)" }
        return told + judged
    }

    private static func shards(_ report: FleetReport) -> String {
        report.fleet.shards == 1
            ? "" : ", \(report.shards.count) of \(report.fleet.shards) shards"
    }

    private static func latency(_ latency: FleetLatency) -> String {
        guard latency.count > 0 else { return "" }
        let parts = [("p50", 50.0), ("p90", 90), ("p99", 99)].map { name, percent in
            "\(name) \(FleetText.time(latency.percentile(percent)))"
        }
        return parts.joined(separator: ", ") + ", max \(FleetText.time(latency.max))"
    }
}
