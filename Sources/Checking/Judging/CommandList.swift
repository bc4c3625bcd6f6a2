import Session
import SyncML

/// The commands of a message in document order, each with the Atomic around it.
struct CommandList {
    struct Entry {
        var command: Command
        /// The place of the Atomic that holds it.
        var atomic: Int?
    }

    private(set) var entries: [Entry] = []

    init(_ commands: [Command]) {
        entries.reserveCapacity(commands.count)
        append(commands, in: nil)
    }

    private mutating func append(_ commands: [Command], in atomic: Int?) {
        for command in commands {
            let place = entries.count
            entries.append(Entry(command: command, atomic: atomic))
            guard case .container(let container) = command else { continue }
            append(container.commands, in: container.kind == .atomic ? atomic ?? place : atomic)
        }
    }

    func atomic(of place: Int) -> Int? { entries.indices.contains(place) ? entries[place].atomic : nil }

    /// Whether the Atomic around a command has added the node of one of its items before it.
    func isAdded(_ target: String?, before place: Int) -> Bool {
        guard let atomic = atomic(of: place), let target else { return false }
        return entries[atomic..<place].contains { entry in
            guard entry.atomic == atomic, case .access(let command) = entry.command, command.verb == .add else {
                return false
            }
            return command.items.contains { $0.target?.lowercased() == target.lowercased() }
        }
    }
}

extension Message {
    /// The message without the commands at these places of `CommandList`.
    /// - Returns: the message, and for each of its commands the place that it has in this one.
    func leavingOut(_ left: Set<Int>) -> (message: Message, places: [Int]) {
        var rest = self
        var places: [Int] = []
        var next = 0
        rest.commands = Self.commands(commands, leavingOut: left, &next, &places)
        return (rest, places)
    }

    private static func commands(
        _ commands: [Command], leavingOut left: Set<Int>, _ next: inout Int, _ places: inout [Int]
    ) -> [Command] {
        var rest: [Command] = []
        for command in commands {
            let place = next
            next += 1
            guard !left.contains(place) else {
                next += [command].inDocumentOrder.count - 1
                continue
            }
            places.append(place)
            guard case .container(var container) = command else {
                rest.append(command)
                continue
            }
            container.commands = Self.commands(container.commands, leavingOut: left, &next, &places)
            rest.append(.container(container))
        }
        return rest
    }
}
