import Agent
import Session
import Synchronization

/// Shows a session as it goes: line by line for people, or in the command's document at the end.
final class SessionShow: Sendable {
    private let json: Bool
    private let failsOnStatus: Bool
    private let kept = Mutex<[AgentEvent]>([])
    private let tolerances = Mutex(ToleranceShow())

    /// - Parameter failsOnStatus: whether a status that is none of success makes the command fail.
    init(json: Bool, failsOnStatus: Bool = false) {
        self.json = json
        self.failsOnStatus = failsOnStatus
    }

    /// Lets the agent work, and shows meanwhile what happens.
    /// - Parameter work: gives the report of the session, if there was one.
    /// - Returns: what came of it, also where the work failed.
    func following(
        _ hand: AgentAtHand, _ work: @Sendable (DeviceAgent) async throws -> DeviceAgent.SessionReport?
    ) async -> CommandResult {
        var result: CommandResult
        var document = Document()
        do {
            let report = try await hand.watching(event) { try await work(hand.agent) }
            result = report.map { self.result(of: $0.outcome.outcome, isSuccess: $0.isSuccess) } ?? CommandResult()
            document.add(report)
        } catch {
            result = CommandResult(error)
        }
        endTolerances()
        document.events = kept.withLock { $0 }
        result.isEnrolled = await hand.agent.isEnrolled
        result.body = document
        return result
    }

    /// What a session comes to that the running phone had.
    func result(of reply: SyncReply) -> CommandResult {
        for event in reply.events { self.event(event) }
        endTolerances()
        var result = result(of: reply.outcome, isSuccess: reply.isSuccess)
        result.isEnrolled = reply.isEnrolled
        result.body = reply
        return result
    }

    private func result(of outcome: Outcome, isSuccess: Bool) -> CommandResult {
        var result = CommandResult(outcome)
        switch outcome {
        case .done:
            guard failsOnStatus, !isSuccess else { break }
            result.outcome = .failed
            result.error = "not every status is one of success, which --fail-on-status asks for"
        case .refused: result.error = "the server has broken off the session (alert 1223)"
        default: result.error = "the session was broken off"
        }
        return result
    }

    private func event(_ event: AgentEvent) {
        if json { return kept.withLock { $0.append(event) } }
        guard tolerances.withLock({ $0.isNew(event) }), let line = EventText.line(event) else { return }
        switch event.kind {
        case .retrying, .note, .tolerance: Console.error(line)
        default: Console.print(line)
        }
    }

    /// Tells how often the server did what it must not, where it did.
    private func endTolerances() {
        if !json, let summary = tolerances.withLock({ $0.newSummary() }) { Console.error("understudy: \(summary)") }
    }

    private struct Document: Encodable {
        var events: [AgentEvent] = []
        var sessionOutcome: String?
        var messages: Int?
        var statuses: [NamedStatus]?
        var isSuccess: Bool?

        mutating func add(_ report: DeviceAgent.SessionReport?) {
            sessionOutcome = report?.outcome.label
            messages = report?.messages
            statuses = report?.statuses.map { NamedStatus($0) }
            isSuccess = report?.isSuccess
        }
    }
}
