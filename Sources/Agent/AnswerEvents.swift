import ManagementTree
import Session
import SimulatedPhone
import SyncML

/// The events of one answer: every command with its status, every result with its value; the new PIN is not told.
struct AnswerEvents: Sendable {
    let answer: Answer
    /// What was answered.
    let message: Message
    let session: String
    let time: Instant

    var count: Int {
        answer.results.reduce(answer.statuses.count) { $0 + $1.items.count }
    }

    func make() -> [AgentEvent] {
        var addresses: [String: [String]] = [:]
        for command in message.commands { command.collectAddresses(into: &addresses) }
        var events: [AgentEvent] = []
        for (index, status) in answer.statuses.enumerated() {
            var event = AgentEvent(.command, at: time, text: answer.reasons[index])
            event.session = session
            event.message = status.messageRef
            event.command = status.command
            event.commandID = status.commandRef
            event.uris = addresses[status.commandRef]
            event.status = status.code.map { Int($0.rawValue) }
            events.append(event)
        }
        for results in answer.results {
            for item in results.items {
                let text = Self.isSecret(item) ? "(not told here)" : item.data?.text
                var event = AgentEvent(.result, at: time, text: text)
                event.session = session
                event.commandID = results.commandRef
                event.uris = item.source.map { [$0] }
                events.append(event)
            }
        }
        return events
    }

    /// Whether a result is the new PIN, in whatever way its address is written.
    private static func isSecret(_ item: Item) -> Bool {
        guard let source = item.source, let uri = try? NodeURI(parsing: source) else { return false }
        return uri.lastName == "NewPINValue"
    }
}

extension Command {
    /// The addresses of all items, by CmdID.
    fileprivate func collectAddresses(into addresses: inout [String: [String]]) {
        switch self {
        case .access(let command):
            if let id = command.id { addresses[id, default: []] += command.items.compactMap(\.target) }
        case .container(let container):
            for command in container.commands { command.collectAddresses(into: &addresses) }
        case .alert, .status, .results, .unknown: break
        }
    }
}
