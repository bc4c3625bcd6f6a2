import Notation
import SimulatedPhone

/// What the phone does after its answers, in its time.
extension DeviceAgent {
    /// Begins and ends the jobs that are due, and runs their errands; each step is kept before the next one.
    func runDueJobs() async throws(AgentError) {
        while let next = phone.nextJob, next.due <= clock.now() {
            if let errand = next.errand {
                try await run(errand, of: next)
                continue
            }
            let step = try await change { phone, environment in phone.advanceJobs(environment) }
            guard let step else { return }
            tell(step)
            performEffects()
        }
    }

    private func tell(_ step: JobStep) {
        let job = step.job
        let isGoingOn = !step.hasEnded && job.due > clock.now()
        tell(step.hasEnded ? .jobEnded : .jobBegun) { event in
            event.label = job.csp
            event.text = job.words + (isGoingOn ? ", until \(job.due.text)" : "")
        }
    }

    private func run(_ errand: Errand, of job: Job) async throws(AgentError) {
        tell(.jobErrand) { event in
            event.label = job.csp
            event.text = "\(errand)"
        }
        let outcome = try await outcome(of: errand)
        // An errand that was broken off is run again by the next process.
        guard !Task.isCancelled else { throw AgentError(.cancelled, "the agent was told to stop") }
        let step = try await change { phone, environment in phone.advance(job, by: outcome, environment) }
        guard let step else { return }
        if step.hasEnded { tell(step) }
        performEffects()
    }

    /// Waits while a job has the phone. To be called in turn, before anything that talks to a server.
    func waitUntilBack() async throws(AgentError) {
        try await runDueJobs()
        while let until = phone.awayUntil {
            tell(.note, "the phone is away until \(until.text), and goes on then")
            try await sleep(.seconds(max(1, until.seconds - clock.now().seconds)))
            try await runDueJobs()
        }
    }
}
