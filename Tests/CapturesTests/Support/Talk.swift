import Captures
import SyncML

/// The conversation that every fixture holds, and messages made up on the spot.
enum Talk {
    static let names = ["MDM.svc", "MDM(1).svc", "MDM(2).svc", "MDM(3).svc"]

    /// The messages of the fixtures' conversation, read from the folder that holds them bare.
    static func messages() throws -> [Message] {
        try names.map { try MessageReader().read(try Fixture.file("conversation/\($0)").octets).message }
    }

    /// A message without much in it.
    /// - Parameter answers: the other side's message that its first status is for.
    static func text(
        _ sender: RecordedMessage.Sender, _ number: Int, session: String = "5", answers: Int? = nil,
        device: String = "urn:uuid:one"
    ) -> String {
        let (target, source) =
            sender == .device ? ("https://mdm.example/omadm", device) : (device, "https://mdm.example/omadm")
        let status =
            answers.map {
                "<Status><CmdID>1</CmdID><MsgRef>\($0)</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>"
            } ?? ""
        return "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>"
            + "<SessionID>\(session)</SessionID><MsgID>\(number)</MsgID><Target><LocURI>\(target)</LocURI></Target>"
            + "<Source><LocURI>\(source)</LocURI></Source></SyncHdr><SyncBody>\(status)<Final/></SyncBody></SyncML>"
    }

    static func file(_ name: String, _ texts: String...) -> CaptureFile {
        CaptureFile(name: name, octets: Array(texts.joined(separator: "\n").utf8))
    }
}

extension Recording {
    /// The messages of all sessions, each as sender and number: `device 1`.
    var outline: [[String]] {
        sessions.map { session in
            session.messages.map { "\($0.sender.rawValue) \($0.header?.messageID ?? "-")" }
        }
    }

    /// Which kinds of warnings there are, each once.
    var told: Set<CaptureWarning.Kind> { Set(warnings.map(\.kind)) }
}
