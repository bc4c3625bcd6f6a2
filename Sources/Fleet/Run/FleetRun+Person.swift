import Agent
import SimulatedPhone

/// What the person at a phone of a group does, before and after the phone's work; chances follow from the fleet's seed, the
/// phone and its session, so that they are the same in the next run.
extension FleetRun {
    /// Signs in or out, and may forget the PIN.
    nonisolated func live(_ job: FleetJob, _ agent: DeviceAgent, _ end: inout FleetJobEnd) async throws(AgentError) {
        guard job.kind != .enroll, job.kind != .leave else { return }
        if let login = job.group.login, login != end.phone.loginStatus { _ = try await agent.signIn(login) }
        guard !end.hasForgotten, happens(job.group.forgetPIN, "forget", job, end.phone) else { return }
        do throws(AgentError) {
            try await agent.lock()
            end.hasForgotten = true
        } catch {
            // A phone without a PIN has none to forget.
            guard error.code == .refused else { throw error }
        }
    }

    /// Opens the phone with a PIN that the server has made anew, as who asked for it is told it; and may leave.
    /// - Parameter pin: what it was before.
    nonisolated func goOn(
        _ job: FleetJob, _ agent: DeviceAgent, _ end: inout FleetJobEnd, pin: PIN?
    ) async throws(AgentError) {
        let phone = await agent.phone
        if let new = phone.lockScreen.pin, let pin, new != pin {
            figures.note { $0.pinsReset += 1 }
            if end.hasForgotten {
                _ = try await agent.unlock(pin: new.text)
                end.hasForgotten = false
            }
        }
        guard phone.enrolled != nil, happens(job.group.leave, "leave", job, phone) else { return }
        try await leave(agent)
        end.hasForgotten = false
    }

    /// Leaves the server, be the phone joined or not: it is who made it that takes it away.
    nonisolated func leave(_ agent: DeviceAgent) async throws(AgentError) {
        let isTold: Bool
        do throws(AgentError) {
            isTold = try await agent.unenroll(evenIfJoined: true)
        } catch {
            let kind = FleetErrorKind.name(error)
            figures.note { $0.errors[kind, default: 0] += 1 }
            throw error
        }
        figures.note { counts in
            counts.unenrolled += 1
            if !isTold { counts.errors["leftUntold", default: 0] += 1 }
        }
    }

    nonisolated private func happens(_ chance: Double, _ purpose: String, _ job: FleetJob, _ phone: Phone) -> Bool {
        guard chance > 0 else { return false }
        let session = phone.enrolled?.sessionNumber ?? 0
        return plan.share(of: job.number, for: "\(purpose) \(session)") < chance
    }
}
