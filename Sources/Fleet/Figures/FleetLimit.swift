import Foundation

/// A limit that a run must keep, such as `p99>2s`: where the condition is true, the run has failed.
package struct FleetLimit: Equatable, Sendable, CustomStringConvertible {
    /// What is looked at.
    package enum Subject: Equatable, Sendable {
        case percentile(Double, of: Scope)
        case errors, sessions, rate, enrolled
    }

    /// Whose latency.
    package enum Scope: String, Equatable, Sendable, CaseIterable {
        case session, message, enroll, handshake
    }

    package let subject: Subject
    private let comparison: String
    /// Seconds, a share from 0 to 1, or a number.
    private let bound: Double
    private let isShare: Bool
    package let description: String

    /// What can stand in one, for people.
    package static let forms =
        "p with a number from 0 to 100, such as p50, p99 or p99.9, or max, of a session or as message.p99, enroll.p99, "
        + "handshake.p99, with a time (2s, 250ms); "
        + "errors, enrolled, sessions with a number or a share (0.1%); sessions/s with a number; and >, >=, < or <= between"

    /// Reads a limit; nil for what is none.
    package init?(_ text: String) {
        let compact = text.filter { $0 != " " }
        guard let match = compact.wholeMatch(of: #/([A-Za-z0-9.\/]+)(>=|<=|>|<)([0-9]+(?:\.[0-9]+)?)(ms|s|m|%)?/#),
            let subject = Self.subject(String(match.1)), let number = Double(match.3)
        else { return nil }
        let unit = match.4.map { String($0) }
        self.subject = subject
        comparison = String(match.2)
        description = compact
        isShare = unit == "%"
        switch (subject, unit) {
        case (.percentile, "ms"?): bound = number / 1000
        case (.percentile, "s"?): bound = number
        case (.percentile, "m"?): bound = number * 60
        case (.errors, "%"?), (.enrolled, "%"?): bound = number / 100
        case (.errors, nil), (.enrolled, nil), (.sessions, nil), (.rate, nil): bound = number
        default: return nil
        }
    }

    private static func subject(_ name: String) -> Subject? {
        switch name {
        case "errors": return .errors
        case "sessions": return .sessions
        case "sessions/s": return .rate
        case "enrolled": return .enrolled
        default: break
        }
        let parts = name.split(separator: ".", maxSplits: 1)
        let scope = parts.count == 2 ? Scope(rawValue: String(parts[0])) : nil
        let percentile = scope == nil ? name[...] : parts[1]
        if percentile == "max" { return .percentile(100, of: scope ?? .session) }
        guard percentile.first == "p", let number = Double(percentile.dropFirst()), (0...100).contains(number) else {
            return nil
        }
        return .percentile(number, of: scope ?? .session)
    }

    /// What the report has to say to it.
    package func verdict(on report: FleetReport) -> Verdict {
        let value = value(in: report)
        let isTrue =
            switch comparison {
            case ">": value > bound
            case ">=": value >= bound
            case "<": value < bound
            default: value <= bound
            }
        return Verdict(limit: description, value: shown(value), isBroken: isTrue)
    }

    /// A limit and what came of it.
    package struct Verdict: Codable, Equatable, Sendable {
        package var limit: String
        /// What was measured, for people.
        package var value: String
        package var isBroken: Bool
    }

    private func value(in report: FleetReport) -> Double {
        let counts = report.counts
        switch subject {
        case .percentile(let percent, let scope):
            let latency =
                switch scope {
                case .session: counts.sessionTime
                case .message: counts.messageTime
                case .enroll: counts.enrollmentTime
                case .handshake: counts.handshakeTime
                }
            return (percent == 100 ? latency.max : latency.percentile(percent)).inSeconds
        case .errors:
            let errors = Double(counts.errorCount)
            return isShare ? errors / Double(max(1, counts.attempts)) : errors
        case .sessions: return Double(counts.sessionCount)
        case .rate: return report.sessionsPerSecond
        case .enrolled:
            let enrolled = Double(report.phonesEnrolled)
            return isShare ? enrolled / Double(max(1, report.phonesPlanned)) : enrolled
        }
    }

    private func shown(_ value: Double) -> String {
        if case .percentile = subject { return FleetText.time(.seconds(value)) }
        return isShare ? FleetText.number(value * 100) + "%" : FleetText.number(value)
    }
}
