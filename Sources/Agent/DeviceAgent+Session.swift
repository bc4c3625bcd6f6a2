import Conversations
import Notation
package import Session
import SimulatedPhone
package import SyncML

/// Sessions with the management server.
extension DeviceAgent {
    /// How a session went.
    package struct SessionReport: Equatable, Sendable {
        package var outcome: SessionOutcome
        /// How many messages the phone sent.
        package var messages: Int
        /// The statuses that the phone gave, headers included.
        package var statuses: [StatusCode]

        /// Whether the session ended as it should and every status was one of success.
        package var isSuccess: Bool {
            switch outcome {
            case .completed, .unenrollmentRequested, .wiped: statuses.allSatisfy(\.isSuccess)
            case .abortedByServer, .abortedByPhone, .silent, .failed: false
            }
        }
    }

    /// Runs one session, after those that were asked for before.
    package func sync() async throws(AgentError) -> SessionReport {
        try await inTurn { () async throws(AgentError) in try await session() }
    }

    /// A session, and what has to come before and to follow it: jobs that are due, the end of an account that the server
    /// has ended.
    func session() async throws(AgentError) -> SessionReport {
        try await waitUntilBack()
        guard let enrolled = phone.enrolled else { throw AgentError.notEnrolled }
        // The end of the account may have been interrupted.
        guard !enrolled.isUnenrolling else { return try await leave() }
        var report: SessionReport
        do {
            report = try await session(over: enrolled.account.addresses.count)
        } catch {
            // What the server has begun is done, whatever became of the session; the error is the one to tell.
            if error.code != .notKept, error.code != .cancelled { try? await runDueJobs() }
            throw error
        }
        if report.outcome == .unenrollmentRequested { _ = try await leave() }
        try await runDueJobs()
        if report.outcome == .completed, phone.enrolled == nil { report.outcome = .wiped }
        return report
    }

    /// Tries the addresses of the account in turn, beginning with the one that answered last (csp.md 10.1).
    private func session(over addresses: Int) async throws(AgentError) -> SessionReport {
        var others = addresses - 1
        while true {
            do {
                return try await oneSession()
            } catch {
                guard case .noAnswer = error.code, others > 0 else { throw error }
                others -= 1
                let next = try await change { (phone, _) throws(AgentError) in phone.useNextAddress() }
                tell(.note, "\(error.message); trying \(next)")
            }
        }
    }

    private func oneSession(retryLimit: Int? = nil) async throws(AgentError) -> SessionReport {
        let phone = phone
        if let reason = trust(of: phone).hiddenIdentityReason { tell(.note, reason) }
        let driver = SessionDriver(
            start: SessionStart(on: phone), exchange: try exchange(for: phone), retryLimit: retryLimit)
        let begun = ContinuousClock.now
        let course: SessionDriver.Course
        do {
            course = try await driver.run(on: self)
        } catch {
            // Where this fails too, the error that ended the session is the one to tell.
            try? await keep()
            tellEnd("failed", "failed: \(error.message)", since: begun)
            throw error
        }
        tellEnd(course.outcome.label, Self.text(of: course.outcome), since: begun)
        if case .failed(let failure) = course.outcome { throw AgentError(failure) }
        return SessionReport(outcome: course.outcome, messages: course.messages, statuses: course.statuses)
    }

    private func tellEnd(_ outcome: String, _ text: String, since begun: ContinuousClock.Instant) {
        tell(.sessionEnded, text)
        configuration.conversation?.end(outcome, text, at: clock.now())
        figures.countSession(outcome, after: begun.duration(to: .now))
    }

    private static func text(of outcome: SessionOutcome) -> String {
        switch outcome {
        case .completed: "completed"
        case .abortedByServer: "aborted by the server"
        case .abortedByPhone: "aborted by the phone"
        case .unenrollmentRequested: "the server has ended the account"
        case .wiped: "the phone was wiped"
        case .silent: "the phone has sent no answer, as an answer rule says"
        case .failed(let failure): "failed: \(failure.message)"
        }
    }
}

extension SessionOutcome {
    /// The outcome as one word, for figures and programs.
    package var label: String {
        switch self {
        case .completed: "completed"
        case .abortedByServer: "abortedByServer"
        case .abortedByPhone: "abortedByPhone"
        case .unenrollmentRequested: "unenrollmentRequested"
        case .wiped: "wiped"
        case .silent: "silent"
        case .failed: "failed"
        }
    }
}

/// The end of the account (protocol.md 6.10).
extension DeviceAgent {
    /// A person removes the account: the server is told with alert 1226 if it can be reached, then everything goes that
    /// the account has brought.
    /// - Parameter evenIfJoined: whether a phone goes that cannot leave by itself, because who made it takes it away.
    /// - Returns: whether the server could be told.
    /// - Throws: on a phone that is joined to Azure AD, which cannot leave.
    @discardableResult
    package func unenroll(evenIfJoined: Bool = false) async throws(AgentError) -> Bool {
        try await inTurn { () async throws(AgentError) in
            try await change { (phone, _) throws(AgentError) in
                guard phone.enrolled != nil else { throw AgentError.notEnrolled }
                guard phone.join == nil || evenIfJoined else {
                    throw AgentError(
                        .joined,
                        "a phone that is joined to Azure AD cannot leave its server, neither by its user nor by the "
                            + "server; reset it with: understudy wipe")
                }
                phone.enrolled?.isUnenrolling = true
            }
            return try await leave().messages > 0
        }
    }

    /// The last session, best effort and without retries, then the clean-up whatever came of it.
    private func leave() async throws(AgentError) -> SessionReport {
        var report = SessionReport(outcome: .unenrollmentRequested, messages: 0, statuses: [])
        do {
            report = try await oneSession(retryLimit: 0)
        } catch {
            // Who is told to stop has not tried; the next session goes on here.
            guard error.code != .cancelled, !Task.isCancelled else { throw error }
            tell(.note, "the server could not be told that the account goes: \(error.message)")
        }
        try await change { (phone, environment) throws(AgentError) in phone.unenroll(now: environment.now) }
        tell(.unenrolled)
        report.outcome = .unenrollmentRequested
        return report
    }
}

extension Phone {
    /// Turns to the next address of the account.
    fileprivate mutating func useNextAddress() -> String {
        guard var account = enrolled?.account, !account.addresses.isEmpty else { return "" }
        account.addressIndex = (account.addressIndex + 1) % account.addresses.count
        enrolled?.account = account
        return account.address
    }
}
