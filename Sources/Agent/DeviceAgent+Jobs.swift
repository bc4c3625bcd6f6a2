import Notation
import SimulatedPhone

/// What the phone does after its answers, in its time.
extension DeviceAgent {
    /// Begins and ends the jobs that are due; each step is kept before the next one.
    func runDueJobs() async throws(AgentError) {
        while let next = phone.nextJob, next.due <= clock.now() {
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
            event.text = job.order + (isGoingOn ? ", until \(job.due.text)" : "")
        }
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
