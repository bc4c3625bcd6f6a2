import Advice

/// What statuses mean, for who sees them and not the phone.
extension ConversationMessage {
    /// A status of a command at a node: what it means is found once.
    private struct Subject: Hashable {
        var status: Int
        var command: String
        var address: String?
    }

    /// Of so many different ones the nodes are looked up, because a name that nobody knows is looked for in all descriptions;
    /// of more it is told what the status means anywhere.
    private static let mostNodes = 50

    /// Adds to each command what its status means, where no reason is told.
    mutating func interpret(by interpreter: StatusInterpreter) {
        var known: [Subject: [String]] = [:]
        for place in commands.indices {
            // The phone's own statuses are told again at the commands that they are about.
            guard let status = commands[place].status, commands[place].reason == nil, commands[place].name != "Status"
            else { continue }
            let command = commands[place]
            var subject = Subject(status: status, command: command.name, address: command.address)
            if known[subject] == nil, known.count >= Self.mostNodes { subject.address = nil }
            let meaning =
                known[subject] ?? interpreter.meaning(of: status, to: command.name, at: subject.address)
            known[subject] = meaning
            commands[place].meaning = meaning.isEmpty ? nil : meaning
        }
    }
}
