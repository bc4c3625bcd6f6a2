package import Metrics
import SyncML
import Synchronization

/// What an agent counts of its work, through whatever collects metrics.
///
/// Labels have few values each, whatever a server sends: names of a server's making are no labels.
package final class AgentFigures: Sendable {
    private let factory: any MetricsFactory
    private let device: [(String, String)]
    private let sent: Counter
    private let received: Counter
    private let retries: Counter
    /// The counters that were needed so far: a session counts dozens of times, and asking the factory each time costs more
    /// than all the rest of it.
    private let counters = Mutex<[Figure: Counter]>([:])
    /// The same for commands; they are few, so looking one up goes through all.
    private let commandCounters = Mutex<[CommandCounter]>([])
    private let sessionTime: Timer
    private let messageTime: Timer

    private struct CommandCounter {
        let command: String
        let code: StatusCode?
        let counter: Counter

        func counts(_ command: String, _ code: StatusCode?) -> Bool {
            self.command == command && self.code == code
        }
    }

    /// What is counted, with the values of its labels.
    private enum Figure: Hashable {
        case tolerance(String)
        case session(String)
    }

    /// - Parameter device: the phone's id, a label of all figures; nil for figures that many phones share.
    package init(factory: any MetricsFactory, device: String?) {
        self.factory = factory
        let device = device.map { [("device", $0)] } ?? []
        self.device = device
        sent = Counter(label: Name.messages, dimensions: device + [("direction", "sent")], factory: factory)
        received = Counter(label: Name.messages, dimensions: device + [("direction", "received")], factory: factory)
        retries = Counter(label: Name.retries, dimensions: device, factory: factory)
        sessionTime = Timer(label: Name.sessionTime, dimensions: device, factory: factory)
        messageTime = Timer(label: Name.messageTime, dimensions: device, factory: factory)
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

    /// Counts a message of the phone.
    func countSent() { sent.increment() }

    /// Counts a message of the server.
    func countReceived() { received.increment() }

    /// Counts a message that is sent again.
    func countRetry() { retries.increment() }

    /// Counts the commands that were answered.
    func countCommands(_ statuses: [Status]) {
        commandCounters.withLock { counters in
            // Most are answered as the one before. By place: going through the arrays would copy what stands in them.
            var place = counters.endIndex
            for index in statuses.indices {
                let (command, code) = (statuses[index].command, statuses[index].code)
                if place == counters.endIndex || !counters[place].counts(command, code) {
                    place = self.place(of: command, code, in: &counters)
                }
                counters[place].counter.increment()
            }
        }
    }

    /// The place of a command's counter, which is made if there is none.
    private func place(of command: String, _ code: StatusCode?, in counters: inout [CommandCounter]) -> Int {
        if let known = counters.indices.first(where: { counters[$0].counts(command, code) }) { return known }
        let label = Self.label(ofCommand: command)
        guard label == command else { return place(of: label, code, in: &counters) }
        let status = code.map { "\($0.rawValue)" } ?? "none"
        let labels = [("command", label), ("status", status)]
        let counter = Counter(label: Name.commands, dimensions: device + labels, factory: factory)
        counters.append(CommandCounter(command: label, code: code, counter: counter))
        return counters.endIndex - 1
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
            let made = Counter(label: name, dimensions: device + labels, factory: factory)
            counters[figure] = made
            return made
        }
        counter.increment()
    }

    private static func label(of figure: Figure) -> (name: String, labels: [(String, String)]) {
        switch figure {
        case .tolerance(let kind): (Name.tolerances, [("kind", kind)])
        case .session(let outcome): (Name.sessions, [("outcome", outcome)])
        }
    }

    private static let other = "other"

    /// The commands that a status can be for (OMA-TS-DM_RepPro-V1_2_1 section 6.5); all else is one label.
    private static func label(ofCommand command: String) -> String {
        switch command {
        case "Replace", "Get", "SyncHdr", "Exec", "Add", "Delete", "Sequence", "Atomic", "Alert", "Results", "Copy",
            other:
            command
        default: other
        }
    }
}
