import Agent
import ArgumentParser
import Session
import Synchronization
import SyncML

/// Shows a session as it goes: line by line for people, or one JSON document at the end.
final class SessionShow: Sendable {
    private let json: Bool
    private let kept = Mutex<[AgentEvent]>([])
    private let tolerances = Mutex(ToleranceShow())

    init(json: Bool) {
        self.json = json
    }

    func event(_ event: AgentEvent) {
        if json { return kept.withLock { $0.append(event) } }
        guard tolerances.withLock({ $0.isNew(event) }), let line = EventText.line(event) else { return }
        switch event.kind {
        case .retrying, .note, .tolerance: Console.error(line)
        default: Console.print(line)
        }
    }

    /// Tells how often the server did what it must not, where it did.
    func endTolerances() {
        if !json, let summary = tolerances.withLock({ $0.summary }) { Console.error("understudy: \(summary)") }
    }

    /// Tells how it ended.
    /// - Throws: the exit code 1 where a status was not one of success.
    func end(_ report: DeviceAgent.SessionReport?) throws {
        endTolerances()
        if json { try Console.json(Document(events: kept.withLock { $0 }, report: report)) }
        guard let report, !report.isSuccess else { return }
        if !json { Console.error("understudy: not every status is one of success") }
        throw ExitCode(1)
    }

    private struct Document: Encodable {
        var events: [AgentEvent]
        var messages: Int?
        var statuses: [Int]?
        var isSuccess: Bool

        init(events: [AgentEvent], report: DeviceAgent.SessionReport?) {
            self.events = events
            messages = report?.messages
            statuses = report?.statuses.map { Int($0.rawValue) }
            isSuccess = report?.isSuccess ?? true
        }
    }
}
