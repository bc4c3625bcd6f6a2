import SyncML

/// What the phone had to say when it sent its last message, and what waited then: enough to say it once more.
struct SaidMessage: Sendable {
    var answer: Answer
    var alerts: [Alert]
    /// What older messages had left.
    var waiting: ReplyQueue
    var isServerDone: Bool
}

/// The commands of the phone's last message that a server may answer with a Status, by CmdID.
struct SentCommands: Sendable {
    private var names: [String: String] = [:]
    /// The numbers of results that stand one behind the other.
    private var results: Range<Int> = 0..<0

    init() {}

    /// - Parameter commands: numbered already; statuses among them are not answered.
    init(_ commands: [Command]) {
        for command in commands {
            if case .status = command { continue }
            if let id = command.id { names[id] = command.name }
        }
    }

    init(results count: Int, after statuses: Int) {
        results = statuses + 1..<statuses + 1 + count
    }

    /// The name of a command, such as `Alert`; nil where there is none of that number.
    func name(of id: String) -> String? {
        if let name = names[id] { return name }
        return Int(id).map { results.contains($0) } == true ? "Results" : nil
    }
}
