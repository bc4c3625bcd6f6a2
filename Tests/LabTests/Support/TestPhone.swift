import Lab
import SyncML

/// A phone of few words: it says package 1, and then whatever a test has it say.
struct TestPhone {
    static let server = "https://lab.example/ManagementServer/MDM.svc"

    let id: String
    var session = "1"
    private(set) var messageCount = 0

    init(id: String = "PHONE-1") {
        self.id = id
    }

    /// Package 1: who it is, and what else belongs there.
    mutating func packageOne(_ extra: [Command] = [], credential: Credential? = nil) -> Message {
        let info = ["DevId": id, "Man": "Maker", "Mod": "Model", "DmV": "1.3", "Lang": "en-US"]
        let items = info.sorted { $0.key < $1.key }.map { pair in
            Item(source: "./DevInfo/\(pair.key)", data: .text(pair.value))
        }
        let replace = Command.access(AccessCommand(.replace, id: "9", items: items))
        return message([.alert(Alert(id: "2", code: 1201))] + extra + [replace], credential: credential)
    }

    /// The phone's next message.
    mutating func message(_ commands: [Command], isFinal: Bool = true, credential: Credential? = nil) -> Message {
        messageCount += 1
        let header = Header(
            sessionID: session, messageID: String(messageCount), target: Self.server, source: id,
            sourceName: credential == nil ? nil : id, credential: credential)
        return Message(header: header, commands: commands, isFinal: isFinal)
    }

    /// Answers a server's message: each command as the closure says, in order, containers before what they hold.
    mutating func answer(
        _ message: Message, header: StatusCode = 200, challenge: Meta? = nil, results: [Results] = [],
        isFinal: Bool = true, _ code: (Command) -> StatusCode? = { _ in 200 }
    ) -> Message {
        let reference = message.header?.messageID ?? ""
        var answers = [
            Command.status(
                Status(
                    id: "1", messageRef: reference, commandRef: "0", command: "SyncHdr", challenge: challenge,
                    code: header))
        ]
        for command in Self.flat(message.commands) {
            guard let name = Self.name(command), let code = code(command) else { continue }
            answers.append(
                .status(
                    Status(
                        id: String(answers.count + 1), messageRef: reference, commandRef: command.id ?? "",
                        command: name, code: code)))
        }
        return self.message(answers + results.map(Command.results), isFinal: isFinal)
    }

    private static func flat(_ commands: [Command]) -> [Command] {
        commands.flatMap { command in
            guard case .container(let container) = command else { return [command] }
            return [command] + flat(container.commands)
        }
    }

    private static func name(_ command: Command) -> String? {
        switch command {
        case .access(let access): access.verb.name
        case .alert: "Alert"
        case .container(let container): container.kind.name
        case .status, .results: nil
        case .unknown(let unknown): unknown.name
        }
    }
}
