import Conversations
import ManagementTree
import Session
import SimulatedPhone
import SyncML
import Wire

/// Drives one session over an exchange: sends what the machine says, gives back what came, and keeps the phone before each
/// answer goes out.
struct SessionDriver {
    let start: SessionStart
    let exchange: any Exchange
    /// How often a lost connection is tried again; nil for what the account says.
    let retryLimit: Int?

    /// What became of the session.
    struct Course {
        var outcome: SessionOutcome
        var messages = 0
        var statuses: [StatusCode] = []

        mutating func add(_ answered: [Status]) {
            // By place: going through the array would copy what stands in it.
            for index in answered.indices {
                if let code = answered[index].code { statuses.append(code) }
            }
        }
    }

    /// What follows a message of the server.
    private enum Step {
        case send(OutgoingMessage)
        case finish(SessionOutcome)
    }

    /// Runs the session to its end.
    /// - Throws: where the server cannot be reached or understood, or the phone not be kept. The session is then lost, and
    ///   the phone is as after the last message that was run.
    func run(on agent: isolated DeviceAgent) async throws(AgentError) -> Course {
        guard var machine = try await agent.begin(start) else { throw AgentError.notEnrolled }
        let session = machine.sessionID
        agent.tell(.sessionStarted) { $0.session = session }
        agent.configuration.conversation?.begin(session: session, at: agent.clock.now())
        var course = Course(outcome: .completed)
        var message = machine.begin(agent.phone)
        while true {
            guard let answer = try await send(message, &machine, agent, isFirst: course.messages == 0) else {
                course.outcome = .silent
                return course
            }
            course.messages += 1
            if let ending = message.ending {
                course.outcome = ending
                return course
            }
            switch try await receive(answer, &machine, agent, &course) {
            case .send(let next): message = next
            case .finish(let outcome):
                course.outcome = outcome
                return course
            }
        }
    }

    /// Sends a message. A server that answers the first one with an error may be too old for it.
    /// - Returns: nil where nothing is sent, because an answer rule says so.
    private func send(
        _ message: OutgoingMessage, _ machine: inout SessionMachine, _ agent: isolated DeviceAgent, isFirst: Bool
    ) async throws(AgentError) -> WireResponse? {
        do {
            return try await agent.post(message, over: exchange, session: machine.sessionID, retryLimit: retryLimit)
        } catch {
            guard isFirst, case .badStatus(let status) = error.code,
                let older = machine.beginInOlderVersion(agent.phone)
            else { throw error }
            agent.tell(.note, "the server answered with HTTP status \(status); trying OMA-DM 1.1")
            return try await agent.post(older, over: exchange, session: machine.sessionID, retryLimit: retryLimit)
        }
    }

    private func receive(
        _ response: WireResponse, _ machine: inout SessionMachine, _ agent: isolated DeviceAgent, _ course: inout Course
    ) async throws(AgentError) -> Step {
        guard !response.body.isEmpty else {
            try await agent.keep()
            return .finish(machine.receiveNothing())
        }
        let reading = try agent.read(response)
        agent.tellReceived(reading, session: machine.sessionID)
        try agent.tolerate(response, reading.message, as: machine.oddities(of: reading.message), machine.sessionID)
        if agent.configuration.busyTime > .zero, reading.message.isWork,
            let ending = try await keepWaiting(agent.configuration.busyTime, &machine, agent)
        {
            try await agent.keep()
            return .finish(ending)
        }
        try WindowsRequest.checkAnswerPlace(of: reading.message, agent.phone)
        let step = try await run(reading.message, &machine, agent)
        if case .send(let next) = step, let answer = next.answer {
            course.add(answer.statuses)
            agent.tellAnswer(answer, to: reading.message, size: response.body.count, session: machine.sessionID)
        }
        agent.performEffects()
        return step
    }

    /// Runs a message, and gets what its commands need. Meanwhile only this session waits: a person may use the phone, and
    /// the message is run on what the phone is then.
    private func run(
        _ message: Message, _ machine: inout SessionMachine, _ agent: isolated DeviceAgent
    ) async throws(AgentError) -> Step {
        var outside = OutsideAnswers()
        while true {
            // The machine changes only together with the phone: where the phone cannot be kept, neither has changed.
            var tried = machine
            let (action, environment) = try await agent.change { phone, environment in
                var environment = environment
                environment.outside = outside
                tried.rules = agent.answerRules
                let action = tried.receive(message, &phone, environment)
                agent.answerRules = tried.rules
                return (action, environment)
            }
            switch action {
            case .send(let next):
                try tell(agent.configuration.witness, environment)
                machine = tried
                return .send(next)
            case .finish(let outcome):
                try tell(agent.configuration.witness, environment)
                machine = tried
                return .finish(outcome)
            case .needs(.time(let time)):
                if let ending = try await keepWaiting(time, &machine, agent) {
                    try await agent.keep()
                    return .finish(ending)
                }
                outside.addTime()
            case .needs(let need):
                await outside.get(need, from: agent.pinResetService)
                // Who was told to stop has no answer: nothing was run, and the server asks again.
                if Task.isCancelled { throw AgentError(.cancelled, "the agent was told to stop") }
            }
        }
    }

    private func tell(
        _ witness: (any SessionWitness)?, _ environment: PhoneEnvironment
    ) throws(AgentError) {
        do {
            try witness?.hasRun(in: environment)
        } catch {
            throw AgentError(error)
        }
    }

    /// A phone that needs long for its commands says so with alert 1224, if its server wants to hear it.
    private func keepWaiting(
        _ time: Duration, _ machine: inout SessionMachine, _ agent: isolated DeviceAgent
    ) async throws(AgentError) -> SessionOutcome? {
        var left = time
        while left > .zero {
            let wait = min(left, agent.configuration.keepAliveInterval)
            try await agent.sleep(wait)
            left -= wait
            guard left > .zero, agent.phone.accountValue(["EnableOmaDmKeepAliveMessage"])?.flag == true else {
                continue
            }
            let response = try await agent.post(
                machine.requestPending(), over: exchange, session: machine.sessionID, retryLimit: retryLimit)
            var message: Message?
            if let response, !response.body.isEmpty { message = try agent.read(response).message }
            if let ending = machine.acknowledge(message) { return ending }
        }
        return nil
    }
}

extension Message {
    /// Whether there is something to run, which may take its time.
    fileprivate var isWork: Bool {
        commands.contains { command in
            switch command {
            case .access, .container: true
            case .alert, .status, .results, .unknown: false
            }
        }
    }
}
