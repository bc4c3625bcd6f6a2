import Agent
import Certificates
import Notation
import Session
import SimulatedPhone
import Store

/// What one phone does, from the moment it is due to what comes next.
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

    /// Puts the phone back, and enters what it does next.
    private func finish(_ job: FleetJob, _ end: FleetJobEnd) {
        let place = job.place
        let wasNew = phones[place].stage == .new
        busy -= 1
        phones[place].isBusy = false
        phones[place].phone = end.phone
        phones[place].sessions += end.sessions
        phones[place].hasForgotten = end.hasForgotten
        // What is used up of the rules of a scenario that is gone says nothing of those of the present one.
        phones[place].rules = job.scenarioChanges == scenarioChanges ? end.rules : nil
        if end.hasEnrolled {
            phones[place].phone?.certificates.share(in: &certificates)
            phones[place].beat = now
            if !phones[place].hasLeft { endEnrolling() }
        }
        if end.isEnrolled, job.kind == .leave {
            tryLeavingAgain(place)
        } else if end.isEnrolled {
            if wasNew { know(place) }
            planNext(of: job, end)
        } else if wasNew, !end.hasEnrolled {
            tryAgain(place)
        } else {
            leave(place, job)
        }
        letGo(place)
        alarm.ring()
    }

    private func planNext(of job: FleetJob, _ end: FleetJobEnd) {
        let place = job.place
        phones[place].stage = isDone(phones[place]) ? .done : .idle
        if job.kind == .duty(.poll) { phones[place].beat = job.due }
        var due = nextDue(of: place)
        // Whatever failed may leave its duty due: it must not be tried without a pause.
        if end.hasFailed { due = due.map { max($0, now + Self.pauseAfterFailure) } }
        if let due { queue.set(place, due: due) }
        if phones[place].isPushed { queue.set(place, due: now) }
        guard let time = end.sessionTime else { return }
        // What others would have waited who were to begin meanwhile counts too; where each session follows the one before
        // at once, there are none.
        let interval = plan.poll ?? due.map { $0 - job.due }
        figures.noteSession(time, every: job.kind == .duty(.poll) ? interval : nil)
    }

    private static let pauseAfterFailure = Duration.seconds(1)

    private func tryAgain(_ place: Int) {
        phones[place].attempts += 1
        let attempts = phones[place].attempts
        guard attempts < settings.enrollmentAttempts, !isStopping else {
            phones[place].stage = .lost
            if !phones[place].hasLeft { endEnrolling() }
            return
        }
        queue.set(place, due: now + settings.enrollmentPause * (1 << (attempts - 1)))
    }

    /// A phone that could not leave keeps its account; it is not tried for ever.
    private func tryLeavingAgain(_ place: Int) {
        phones[place].attempts += 1
        let attempts = phones[place].attempts
        guard attempts < settings.enrollmentAttempts, !isStopping else { return phones[place].stage = .done }
        queue.set(place, due: now + settings.enrollmentPause * (1 << (attempts - 1)))
    }

    /// Notes that a phone's account is gone; it may come back.
    private func leave(_ place: Int, _ job: FleetJob) {
        phones[place].stage = .gone
        phones[place].attempts = 0
        guard let pause = job.group.comeBack, !isDone(phones[place]) else { return }
        phones[place].stage = .new
        phones[place].hasLeft = true
        queue.set(place, due: now + pause)
    }

    /// Closes a connection that would wait for too long.
    private func letGo(_ place: Int) {
        if let due = queue.due(of: place), due - now <= settings.keepAlive { return }
        phones[place].exchanges?.close(phones[place].phone?.enrolled?.account.addresses ?? [])
        phones[place].exchanges = nil
    }

    /// When a phone does something next; nil where it does not.
    func nextDue(of place: Int) -> Duration? {
        let one = phones[place]
        guard one.stage == .idle, let phone = one.phone else { return nil }
        if plan.poll == .zero { return now }
        guard let next = AgentSchedule.next(of: phone, interval: plan.pollSeconds, now: instant(of: now)) else {
            return nil
        }
        guard next.duty == .poll else { return offset(of: next.due, one.number) }
        guard let poll = plan.poll else { return offset(of: next.due, one.number) }
        // A phone that comes too late leaves out what it has missed, and keeps its beat. Phones that are taken up again are
        // spread over the interval.
        let last = one.beat ?? poll * -plan.share(of: one.number, for: "beat")
        let missed = max(0, ((now - last) / poll).rounded(.down))
        return last + poll * (missed + 1)
    }

    /// A second of the calendar as a time of the run, in the part of that second that is the phone's.
    private func offset(of instant: Instant, _ number: Int) -> Duration {
        .seconds(Double(instant.seconds) - begunAt) + plan.offset(of: number)
    }

    private func instant(of time: Duration) -> Instant {
        Instant(seconds: Int64((begunAt + time.inSeconds).rounded(.down)))
    }
}

extension FleetPlan {
    /// What schedules, which count whole seconds, are told of `poll`.
    var pollSeconds: Int64? { poll.map { max(1, $0.components.seconds) } }
}
