import SyncML

/// The rules of protocol.md 1.6 and 1.7 on which statuses a reply holds, and in which order.
enum StatusOrder {
    /// What is wrong with a reply; nil where nothing is.
    static func objection(to reply: Message, answering message: Message) -> String? {
        var statuses: [Status] = []
        var answered: [String?] = []
        for (index, command) in reply.commands.enumerated() {
            guard command.id == String(index + 1) else {
                return "command \(index + 1) has the id \(command.id ?? "none")"
            }
            switch command {
            case .status(let status):
                guard answered.isEmpty else { return "status \(index + 1) stands behind results" }
                statuses.append(status)
            case .results(let results): answered.append(results.commandRef)
            case .access, .alert, .container, .unknown: return "command \(index + 1) is neither Status nor Results"
            }
        }
        guard let header = statuses.first, header.commandRef == "0", header.command == "SyncHdr" else {
            return "the first status is not the header's"
        }
        if let status = statuses.first(where: { $0.messageRef != message.header?.messageID }) {
            return "the status for \(status.commandRef) has the MsgRef \(status.messageRef)"
        }
        var rest = statuses.dropFirst()
        for command in message.commands {
            if let objection = take(&rest, for: command) { return objection }
        }
        guard rest.isEmpty else { return "\(rest.count) statuses too many" }
        return nil
    }

    /// Takes away the statuses of one command and of those inside it.
    private static func take(_ rest: inout ArraySlice<Status>, for command: Command) -> String? {
        switch command {
        case .status, .results: return nil
        case .access(let command) where command.items.count > 1: return takeItems(&rest, command)
        case .access(let command): return takeOne(&rest, command.verb.name, command.id)
        case .alert(let alert): return takeOne(&rest, "Alert", alert.id)
        case .unknown(let unknown): return takeOne(&rest, unknown.name, unknown.id)
        case .container(let container):
            if let objection = takeOne(&rest, container.kind.name, container.id) { return objection }
            for command in container.commands {
                if let objection = take(&rest, for: command) { return objection }
            }
            return nil
        }
    }

    private static func takeOne(_ rest: inout ArraySlice<Status>, _ name: String, _ id: String?) -> String? {
        guard let status = rest.popFirst() else { return "no status for \(name) \(id ?? "without id")" }
        guard status.command == name, status.commandRef == id ?? "" else {
            return "\(name) \(id ?? "without id") has the status of \(status.command) '\(status.commandRef)'"
        }
        return nil
    }

    /// One status without TargetRef for all items, or one with it for each.
    private static func takeItems(_ rest: inout ArraySlice<Status>, _ command: AccessCommand) -> String? {
        let targets = command.items.map { item in item.target.map { [$0] } ?? [] }
        let isPerItem = rest.prefix(targets.count).map(\.targetRefs) == targets && targets.contains { !$0.isEmpty }
        for _ in 0..<(isPerItem ? targets.count : 1) {
            if let objection = takeOne(&rest, command.verb.name, command.id) { return objection }
        }
        return nil
    }
}
