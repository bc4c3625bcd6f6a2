package import SyncML

/// Something that the server shall send to a phone when it next comes.
package struct LabCommand: Equatable, Sendable {
    /// How the command is kept.
    package enum Content: Equatable, Sendable {
        /// A command without CmdIDs; the server gives them when it sends.
        case command(Command)
        /// Mark-up put into the body as it stands, whatever it is. Only XML can carry it.
        case raw(String)
    }

    package var content: Content

    package init(_ content: Content) {
        self.content = content
    }

    /// Reads commands from a text: bare ones, a SyncBody, or whole messages. Their CmdIDs are dropped.
    /// - Throws: for a text that is not SyncML, or that holds nothing that a server may send.
    package static func read(_ text: [UInt8]) throws(LabError) -> [LabCommand] {
        let readings: [MessageReading]
        do {
            readings = try MessageReader().readAll(text)
        } catch {
            throw LabError(.badCommand, "The commands cannot be read: \(error)")
        }
        var commands: [LabCommand] = []
        for command in readings.flatMap(\.message.commands) {
            switch command {
            case .access, .alert, .container, .unknown: commands.append(LabCommand(.command(command.withoutIDs)))
            case .status, .results: continue
            }
        }
        guard !commands.isEmpty else {
            throw LabError(.badCommand, "The text holds no command. Send Add, Replace, Get, Exec and their like.")
        }
        return commands
    }
}

/// Commands of one item or a few, as tests and tools want them (OMA-TS-DM_RepPro-V1_2_1 section 6.6).
extension LabCommand {
    /// Get, for one or several nodes.
    package static func get(_ uris: String...) -> LabCommand {
        LabCommand(.command(.access(AccessCommand(.get, id: nil, items: uris.map { Item(target: $0) }))))
    }

    /// Exec, with or without an argument.
    package static func exec(_ uri: String, data: String? = nil) -> LabCommand {
        let item = Item(target: uri, data: data.map { .text($0) })
        return LabCommand(.command(.access(AccessCommand(.exec, id: nil, items: [item]))))
    }

    /// Add with a value; without a format it is `chr`.
    package static func add(_ uri: String, _ value: String, format: ValueFormat? = nil) -> LabCommand {
        write(.add, uri, value, format)
    }

    /// Replace with a value; without a format it is `chr`.
    package static func replace(_ uri: String, _ value: String, format: ValueFormat? = nil) -> LabCommand {
        write(.replace, uri, value, format)
    }

    /// Delete.
    package static func delete(_ uri: String) -> LabCommand {
        LabCommand(.command(.access(AccessCommand(.delete, id: nil, items: [Item(target: uri)]))))
    }

    /// The commands in an Atomic or Sequence; raw mark-up cannot be inside and is left out.
    package static func container(_ kind: ContainerCommand.Kind, _ commands: [LabCommand]) -> LabCommand {
        let inner = commands.compactMap { if case .command(let command) = $0.content { command } else { nil } }
        return LabCommand(.command(.container(ContainerCommand(kind, id: nil, commands: inner))))
    }

    private static func write(
        _ verb: AccessCommand.Verb, _ uri: String, _ value: String, _ format: ValueFormat?
    ) -> LabCommand {
        let item = Item(target: uri, meta: format.map { Meta(format: $0) }, data: .text(value))
        return LabCommand(.command(.access(AccessCommand(verb, id: nil, items: [item]))))
    }
}

extension Command {
    /// The same command, and all inside it, without CmdID.
    var withoutIDs: Command {
        var command = self
        command.id = nil
        guard case .container(var container) = command else { return command }
        container.commands = container.commands.map(\.withoutIDs)
        return .container(container)
    }

    /// The element's name, as `Cmd` of a Status has it.
    var elementName: String {
        switch self {
        case .access(let access): access.verb.name
        case .alert: "Alert"
        case .container(let container): container.kind.name
        case .status: "Status"
        case .results: "Results"
        case .unknown(let unknown): unknown.name
        }
    }

    /// The address of the first item, to tell people which command it was.
    var firstAddress: String? {
        switch self {
        case .access(let access): access.items.first?.target
        case .alert, .container, .status, .results, .unknown: nil
        }
    }
}
