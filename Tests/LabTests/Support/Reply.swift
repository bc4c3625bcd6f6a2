import Lab
import SyncML

extension LabReply {
    /// Statuses as people write them down: `SyncHdr 0=200`.
    var statusLines: [String] {
        statuses.map { "\($0.command) \($0.commandRef)=\($0.code?.rawValue ?? 0)" }
    }

    /// The codes of the statuses for commands of a name.
    func codes(of command: String) -> [UInt16] {
        statuses.filter { $0.command == command }.map { $0.code?.rawValue ?? 0 }
    }

    /// What is asked of the phone: names with ids, and what stands inside.
    var requestLines: [String] { requests.map(Self.line) }

    private static func line(_ command: Command) -> String {
        let id = command.id ?? "-"
        switch command {
        case .access(let access):
            let items = access.items.map { $0.target ?? "" }.joined(separator: ",")
            return "\(access.verb.name) \(id) \(items)"
        case .alert(let alert): return "Alert \(id) \(alert.code?.rawValue ?? 0)"
        case .container(let container):
            return "\(container.kind.name) \(id) {\(container.commands.map(line).joined(separator: "; "))}"
        case .status, .results, .unknown: return "? \(id)"
        }
    }
}
