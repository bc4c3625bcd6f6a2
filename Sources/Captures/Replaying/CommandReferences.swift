internal import Session
internal import SyncML

/// Which command of a live server stands for which of the recorded one's: what the device answered to the one, it answers to
/// the other.
struct CommandReferences: Sendable {
    private struct Reference: Hashable {
        var message: String
        var command: String
    }

    /// The live server's command for the recorded one's.
    private var live: [Reference: Reference] = [:]
    /// The MsgID of the live server's last message, and the commands of it, where the recorded message is not known.
    private var last: String?
    private var unpaired: [String: String]?

    /// Takes a message of the live server and the recorded one in whose place it stands: commands of the same name for the same
    /// node belong together, the first to the first.
    /// - Parameter recorded: nil where the capture does not hold it.
    mutating func learn(recorded: Message?, live answer: Message) {
        let number = answer.header?.messageID ?? ""
        last = number
        unpaired = nil
        guard let recorded else {
            // Then only the number can tell.
            unpaired = Dictionary(
                answer.requests.compactMap { command in command.id.map { ($0, command.name) } },
                uniquingKeysWith: { first, _ in first })
            return
        }
        var waiting: [String: [String]] = [:]
        for command in answer.requests.reversed() {
            if let id = command.id { waiting[Self.key(command), default: []].append(id) }
        }
        for command in recorded.requests {
            guard let id = command.id, let partner = waiting[Self.key(command)]?.popLast() else { continue }
            let reference = Reference(message: recorded.header?.messageID ?? "", command: id)
            live[reference] = Reference(message: number, command: partner)
        }
    }

    /// A recorded command as it is said to the live server; nil for an answer to what the live server did not ask.
    func translated(_ command: Command) -> Command? {
        switch command {
        case .status(var status):
            status.credential = nil
            status.challenge = nil
            guard status.command != "SyncHdr" else {
                guard let last else { return nil }
                status.messageRef = last
                status.targetRefs = []
                status.sourceRefs = []
                // The live server's credential is not looked at, so it is neither accepted nor refused.
                if status.code == .authenticationAccepted { status.code = .ok }
                return .status(status)
            }
            let name = status.command
            guard let reference = reference(status.messageRef, status.commandRef, of: name) else { return nil }
            (status.messageRef, status.commandRef) = (reference.message, reference.command)
            return .status(status)
        case .results(var results):
            guard let reference = reference(results.messageRef ?? "1", results.commandRef ?? "", of: "Get") else {
                return nil
            }
            (results.messageRef, results.commandRef) = (reference.message, reference.command)
            return .results(results)
        case .access, .alert, .container, .unknown: return command
        }
    }

    private func reference(_ message: String, _ command: String, of name: String) -> Reference? {
        if let known = live[Reference(message: message, command: command)] { return known }
        guard let last, unpaired?[command] == name else { return nil }
        return Reference(message: last, command: command)
    }

    private static func key(_ command: Command) -> String {
        switch command {
        case .access(let access): "\(command.name) \(access.items.first?.target ?? access.items.first?.source ?? "")"
        case .alert(let alert): "Alert \(alert.code?.rawValue ?? 0)"
        case .container, .status, .results, .unknown: command.name
        }
    }
}

extension Message {
    /// What is asked of the other side, in document order.
    fileprivate var requests: [Command] {
        commands.inDocumentOrder.filter { command in
            switch command {
            case .access, .alert, .container, .unknown: true
            case .status, .results: false
            }
        }
    }
}
