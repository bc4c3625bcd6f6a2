package import Metrics
import SyncML
import Synchronization

/// What an agent counts of its work, through whatever collects metrics.
///
/// Labels have few values each, whatever a server sends: names of a server's making are no labels.
package final class AgentFigures: Sendable {
    private let factory: any MetricsFactory
    /// The counters that were needed so far: a session counts dozens of times, and asking the factory each time costs more
    /// than all the rest of it.
    private let counters = Mutex<[Figure: Counter]>([:])
    /// The same for commands. They are few and their names short, so looking one up goes through all.
    private let commandCounters = Mutex<[CommandCounter]>([])
    private let sessionTime: Timer
    private let messageTime: Timer

    private struct CommandCounter {
        let command: String
        let code: StatusCode?
        let counter: Counter
    }

    /// What is counted, with the values of its labels.
    private enum Figure: Hashable {
        case message(Direction)
        case retry
        case tolerance(String)
        case session(String)
    }

    package init(factory: any MetricsFactory) {
        self.factory = factory
        sessionTime = Timer(label: Name.sessionTime, factory: factory)
        messageTime = Timer(label: Name.messageTime, factory: factory)
    }

    /// What each metric is, for people.
    package static let help = [
        Name.sessions: "Sessions with the management server that have ended, by how.",
        Name.messages: "OMA-DM messages, by whether the phone sent or received them.",
        Name.commands: "Commands of the server that were answered, by name and status.",
        Name.tolerances: "Oddities in messages of the server that were read all the same, by kind.",
        Name.retries: "Messages that were sent again because no answer came.",
        Name.sessionTime: "How long sessions took from the first message to the end, in seconds.",
        Name.messageTime: "How long the server took to answer a message, in seconds.",
    ]

    private enum Name {
        static let sessions = "understudy_sessions_total"
        static let messages = "understudy_messages_total"
        static let commands = "understudy_commands_total"
        static let tolerances = "understudy_tolerances_total"
        static let retries = "understudy_retries_total"
        static let sessionTime = "understudy_session_seconds"
        static let messageTime = "understudy_message_seconds"
    }

    package enum Direction: String, Hashable, Sendable {
        case sent, received
    }

    /// Counts a message.
    func countMessage(_ direction: Direction) {
        increment(.message(direction))
    }

    /// Counts a message that is sent again.
    func countRetry() {
        increment(.retry)
    }

    /// Counts the commands that were answered.
    func countCommands(_ statuses: [Status]) {
        commandCounters.withLock { counters in
            // By place: going through the arrays would copy what stands in them.
            for index in statuses.indices {
                let code = statuses[index].code
                let name = Self.label(ofCommand: statuses[index].command)
                if let place = counters.indices.first(where: {
                    counters[$0].code == code && counters[$0].command == name
                }) {
                    counters[place].counter.increment()
                } else {
                    let made = counter(name, code)
                    made.increment()
                    counters.append(CommandCounter(command: name, code: code, counter: made))
                }
            }
        }
    }

    private func counter(_ command: String, _ code: StatusCode?) -> Counter {
        let status = code.map { "\($0.rawValue)" } ?? "none"
        return Counter(label: Name.commands, dimensions: [("command", command), ("status", status)], factory: factory)
    }

    /// Counts an oddity of a message.
    /// - Parameter kind: one of a fixed set of names.
    func countTolerance(_ kind: String) {
        increment(.tolerance(kind))
    }

    /// Counts a session that has ended.
    /// - Parameter outcome: one of a fixed set of names.
    func countSession(_ outcome: String, after duration: Duration) {
        increment(.session(outcome))
        sessionTime.record(duration: duration)
    }

    /// Notes how long the answer to a message took.
    func noteAnswer(after duration: Duration) {
        messageTime.record(duration: duration)
    }

    private func increment(_ figure: Figure) {
        let counter = counters.withLock { counters in
            if let known = counters[figure] { return known }
            let (name, labels) = Self.label(of: figure)
            let made = Counter(label: name, dimensions: labels, factory: factory)
            counters[figure] = made
            return made
        }
        counter.increment()
    }

    private static func label(of figure: Figure) -> (name: String, labels: [(String, String)]) {
        switch figure {
        case .message(let direction): (Name.messages, [("direction", direction.rawValue)])
        case .retry: (Name.retries, [])
        case .tolerance(let kind): (Name.tolerances, [("kind", kind)])
        case .session(let outcome): (Name.sessions, [("outcome", outcome)])
        }
    }

    /// The commands that a status can be for (OMA-TS-DM_RepPro-V1_2_1 section 6.5); all else is one label.
    private static func label(ofCommand command: String) -> String {
        switch command {
        case "Replace", "Get", "SyncHdr", "Exec", "Add", "Delete", "Sequence", "Atomic", "Alert", "Results", "Copy":
            command
        default: "other"
        }
    }
}
