import SyncML

/// A phone's reply in short lines, in the notation of protocol.md section 9.
///
/// - `S(5)=405` is a Status for CmdID 5; `S(0)` is the header's, `S(:Get)` one without reference for a Get.
/// - `S(5)[./X]=404` names the TargetRef, `S(5)=405 {./Y}` an Item that explains.
/// - `R(5) ./X=value` is one item of the Results for CmdID 5, with its format behind where Meta gives one:
///   `R(5) ./X=4 (int)`; an item without Data has no `=`, and one whose value goes on ends in `[more]`.
/// - `S(0)=407 Chal(md5)` asks for a credential, and `Cred(md5 name)=data`, the first of all lines, shows one.
/// - `A(2)=1201` is an Alert, `A(3)=1224 {type=value}` one with an item; `Replace(4) ./X=value` is one item of what
///   package 1 says.
/// - `no Final` ends the lines of a message that is not the last of its package.
enum Transcript {
    static func lines(of message: Message) -> [String] {
        let shown = message.header?.credential.map { [line(of: $0, name: message.header?.sourceName)] } ?? []
        return shown + message.commands.flatMap { lines(of: $0) } + (message.isFinal ? [] : ["no Final"])
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
        case .access(let command): command.items.map { "\(command.verb.name)(\(command.id ?? "")) \(text(of: $0))" }
        case .alert(let alert): [line(of: alert)]
        case .container(let container): ["unexpected \(container.kind.name)"]
        case .unknown(let unknown): ["unexpected \(unknown.name)"]
        }
    }

    private static func line(of status: Status) -> String {
        let reference = status.commandRef.isEmpty ? ":" + status.command : status.commandRef
        let targets = status.targetRefs.isEmpty ? "" : "[\(status.targetRefs.joined(separator: " "))]"
        let items = status.items.map { " {\($0.target ?? $0.data?.text ?? "")}" }.joined()
        let challenge = status.challenge.map { " Chal(\(scheme(of: $0)))" } ?? ""
        return "S(\(reference))\(targets)=\(code(of: status))\(items)\(challenge)"
    }

    private static func line(of credential: Credential, name: String?) -> String {
        "Cred(\(scheme(of: credential.meta))\(name.map { " " + $0 } ?? ""))=\(credential.data)"
    }

    /// `md5` of `syncml:auth-md5`.
    private static func scheme(of meta: Meta?) -> String {
        meta?.type.map { $0.hasPrefix("syncml:auth-") ? String($0.dropFirst("syncml:auth-".count)) : $0 } ?? ""
    }

    private static func line(of alert: Alert) -> String {
        let items = alert.items.map { item in
            let value = item.data.map { "=" + $0.text } ?? ""
            let format = item.meta?.format.map { " (\($0.rawValue))" } ?? ""
            let mark = item.meta?[.mark].map { " \($0)" } ?? ""
            let names = [item.source, item.target, item.meta?.type].compactMap(\.self).joined(separator: " ")
            return " {\(names)\(value)\(format)\(mark)}"
        }
        return "A(\(alert.id ?? ""))=\(alert.code.map { String($0.rawValue) } ?? "none")\(items.joined())"
    }

    private static func line(of item: Item, reference: String) -> String {
        "R(\(reference)) \(text(of: item))"
    }

    private static func text(of item: Item) -> String {
        let data = item.data.map { "=" + $0.text } ?? ""
        let format = item.meta?.format.map { " (\($0.rawValue))" } ?? ""
        return "\(item.source ?? "")\(data)\(format)\(item.hasMoreData ? " [more]" : "")"
    }

    private static func code(of status: Status) -> String {
        status.code.map { String($0.rawValue) } ?? "none"
    }
}
