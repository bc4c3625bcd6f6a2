extension Message {
    /// Gives every command that has no CmdID one that no other has, counting on from 1 in document order.
    ///
    /// Bare commands are kept without ids, because a server numbers them when it sends.
    package mutating func numberCommands() {
        var taken: Set<String> = []
        for command in commands { command.collectIDs(&taken) }
        var next = 1
        for index in commands.indices { commands[index].number(&next, avoiding: taken) }
    }
}

extension Command {
    fileprivate func collectIDs(_ ids: inout Set<String>) {
        if let id { ids.insert(id) }
        guard case .container(let container) = self else { return }
        for command in container.commands { command.collectIDs(&ids) }
    }

    fileprivate mutating func number(_ next: inout Int, avoiding taken: Set<String>) {
        if id == nil {
            while taken.contains(String(next)) { next += 1 }
            id = String(next)
            next += 1
        }
        guard case .container(var container) = self else { return }
        for index in container.commands.indices { container.commands[index].number(&next, avoiding: taken) }
        self = .container(container)
    }

    /// The command's CmdID, whatever its kind.
    package var id: String? {
        get {
            switch self {
            case .access(let command): command.id
            case .alert(let alert): alert.id
            case .container(let container): container.id
            case .status(let status): status.id
            case .results(let results): results.id
            case .unknown(let unknown): unknown.id
            }
        }
        set {
            switch self {
            case .access(var command):
                command.id = newValue
                self = .access(command)
            case .alert(var alert):
                alert.id = newValue
                self = .alert(alert)
            case .container(var container):
                container.id = newValue
                self = .container(container)
            case .status(var status):
                status.id = newValue
                self = .status(status)
            case .results(var results):
                results.id = newValue
                self = .results(results)
            case .unknown(var unknown):
                unknown.id = newValue
                self = .unknown(unknown)
            }
        }
    }
}
