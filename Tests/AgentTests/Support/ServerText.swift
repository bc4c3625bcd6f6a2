import SyncML

/// Messages and commands of a server as it writes them.
enum ServerText {
    static let resetPIN = "./Vendor/MSFT/RemoteLock/LockAndResetPIN"
    static let newPIN = "./Vendor/MSFT/RemoteLock/NewPINValue"
    static let unenroll = "./Vendor/MSFT/DMClient/Unenroll"

    static func get(_ id: Int, _ uri: String) -> String { command("Get", id, item(uri)) }

    static func exec(_ id: Int, _ uri: String) -> String { command("Exec", id, item(uri)) }

    static func replace(_ id: Int, _ uri: String, _ format: String, _ data: String) -> String {
        command(
            "Replace", id,
            item(uri, "<Meta><Format xmlns=\"syncml:metinf\">\(format)</Format></Meta><Data>\(data)</Data>"))
    }

    /// A Sequence that gives the phone a new PIN and reads it.
    static let reset = command("Sequence", 3, exec(4, resetPIN) + get(5, newPIN))

    static func command(_ name: String, _ id: Int, _ content: String) -> String {
        "<\(name)><CmdID>\(id)</CmdID>\(content)</\(name)>"
    }

    /// A Status for a command of the phone's first message.
    static func status(of name: String, command: String, _ code: Int = 200) -> String {
        "<Status><CmdID>9</CmdID><MsgRef>1</MsgRef><CmdRef>\(command)</CmdRef><Cmd>\(name)</Cmd>"
            + "<Data>\(code)</Data></Status>"
    }

    private static func item(_ uri: String, _ rest: String = "") -> String {
        "<Item><Target><LocURI>\(uri)</LocURI></Target>\(rest)</Item>"
    }

    /// A message that answers another: a status for its header, then the commands.
    static func answer(_ message: Message, _ commands: String, isFinal: Bool) -> String {
        let version = message.version == .v1_1 ? "1.1" : "1.2"
        let header = message.header
        let number = header?.messageID ?? ""
        return """
            <SyncML xmlns="SYNCML:SYNCML\(version)"><SyncHdr><VerDTD>\(version)</VerDTD><VerProto>DM/\(version)</VerProto>\
            <SessionID>\(header?.sessionID ?? "")</SessionID><MsgID>\(number)</MsgID>\
            <Target><LocURI>\(header?.source ?? "")</LocURI></Target>\
            <Source><LocURI>\(header?.target ?? "")</LocURI></Source></SyncHdr><SyncBody>\
            <Status><CmdID>1</CmdID><MsgRef>\(number)</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>\
            \(commands)\(isFinal ? "<Final/>" : "")</SyncBody></SyncML>
            """
    }
}

extension Message {
    /// The commands as a few words, `Status 3`, `Alert 1201`, for tests that look at their order.
    var summary: [String] {
        commands.map { command in
            switch command {
            case .alert(let alert): "Alert \(alert.code?.rawValue ?? 0)"
            case .status(let status): "Status \(status.code?.rawValue ?? 0) \(status.command)"
            case .results: "Results"
            case .access(let access): access.verb.name
            case .container, .unknown: "\(command.name)"
            }
        }
    }

    /// The type and data of alerts with a code.
    func alerts(_ code: AlertCode) -> [[String]] {
        commands.compactMap { command in
            guard case .alert(let alert) = command, alert.code == code else { return nil }
            return [alert.items.first?.meta?.type ?? "", alert.items.first?.data?.text ?? ""]
        }
    }

    /// The values that the phone tells, by address.
    var values: [String: String] {
        var values: [String: String] = [:]
        for case .results(let results) in commands {
            for item in results.items { values[item.source ?? ""] = item.data?.text ?? "" }
        }
        return values
    }
}
