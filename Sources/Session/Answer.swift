package import SyncML

/// What the phone has to say to one message.
package struct Answer: Equatable, Sendable {
    /// All statuses in the order of the commands, the header's first.
    package var statuses: [Status]
    /// What the Gets found, in the order of the Gets.
    package var results: [Results]
    /// Why a status is not 200, for people, by the status's place: which rule, which node, which value, what to do.
    /// Nothing of it goes to the server.
    package var reasons: [Int: String]

    /// Whether every status is one of success.
    package var isSuccess: Bool {
        statuses.allSatisfy { $0.code?.isSuccess ?? false }
    }

    /// What is said of a message so far: nothing.
    init() {
        statuses = []
        results = []
        reasons = [:]
    }

    /// Adds a status. Statuses come first in the reply, so their numbers are known at once.
    mutating func add(
        _ command: String, _ id: String?, _ code: StatusCode, to messageID: String, _ reason: String? = nil
    ) {
        let number = statuses.count
        if let reason { reasons[number] = reason }
        statuses.append(
            Status(
                id: CommandID.text(number + 1), messageRef: messageID, commandRef: id ?? "", command: command,
                code: code))
    }

    /// Adds the same status for every command, also those in containers: nothing of them is run.
    mutating func addAll(_ commands: [Command], _ code: StatusCode, to messageID: String, _ reason: String) {
        for command in commands where command.isToBeAnswered {
            add(command.name, command.id, code, to: messageID, reason)
            if case .container(let container) = command { addAll(container.commands, code, to: messageID, reason) }
        }
    }
}
