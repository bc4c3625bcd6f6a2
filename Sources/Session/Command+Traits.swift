package import SyncML

/// What is asked of a command, and of commands in document order: a container, then what is inside.
extension Command {
    /// How many commands it is, with those inside.
    var count: Int {
        guard case .container(let container) = self else { return 1 }
        return container.commands.reduce(1) { $0 + $1.count }
    }

    /// Alert 1223.
    var isAbort: Bool {
        guard case .alert(let alert) = self else { return false }
        return alert.code == .sessionAbort
    }

    /// Whether a client has to answer the command with a Status.
    var isToBeAnswered: Bool {
        switch self {
        case .status, .results: false
        case .access, .alert, .container, .unknown: true
        }
    }
}

extension [Command] {
    /// All commands, with those inside containers, as `Answer.Subject` counts them.
    package var inDocumentOrder: [Command] {
        var all: [Command] = []
        all.reserveCapacity(count)
        append(to: &all)
        return all
    }

    private func append(to all: inout [Command]) {
        for command in self {
            all.append(command)
            if case .container(let container) = command { container.commands.append(to: &all) }
        }
    }
}
