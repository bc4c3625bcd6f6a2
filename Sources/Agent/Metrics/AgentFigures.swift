package import Metrics
import Synchronization

/// What an agent counts of its work, through whatever collects metrics.
///
/// Labels have few values each, whatever a server sends: names of a server's making are no labels.
package final class AgentFigures: Sendable {
    private let factory: any MetricsFactory
    /// The counters that were needed so far: a session counts dozens of times, and asking the factory each time costs more
    /// than all the rest of it.
    private let counters = Mutex<[Figure: Counter]>([:])

    /// What is counted, with the values of its labels.
    private enum Figure: Hashable {
        case sent, received, retry
        case command(String, status: Int?)
        case tolerance(String)
        case session(String)
    }

    package init(factory: any MetricsFactory) {
        self.factory = factory
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

    /// Counts an event, if it is one that counts.
    func count(_ event: AgentEvent) {
        switch event.kind {
        case .messageSent: increment(.sent)
        case .messageReceived: increment(.received)
        case .retrying: increment(.retry)
        case .command:
            let name = event.command ?? ""
            increment(.command(Self.commands.contains(name) ? name : "other", status: event.status))
        case .sessionStarted, .sessionEnded, .tolerance, .result, .enrollmentCall, .enrolled, .renewed, .unenrolled,
            .screenLocked, .screenUnlocked, .pinReplaced, .wiped, .pollPlanned, .pushReceived, .note:
            break
        }
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
        Timer(label: Name.sessionTime, factory: factory).record(duration: duration)
    }

    /// Notes how long the answer to a message took.
    func noteAnswer(after duration: Duration) {
        Timer(label: Name.messageTime, factory: factory).record(duration: duration)
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
        case .sent: (Name.messages, [("direction", "sent")])
        case .received: (Name.messages, [("direction", "received")])
        case .retry: (Name.retries, [])
        case .command(let name, let status):
            (Name.commands, [("command", name), ("status", status.map { "\($0)" } ?? "none")])
        case .tolerance(let kind): (Name.tolerances, [("kind", kind)])
        case .session(let outcome): (Name.sessions, [("outcome", outcome)])
        }
    }

    /// The commands that a status can be for (OMA-TS-DM_RepPro-V1_2_1 section 6.5).
    private static let commands: Set = [
        "SyncHdr", "Get", "Add", "Replace", "Delete", "Exec", "Copy", "Alert", "Atomic", "Sequence", "Results",
    ]
}
