import Agent
import Notation
import SimulatedPhone

/// What becomes of a phone after its work: what it does next, and when.
extension FleetRun {
    /// Puts the phone back, and enters what it does next.
    func finish(_ job: FleetJob, _ end: FleetJobEnd) {
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
            // A phone that could not leave keeps its account; it is not tried for ever.
            if !tryAgain(place) { phones[place].stage = .done }
        } else if end.isEnrolled {
            if wasNew { know(place) }
            planNext(of: job, end)
        } else if wasNew, !end.hasEnrolled {
            if !tryAgain(place) { lose(place) }
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

    /// Enters another try of what has failed, later each time.
    /// - Returns: false where the phone gives up.
    private func tryAgain(_ place: Int) -> Bool {
        phones[place].attempts += 1
        let attempts = phones[place].attempts
        guard attempts < settings.enrollmentAttempts, !isStopping else { return false }
        queue.set(place, due: now + settings.enrollmentPause * (1 << (attempts - 1)))
        return true
    }

    /// Gives up enrolling a phone.
    private func lose(_ place: Int) {
        phones[place].stage = .lost
        if !phones[place].hasLeft { endEnrolling() }
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
        guard next.duty == .poll, let poll = plan.poll else { return offset(of: next.due, one.number) }
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

    func instant(of time: Duration) -> Instant {
        Instant(seconds: Int64((begunAt + time.inSeconds).rounded(.down)))
    }
}

extension FleetPlan {
    /// What schedules, which count whole seconds, are told of `poll`.
    var pollSeconds: Int64? { poll.map { max(1, $0.components.seconds) } }
}
