import Foundation
package import Notation

/// The jobs that wait or go on.
private struct JobList: KeyedValue {
    static let key = "Jobs"

    var lastID = 0
    var jobs: [Job] = []
}

extension Phone {
    /// What the phone has still to do, in the order in which it was planned.
    package var jobs: [Job] { self[JobList.self].jobs }

    /// Until when the phone answers nobody, because a job has it; nil where it is there.
    package var awayUntil: Instant? {
        jobs.lazy.filter { $0.isBegun && $0.isAway }.map(\.due).max()
    }

    /// The job whose turn is next: while the phone is away, the one that has it.
    package var nextJob: Job? { Self.next(of: jobs) }

    private static func next(of jobs: [Job]) -> Job? {
        let holding = jobs.filter { $0.isBegun && $0.isAway }
        return (holding.isEmpty ? jobs : holding).min { ($0.due, $0.id) < ($1.due, $1.id) }
    }

    /// Plans a job. The same order that waits already gets the new time.
    /// - Returns: its number.
    @discardableResult
    package mutating func plan(_ order: some JobOrder, due: Instant) -> Int? {
        let csp = type(of: order).csp
        // An order is an enum or a few texts, which are always written.
        guard let json = try? JSONEncoder.sorted.encode(order) else { return nil }
        let text = String(decoding: json, as: UTF8.self)
        var list = self[JobList.self]
        list.jobs.removeAll { $0.csp == csp && $0.order == text && !$0.isBegun }
        list.lastID += 1
        let job = Job(id: list.lastID, csp: csp, order: text, due: due)
        list.jobs.append(job)
        self[JobList.self] = list
        effects.append(.jobPlanned(job))
        return job.id
    }

    /// Takes back what waits; what has begun goes on.
    package mutating func cancelJobs(where isMeant: (Job) -> Bool) {
        self[JobList.self].jobs.removeAll { !$0.isBegun && isMeant($0) }
    }

    /// Begins or ends the job whose turn is next, if it is due and needs nothing from outside.
    /// - Returns: what was done; nil where nothing is due, or an errand is to be run first.
    package mutating func advanceJobs(_ environment: PhoneEnvironment) -> JobStep? {
        guard let job = nextJob, job.due <= environment.now, job.errand == nil else { return nil }
        return advance(job, environment)
    }

    private mutating func advance(_ job: Job, _ environment: PhoneEnvironment) -> JobStep {
        effects.removeAll()
        let provider = Self.provider(of: job)
        guard job.isBegun else {
            var course = provider?.begin(job, in: &self, environment) ?? JobCourse()
            course.seconds = profile.jobSeconds?[job.csp] ?? course.seconds
            return follow(course, of: job, environment.now)
        }
        self[JobList.self].jobs.removeAll { $0.id == job.id }
        provider?.end(job, in: &self, environment)
        return JobStep(job: job, hasEnded: true)
    }

    /// Lets time pass for a phone that nobody uses and nobody runs errands for: jobs begin and end when they are due, the
    /// screen locks. A job that needs something from outside stays, and those after it go on.
    ///
    /// The agent goes the same way step by step, because it keeps the phone after each.
    /// - Parameters:
    ///   - start: what time it is before.
    ///   - environment: at the end of that time.
    package mutating func letTimePass(from start: Instant, to environment: PhoneEnvironment) {
        var moment = environment
        moment.now = start
        // What plans itself anew without end, such as a daily restart, goes on next time.
        for _ in 0..<Self.mostSteps {
            guard let job = Self.next(of: jobs.filter { $0.errand == nil }), job.due <= environment.now else { break }
            moment.now = max(moment.now, job.due)
            lockIfIdle(now: moment.now)
            _ = advance(job, moment)
        }
        lockIfIdle(now: environment.now)
    }

    private static var mostSteps: Int { 1000 }

    /// Goes on with a job by what came of its errand.
    /// - Parameter job: as it was when the errand was begun.
    /// - Returns: what was done; nil where the phone has that job no more, as after a wipe.
    package mutating func advance(
        _ job: Job, by outcome: ErrandOutcome, _ environment: PhoneEnvironment
    ) -> JobStep? {
        guard jobs.contains(job) else { return nil }
        effects.removeAll()
        if let course = Self.provider(of: job)?.proceed(job, by: outcome, in: &self, environment) {
            return follow(course, of: job, environment.now)
        }
        self[JobList.self].jobs.removeAll { $0.id == job.id }
        return JobStep(job: job, hasEnded: true)
    }

    private mutating func follow(_ course: JobCourse, of job: Job, _ now: Instant) -> JobStep {
        var job = job
        job.due = now.adding(seconds: max(0, course.seconds))
        job.isBegun = true
        job.isAway = course.isAway
        job.errand = course.errand
        // A provider that wipes the phone has taken its jobs too.
        if let place = jobs.firstIndex(where: { $0.id == job.id }) { self[JobList.self].jobs[place] = job }
        return JobStep(job: job, hasEnded: false)
    }

    private static func provider(of job: Job) -> (any Provider)? {
        ConfigurationServiceProvider.all.first { $0.name == job.csp }?.provider
    }

    /// The account goes, and what its CSPs remember with it. What a server has planned for later is not done; what is due
    /// already is.
    mutating func forgetServer(now: Instant) {
        memory.forget(
            ConfigurationServiceProvider.all.map(\.name) + [Outbox.key, SCEPUnderway.key, SCEPResults.key])
        cancelJobs { $0.due > now }
    }
}
