import Agent

/// The figures of a run in Prometheus' text form, beside those that all agents share.
struct FleetPrometheus {
    /// From the answer of a server on the same machine to one that nobody waits for any more.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

    private var lines: [String] = []

    static func text(_ counts: FleetCounts, phones: [(state: String, count: Int)]) -> String {
        var figures = FleetPrometheus()
        figures.add("phones", "gauge", "state", phones.map { ($0.state, $0.count) }, "Phones, by what they are.")
        figures.addNamed(counts)
        figures.addCounted(counts)
        figures.addTimes(counts)
        return figures.lines.map { $0 + "\n" }.joined()
    }

    private mutating func addNamed(_ counts: FleetCounts) {
        for (name, label, values, help) in [
            ("enrollments_total", "outcome", counts.enrollments, "Enrolments that were tried, by what came of them."),
            ("sessions_total", "outcome", counts.sessions, "Sessions that have ended, by how."),
            ("commands_total", "status", counts.commands, "Answered commands, by status."),
            ("errors_total", "kind", counts.errors, "What went wrong, by kind."),
        ] {
            add(name, "counter", label, values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, help)
        }
    }

    private mutating func addCounted(_ counts: FleetCounts) {
        for (name, value, help) in [
            ("messages_total", counts.messages, "Messages that were answered."),
            ("connections_total", counts.connections, "Connections that were made."),
            ("handshakes_total", counts.handshakes, "TLS handshakes that succeeded."),
            ("pushes_total", counts.pushes, "Pushes that reached a phone."),
            ("pins_reset_total", counts.pinsReset, "PINs that the server has reset."),
            ("unenrolled_total", counts.unenrolled, "Phones that have left."),
        ] {
            let whole = begin(name, "counter", help)
            lines.append("\(whole) \(value)")
        }
    }

    private mutating func addTimes(_ counts: FleetCounts) {
        for (name, latency, help) in [
            ("enrollment_seconds", counts.enrollmentTime, "From when a phone was to begin until it was enrolled."),
            ("session_seconds", counts.sessionTime, "From when a session was due until its end, in seconds."),
            ("message_seconds", counts.messageTime, "From a message to its answer, in seconds."),
            ("handshake_seconds", counts.handshakeTime, "Until a connection with TLS stood, in seconds."),
        ] {
            let whole = begin(name, "histogram", help)
            let (counts, sum) = latency.cumulated(Self.bounds)
            for (bound, count) in zip(Self.bounds, counts) {
                lines.append("\(whole)_bucket{le=\"\(PrometheusText.number(bound))\"} \(count)")
            }
            lines.append("\(whole)_bucket{le=\"+Inf\"} \(latency.count)")
            lines += ["\(whole)_sum \(sum)", "\(whole)_count \(latency.count)"]
        }
    }

    /// One family with a value for each value of a label.
    private mutating func add(
        _ name: String, _ type: String, _ label: String, _ values: [(String, Int)], _ help: String
    ) {
        let whole = begin(name, type, help)
        for (value, count) in values {
            lines.append("\(whole){\(PrometheusText.labels([(label, value)]))} \(count)")
        }
    }

    /// - Returns: the whole name of the family.
    private mutating func begin(_ name: String, _ type: String, _ help: String) -> String {
        let whole = "understudy_fleet_" + name
        lines.append("# HELP \(whole) \(PrometheusText.escapedHelp(help))")
        lines.append("# TYPE \(whole) \(type)")
        return whole
    }
}
