import ManagementTree
import SyncML

/// What a command stands in: few need company, most stand alone.
enum CommandShape: CaseIterable {
    case alone
    /// Some settings are taken in an Atomic only.
    case atomic

    static var all: [CommandShape] { allCases }

    /// - Returns: nil where the shape is not for such a node.
    func commands(_ command: Command, _ uri: NodeURI, _ csp: String, _ place: String) -> [Command]? {
        switch self {
        case .alone:
            // The new PIN is read in the same message or never (Microsoft, *RemoteLock CSP*).
            guard csp == "RemoteLock", place.hasPrefix("LockAndRe"), case .access(let access) = command,
                access.verb == .exec
            else { return [command] }
            let pin = uri.ancestor(depth: uri.depth - 1).appending("NewPINValue").description
            let get = Command.access(AccessCommand(.get, id: nil, items: [Item(target: pin)]))
            return [.container(ContainerCommand(.sequence, id: nil, commands: [command, get]))]
        case .atomic:
            guard case .access(let access) = command, access.verb != .get else { return nil }
            return [.container(ContainerCommand(.atomic, id: nil, commands: [command]))]
        }
    }
}
