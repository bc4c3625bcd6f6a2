import SyncML

/// What a server of these tests says.
enum ServerMessage {
    static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"

    /// A message that answers one of the phone's, with these commands.
    static func answer(_ message: Message, _ commands: [Command], form: MessageForm = .xml) -> [UInt8] {
        let header = message.header
        let number = header?.messageID ?? "1"
        let status = Status(id: "1", messageRef: number, commandRef: "0", command: "SyncHdr", code: .ok)
        return form.bytes(
            of: Message(
                header: Header(
                    sessionID: header?.sessionID ?? "1", messageID: number, target: header?.source ?? "",
                    source: header?.target ?? ""), commands: [.status(status)] + commands))
    }

    static func get(_ id: Int, _ uri: String) -> Command {
        .access(AccessCommand(.get, id: "\(id)", items: [Item(target: uri)]))
    }

    static func write(
        _ verb: AccessCommand.Verb, _ id: Int, _ uri: String, _ value: String, _ format: ValueFormat
    ) -> Command {
        .access(
            AccessCommand(
                verb, id: "\(id)",
                items: [Item(target: uri, meta: Meta(format: format), data: .text(value))]))
    }

    static func exec(_ id: Int, _ uri: String) -> Command {
        .access(AccessCommand(.exec, id: "\(id)", items: [Item(target: uri)]))
    }
}
