internal import Notation
internal import SyncML

/// The shape of the CmdIDs that the server gives its commands: counted, or odd in one of the ways of real servers.
enum CommandIDStyle: Equatable, Sendable {
    case counted
    /// A GUID made of the message's number and the count, so that it is the same each time.
    case guids(message: Int)
    case repeated(Int)
    case missing

    init(_ oddities: LabOddities, message: Int, first: Int) {
        if oddities.has(.missingIDs) {
            self = .missing
        } else if oddities.has(.repeatedIDs) {
            self = .repeated(first)
        } else if oddities.has(.guidIDs) {
            self = .guids(message: message)
        } else {
            self = .counted
        }
    }

    /// The command and all inside it with ids, counting on.
    func number(_ command: Command, _ count: inout Int) -> Command {
        count += 1
        var command = command
        command.id = id(count)
        guard case .container(var container) = command else { return command }
        for index in container.commands.indices {
            container.commands[index] = number(container.commands[index], &count)
        }
        return .container(container)
    }

    private func id(_ count: Int) -> String? {
        switch self {
        case .counted: return String(count)
        case .missing: return nil
        case .repeated(let first): return String(first)
        case .guids(let message):
            return "\(UInt(message).hexadecimal(width: 8))-0000-4000-8000-\(UInt(count).hexadecimal(width: 12))"
        }
    }
}
