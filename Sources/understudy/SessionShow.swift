import Agent
import ArgumentParser
import Session
import Synchronization
import SyncML

/// Shows a session as it goes: line by line for people, or one JSON document at the end.
final class SessionShow: Sendable {
    private let json: Bool
    private let kept = Mutex<[AgentEvent]>([])

    init(json: Bool) {
        self.json = json
    }

    func event(_ event: AgentEvent) {
        if json { return kept.withLock { $0.append(event) } }
        guard let line = EventText.line(event) else { return }
        if event.kind == .retrying || event.kind == .note { Console.error(line) } else { Console.print(line) }
    }

    /// Tells how it ended.
    /// - Throws: the exit code 1 where a status was not one of success.
    func end(_ report: DeviceAgent.SessionReport?) throws {
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
