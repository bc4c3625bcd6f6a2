/// The commands that a session has sent, each found at once by what a Status or Results refers to: a phone may send many of
/// both, and each must not cost a look at all that was sent.
struct LabSentCommands: Sendable {
    /// `MsgRef` and `CmdRef`.
    private struct Reference: Hashable {
        let message: String
        let command: String
    }

    private var commands: [SentCommand] = []
    /// Where those of a reference are, counted from the first that was ever sent. Where a server gives one id twice there are
    /// several.
    private var index: [Reference: [Int]] = [:]
    /// How many are not known any more; they came first.
    private var forgotten = 0

    init() {}

    /// Whether the server has asked by one of them what the device is.
    var hasQuestion: Bool { commands.contains(where: \.isQuestion) }

    subscript(place: Int) -> SentCommand {
        get { commands[place - forgotten] }
        set { commands[place - forgotten] = newValue }
    }

    /// Adds what was sent; of more than so many the oldest are forgotten.
    mutating func add(_ sent: [SentCommand], keeping limit: Int) {
        for command in sent {
            index[Self.reference(of: command), default: []].append(forgotten + commands.count)
            commands.append(command)
        }
        let surplus = max(0, commands.count - limit)
        for command in commands.prefix(surplus) {
            let reference = Self.reference(of: command)
            index[reference]?.removeFirst()
            if index[reference]?.isEmpty == true { index[reference] = nil }
        }
        commands.removeFirst(surplus)
        forgotten += surplus
    }

    /// Takes out those of a message.
    mutating func take(message: String) -> [SentCommand] {
        let taken = commands.filter { $0.messageID == message }
        let rest = commands.filter { $0.messageID != message }
        self = LabSentCommands(rest)
        return taken
    }

    /// The place of the command that a reference means. Of several with one id they are answered in their order, and
    /// what is left over, such as a second Status for another item, belongs to the last.
    func place(messageRef: String, commandRef: String, name: String?) -> Int? {
        let places = index[Reference(message: messageRef, command: commandRef)] ?? []
        let fitting = places.filter { name == nil || name == self[$0].name }
        return fitting.first { !self[$0].isAnswered } ?? fitting.last
    }

    private init(_ commands: [SentCommand]) {
        add(commands, keeping: commands.count)
    }

    private static func reference(of command: SentCommand) -> Reference {
        Reference(message: command.messageID, command: command.id ?? "")
    }
}

/// What is kept is the list alone; where things are in it follows.
extension LabSentCommands: Codable, Equatable {
    init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([SentCommand].self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(commands)
    }

    static func == (left: Self, right: Self) -> Bool { left.commands == right.commands }
}
