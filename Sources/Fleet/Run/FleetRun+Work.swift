import Agent
import Certificates
import Notation
import Session
import SimulatedPhone
import Store

/// What one phone does from the moment it is due.
extension FleetRun {
    /// Takes a phone out of the line.
    func begin(_ place: Int, _ due: Duration) -> FleetJob {
        let one = phones[place]
        busy += 1
        phones[place].isBusy = true
        phones[place].isPushed = false
        let exchanges = one.exchanges ?? wire.exchanges(of: one.number)
        phones[place].exchanges = exchanges
        return FleetJob(
            place: place, number: one.number, kind: kind(of: one), due: due, phone: one.phone, exchanges: exchanges,
            group: scenario.group(at: plan.share(of: one.number, for: "group")), hasForgotten: one.hasForgotten,
            rules: one.rules, scenarioChanges: scenarioChanges)
    }

    private func kind(of one: FleetPhone) -> FleetJob.Kind {
        guard let phone = one.phone, phone.enrolled != nil else { return .enroll }
        if settings.isCleaning { return .leave }
        if one.isPushed { return .push }
        let next = AgentSchedule.next(of: phone, interval: plan.pollSeconds, now: instant(of: now))
        return .duty(next?.duty ?? .poll)
    }

    /// Does it, on any thread.
    @concurrent nonisolated func work(_ job: FleetJob) async {
        let phone = job.phone ?? fresh(job)
        let agent = DeviceAgent(
            phone, store: database?.phone(Int64(job.number)), exchanges: job.exchanges,
            configuration: configuration(of: job.group),
            events: EventHub(keeping: 0), metrics: metrics, figures: shared, logger: logger)
        if let rules = job.rules { await agent.resume(rules) }
        var end = await run(job, agent)
        let rules = await agent.answersInUse
        if rules.entries.contains(where: { $0.rule.form.times != nil }) { end.rules = rules }
        await finish(job, end)
    }

    nonisolated private func configuration(of group: FleetGroup) -> AgentConfiguration {
        var configuration = settings.agent
        // What a group says counts before what is said of all.
        configuration.answerRules = group.answers + configuration.answerRules
        configuration.pinResetPlace = settings.pinResetURL.map { [wire] in
            RemotePINResetService.Place(url: $0, exchanges: wire.services)
        }
        if group.late > .zero { configuration.busyTime = group.late }
        configuration.makeKey = { [keys] kind throws(CertificateError) in try keys.next(kind) }
        return configuration
    }

    /// A phone that nobody has used yet. It gets to disk with its enrolment.
    nonisolated private func fresh(_ job: FleetJob) -> Phone {
        Phone(
            fresh: job.group.blueprint ?? settings.blueprint, seed: plan.seed(of: job.number), tenant: settings.tenant,
            now: SystemClock().now())
    }

    nonisolated private func run(_ job: FleetJob, _ agent: DeviceAgent) async -> FleetJobEnd {
        var end = FleetJobEnd(phone: await agent.phone)
        end.hasForgotten = job.hasForgotten
        let pin = end.phone.lockScreen.pin
        do throws(AgentError) {
            try await live(job, agent, &end)
            switch job.kind {
            case .enroll:
                let begun = plan.enrollmentRate == nil ? now : job.due
                try await enroll(job, agent, since: begun)
                end.hasEnrolled = true
                await session(&end, since: now) { () async throws(AgentError) in try await agent.sync() }
            case .duty(let duty):
                let due = plan.poll == .zero ? now : job.due
                await session(&end, since: due) { () async throws(AgentError) in try await agent.perform(duty) }
            case .leave: try await leave(agent)
            case .push:
                await session(&end, since: job.due) { () async throws(AgentError) in
                    try await agent.receivePush()
                }
            }
            try await goOn(job, agent, &end, pin: pin)
        } catch {
            end.hasFailed = true
        }
        end.phone = await agent.phone
        return end
    }

    nonisolated private func enroll(_ job: FleetJob, _ agent: DeviceAgent, since begun: Duration)
        async throws(AgentError)
    {
        do throws(AgentError) {
            try await agent.enroll(settings.order(job.number))
        } catch {
            let kind = FleetErrorKind.name(error)
            figures.note { counts in
                counts.enrollments[kind, default: 0] += 1
                counts.errors[kind, default: 0] += 1
            }
            throw error
        }
        let time = now - begun
        figures.note { counts in
            counts.enrollments[FleetCounts.enrolledName, default: 0] += 1
            counts.enrollmentTime.record(time)
        }
    }

    /// A session and what came of it. One that fails is no reason to end anything.
    nonisolated private func session(
        _ end: inout FleetJobEnd, since due: Duration,
        _ work: () async throws(AgentError) -> DeviceAgent.SessionReport?
    ) async {
        do throws(AgentError) {
            guard let report = try await work() else { return }
            end.sessionTime = now - due
            figures.note { $0.add(report) }
        } catch {
            let kind = FleetErrorKind.name(error)
            figures.note { counts in
                counts.sessions["failed", default: 0] += 1
                counts.errors[kind, default: 0] += 1
            }
            end.hasFailed = true
        }
        end.sessions += 1
    }
}
