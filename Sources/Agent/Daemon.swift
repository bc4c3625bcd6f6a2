import ManagementTree
import Notation
import ServiceLifecycle
package import SimulatedPhone

/// Does what the phone does by itself, for as long as it runs: polls, renewals, locking the screen.
package struct Daemon: Service {
    private let agent: DeviceAgent

    package init(_ agent: DeviceAgent) {
        self.agent = agent
    }

    /// Runs until it is told to stop.
    /// - Throws: where the phone cannot be kept any more, or is strict and the server is not.
    package func run() async throws {
        defer { agent.events.finish() }
        do {
            try await cancelWhenGracefulShutdown {
                while true { try await agent.doNextDuty() }
            }
        } catch let error as AgentError where error.code != .cancelled {
            await agent.tell(.note, "the phone stops: \(error)")
            throw error
        } catch {
            // It was told to stop.
        }
    }
}

extension DeviceAgent {
    /// Waits for the next duty and does it; returns early from time to time, because a server or a person may have
    /// changed what comes next.
    func doNextDuty() async throws {
        try Task.checkCancellation()
        try await lockIfIdle()
        let now = clock.now()
        let interval = configuration.pollInterval?.components.seconds
        let next = AgentSchedule.next(of: phone, interval: interval, now: now)
        announce(next)
        let left = next.map { $0.due.seconds - now.seconds } ?? Self.longestWait
        guard let next, left <= 0 else {
            return try await clock.sleep(for: .seconds(max(1, min(left, Self.longestWait))))
        }
        do {
            _ = try await perform(next.duty)
        } catch {
            // What cannot be kept is not tried again and again, and a strict phone is there to end at what it does not bear.
            if [.notKept, .cancelled, .notTolerated].contains(error.code) { throw error }
            // The event says why; the next duty comes all the same.
            tell(.note, "\(next.duty) failed: \(error)")
            // Whatever failed may leave the duty due: it must not be tried without a pause.
            try await clock.sleep(for: .seconds(Self.longestWait))
        }
    }

    /// Seconds after which the schedule is looked at again.
    private static let longestWait: Int64 = 5

    /// Does a duty now.
    /// - Returns: the session that it took, if it took one.
    package func perform(_ duty: AgentSchedule.Duty) async throws(AgentError) -> SessionReport? {
        switch duty {
        case .poll:
            try await change { phone, environment in phone.notePoll(environment.now) }
            return try await sync()
        case .leave, .report: return try await sync()
        case .job:
            try await inTurn { () async throws(AgentError) in try await runDueJobs() }
            return nil
        case .renewCertificate:
            try await renew()
            return nil
        case .renewChannel:
            try await change { phone, environment in phone.renewPushChannel(environment.now) }
            return try await sync()
        }
    }

    /// A push of the server: a session starts at once. An HTTP call stands in for the push service of Windows.
    ///
    /// Inferred: alert 1201, because no source has a push begin a session with 1200.
    /// - Throws: also where the phone is away: a push does not reach it then.
    package func receivePush() async throws(AgentError) -> SessionReport {
        if let until = phone.awayUntil {
            throw AgentError(.refused, "the phone is away until \(until.text), so no push reaches it")
        }
        tell(.pushReceived)
        return try await sync()
    }

    /// A person signs in or out; where the server asked for it, a session follows (PollOnLogin, AllUsersPollOnFirstLogin).
    package func login(_ status: Phone.LoginStatus) async throws(AgentError) -> SessionReport? {
        guard try await signIn(status) else { return nil }
        return try await sync()
    }
}

extension Phone {
    fileprivate mutating func notePoll(_ now: Instant) {
        enrolled?.polls.count += 1
        enrolled?.polls.last = now
    }

    fileprivate mutating func renewPushChannel(_ now: Instant) {
        guard let push = enrolled?.push else { return }
        let token = newGUID()
        enrolled?.push = Enrolled.PushChannel(uri: push.uri.prefix { $0 != "=" } + "=" + token, made: now)
    }
}
