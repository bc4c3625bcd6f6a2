import Agent

/// The figures of a run in Prometheus' text form, beside those that all agents share.
enum FleetPrometheus {
    /// From the answer of a server on the same machine to one that nobody waits for any more.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

    static func text(_ counts: FleetCounts, phones: [(state: String, count: Int)]) -> String {
        var lines: [String] = []
        func family(_ name: String, _ type: String, _ help: String) -> String {
            let whole = "understudy_fleet_" + name
            lines.append("# HELP \(whole) \(PrometheusText.escapedHelp(help))")
            lines.append("# TYPE \(whole) \(type)")
            return whole
        }
        func labelled(_ name: String, _ type: String, _ label: String, _ values: [(String, Int)], _ help: String) {
            let whole = family(name, type, help)
            for (value, count) in values {
                lines.append("\(whole){\(PrometheusText.labels([(label, value)]))} \(count)")
            }
        }
        func sorted(_ counts: [String: Int]) -> [(String, Int)] {
            counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        labelled("phones", "gauge", "state", phones.map { ($0.state, $0.count) }, "Phones, by what they are.")
        labelled(
            "enrollments_total", "counter", "outcome", sorted(counts.enrollments),
            "Enrolments that were tried, by what came of them.")
        labelled("sessions_total", "counter", "outcome", sorted(counts.sessions), "Sessions that have ended, by how.")
        labelled("commands_total", "counter", "status", sorted(counts.commands), "Answered commands, by status.")
        labelled("errors_total", "counter", "kind", sorted(counts.errors), "What went wrong, by kind.")
        for (name, value, help) in [
            ("messages_total", counts.messages, "Messages that were answered."),
            ("connections_total", counts.connections, "Connections that were made."),
            ("handshakes_total", counts.handshakes, "TLS handshakes that succeeded."),
            ("pushes_total", counts.pushes, "Pushes that reached a phone."),
            ("pins_reset_total", counts.pinsReset, "PINs that the server has reset."),
            ("unenrolled_total", counts.unenrolled, "Phones that have left."),
        ] {
            let whole = family(name, "counter", help)
            lines.append("\(whole) \(value)")
        }
        for (name, latency, help) in [
            ("enrollment_seconds", counts.enrollmentTime, "From when a phone was to begin until it was enrolled."),
            ("session_seconds", counts.sessionTime, "From when a session was due until its end, in seconds."),
            ("message_seconds", counts.messageTime, "From a message to its answer, in seconds."),
            ("handshake_seconds", counts.handshakeTime, "Until a connection with TLS stood, in seconds."),
        ] {
            let whole = family(name, "histogram", help)
            let (counts, sum) = latency.cumulated(bounds)
            for (bound, count) in zip(bounds, counts) {
                lines.append("\(whole)_bucket{le=\"\(PrometheusText.number(bound))\"} \(count)")
            }
            lines.append("\(whole)_bucket{le=\"+Inf\"} \(latency.count)")
            lines += ["\(whole)_sum \(sum)", "\(whole)_count \(latency.count)"]
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
