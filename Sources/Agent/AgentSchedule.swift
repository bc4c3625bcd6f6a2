import Enrollment
import ManagementTree
package import Notation
package import SimulatedPhone

/// What a phone does by itself, and when (MS-MDE2 2.2.9.3; csp.md 8.6 and 8.8).
package struct AgentSchedule: Equatable, Sendable {
    package enum Duty: Equatable, Sendable {
        /// A session by the poll schedule.
        case poll
        /// A new certificate, because the old one runs out.
        case renewCertificate
        /// The end of the account, which was interrupted.
        case leave
        /// A job begins or ends.
        case job
        /// A session for what the phone reports by itself, be it that somebody has signed in.
        case report
        /// A new push channel, after which a session tells the server.
        case renewChannel
    }

    package var duty: Duty
    package var due: Instant

    /// The next duty of a phone; nil for one that has none, because it is not enrolled and no job waits.
    /// - Parameter interval: seconds between sessions in place of the server's poll schedule.
    package static func next(of phone: Phone, interval: Int64? = nil, now: Instant) -> AgentSchedule? {
        let job = phone.nextJob.map { AgentSchedule(duty: .job, due: $0.due) }
        // While a job has the phone, nothing else is done.
        guard phone.awayUntil == nil, let enrolled = phone.enrolled else { return job }
        guard !enrolled.isUnenrolling else { return AgentSchedule(duty: .leave, due: now) }
        var duties = [job].compactMap { $0 }
        if !phone.isSilentByRoaming {
            guard !phone.outbox.wantsSession else { return AgentSchedule(duty: .report, due: now) }
            duties.append(AgentSchedule(duty: .poll, due: poll(of: phone, enrolled, interval)))
        }
        if let renewal = renewal(of: phone, enrolled, now) { duties.append(renewal) }
        if let push = enrolled.push {
            let due = push.made.adding(days: Enrolled.PushChannel.renewalDays)
            duties.append(AgentSchedule(duty: .renewChannel, due: due))
        }
        return duties.min { $0.due < $1.due }
    }

    /// Counted from the last scheduled session, or from enrolment.
    ///
    /// Inferred: the maintenance window comes a day after the last session; a schedule that contradicts itself, as a
    /// server may write it node by node, is treated as none.
    private static func poll(of phone: Phone, _ enrolled: Enrolled, _ interval: Int64?) -> Instant {
        let last = enrolled.polls.last ?? enrolled.since
        if let interval { return last.adding(seconds: interval) }
        let settings = try? PollSettings { phone.accountValue(["Poll", NodeName($0)])?.text }
        guard case .minutes(let minutes) = try? settings?.schedule().wait(after: enrolled.polls.count) else {
            return last.adding(days: 1)
        }
        return last.adding(minutes: minutes)
    }

    private static func renewal(of phone: Phone, _ enrolled: Enrolled, _ now: Instant) -> AgentSchedule? {
        // Where nobody can be asked there is nothing to be tried, be it once in an interval.
        guard let identity = phone.certificates.enrollmentIdentity, enrolled.renewalObstacle == nil else { return nil }
        let renewal = enrolled.renewal
        let settings = try? RenewalSettings(
            period: renewal.period, retryInterval: renewal.retryInterval, serverURL: renewal.serverURL,
            retryAfterExpiry: renewal.retryAfterExpiry)
        // Only a try that failed is waited for; one that succeeded has brought another certificate.
        let last = renewal.status == .failed ? renewal.lastTry?.seconds : nil
        let due = settings?.nextAttempt(notAfter: identity.notAfter, lastAttempt: last, now: now.seconds)
        return due.map { AgentSchedule(duty: .renewCertificate, due: Instant(seconds: $0)) }
    }
}
