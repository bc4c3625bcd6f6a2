package import SyncML

/// Commands in document order: a container, then what is inside.
extension Command {
    /// How many commands it is, with those inside.
    var count: Int {
        guard case .container(let container) = self else { return 1 }
        return container.commands.reduce(1) { $0 + $1.count }
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
