import SyncML

/// A phone's reply in short lines, in the notation of protocol.md section 9.
///
/// - `S(5)=405` is a Status for CmdID 5; `S(0)` is the header's, `S(:Get)` one without reference for a Get.
/// - `S(5)[./X]=404` names the TargetRef, `S(5)=405 {./Y}` an Item that explains.
/// - `R(5) ./X=value` is one item of the Results for CmdID 5, with its format behind where Meta gives one:
///   `R(5) ./X=4 (int)`; an item without Data has no `=`.
enum Transcript {
    static func lines(of message: Message) -> [String] {
        message.commands.flatMap { lines(of: $0) }
    }

    /// Only the codes, as the pinned captures write them: `200 507 216 404 215`.
    static func codes(of message: Message) -> String {
        message.commands.compactMap { command in
            guard case .status(let status) = command else { return nil }
            return code(of: status)
        }.joined(separator: " ")
    }

    private static func lines(of command: Command) -> [String] {
        switch command {
        case .status(let status): [line(of: status)]
        case .results(let results): results.items.map { line(of: $0, reference: results.commandRef ?? "") }
        case .access(let command): ["unexpected \(command.verb.name)"]
        case .alert: ["unexpected Alert"]
        case .container(let container): ["unexpected \(container.kind.name)"]
        case .unknown(let unknown): ["unexpected \(unknown.name)"]
        }
    }

    private static func line(of status: Status) -> String {
        let reference = status.commandRef.isEmpty ? ":" + status.command : status.commandRef
        let targets = status.targetRefs.isEmpty ? "" : "[\(status.targetRefs.joined(separator: " "))]"
        let items = status.items.map { " {\($0.target ?? $0.data?.text ?? "")}" }.joined()
        return "S(\(reference))\(targets)=\(code(of: status))\(items)"
    }

    private static func line(of item: Item, reference: String) -> String {
        let data = item.data.map { "=" + $0.text } ?? ""
        let format = item.meta?.format.map { " (\($0.rawValue))" } ?? ""
        return "R(\(reference)) \(item.source ?? "")\(data)\(format)"
    }

    private static func code(of status: Status) -> String {
        status.code.map { String($0.rawValue) } ?? "none"
    }
}
