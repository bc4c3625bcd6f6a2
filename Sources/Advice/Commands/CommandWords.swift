import ManagementTree
import SyncML

/// What a command does that succeeds.
enum CommandWords {
    static func done(
        _ verb: AccessCommand.Verb, isPresent: Bool, _ node: NodeDescription, _ code: StatusCode?
    ) -> String {
        let sentence =
            switch verb {
            case .get: node.isInterior ? "gives the names below it" : "gives its value"
            case .add: "makes the node, and the interior nodes that lead to it where they are missing"
            case .replace:
                isPresent ? "overwrites its value" : "makes the node as an Add would, because it is missing"
            case .delete: node.isInterior ? "takes it away with all that is below it" : "takes it away"
            case .exec: "executes it"
            case .copy: "copies its value"
            }
        return code == .acceptedForProcessing ? sentence + "; it goes on after the answer" : sentence
    }
}
