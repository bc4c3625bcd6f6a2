import ManagementTree
import SyncML

/// What a command stands in: few need company, most stand alone.
enum CommandShape: CaseIterable {
    case alone
    /// Some settings are taken in an Atomic only.
    case atomic
    /// An Exec that does something with settings has them made before it, in the same Atomic.
    case company

    /// - Parameter siblings: the descriptions of the nodes beside the node.
    /// - Returns: nil where the shape is not for such a node.
    func commands(
        _ command: AccessCommand, _ uri: NodeURI, _ csp: String, beside siblings: [NodeDescription]
    ) -> [Command]? {
        let parent = uri.ancestor(depth: max(0, uri.depth - 1))
        switch self {
        case .alone:
            // The new PIN is read in the same message or never (Microsoft, *RemoteLock CSP*).
            guard csp == "RemoteLock", command.verb == .exec, uri.names.last?.text.hasPrefix("LockAndRe") == true else {
                return [.access(command)]
            }
            let get = AccessCommand(.get, id: nil, items: [Item(target: "\(parent)/NewPINValue")])
            return [.container(ContainerCommand(.sequence, id: nil, commands: [.access(command), .access(get)]))]
        case .atomic:
            guard command.verb != .get else { return nil }
            return [.container(ContainerCommand(.atomic, id: nil, commands: [.access(command)]))]
        case .company:
            let company = Self.settings(for: command.verb, uri, beside: siblings).map { setting, value in
                let item = Item(
                    target: "\(parent)/\(setting.displayName)",
                    meta: Meta(format: ValueFormat(rawValue: setting.format.rawValue)), data: .text(value))
                return Command.access(AccessCommand(.add, id: nil, items: [item]))
            }
            guard !company.isEmpty else { return nil }
            return [.container(ContainerCommand(.atomic, id: nil, commands: company + [.access(command)]))]
        }
    }

    /// Whether an Exec does something with the settings beside it.
    static func hasCompany(_ verb: AccessCommand.Verb, _ uri: NodeURI, beside siblings: [NodeDescription]) -> Bool {
        !settings(for: verb, uri, beside: siblings).isEmpty
    }

    private static func settings(
        for verb: AccessCommand.Verb, _ uri: NodeURI, beside siblings: [NodeDescription]
    ) -> [(NodeDescription, String)] {
        guard verb == .exec, uri.names.suffix(2) == ["Install", "Enroll"] else { return [] }
        return siblings.compactMap { sibling in
            enrollment[sibling.displayName.lowercased()].map { (sibling, $0) }
        }
    }

    /// What an enrolment by SCEP needs, by the names that both CSPs have for it (csp.md 12.1 and 12.3).
    private static let enrollment = [
        "serverurl": "https://mdm.example.test/scep", "cathumbprint": SampleName.thumbprint,
        "subjectname": "CN=Example",
        "keyusage": "160", "keylength": "2048", "hashalgorithm": "SHA-2", "hashalgrithm": "SHA-2",
        "challenge": "secret",
        "ekumapping": "1.3.6.1.5.5.7.3.2",
    ]
}
