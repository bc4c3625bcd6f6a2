import SyncML
import XML

/// Reads one message from text.
func read(_ text: String) throws(SyncMLError) -> MessageReading {
    try MessageReader().read(Array(text.utf8))
}

/// The error of a text, or nil if it can be read.
func error(in text: String) -> SyncMLError? {
    do {
        _ = try read(text)
        return nil
    } catch {
        return error
    }
}

/// A whole message around the text of commands, with nothing odd about it.
func message(
    _ commands: String, final: String = "<Final/>", root: String = "SyncML xmlns=\"SYNCML:SYNCML1.2\""
) -> String {
    let header =
        "<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>2</MsgID>"
        + "<Target><LocURI>phone</LocURI></Target><Source><LocURI>server</LocURI></Source></SyncHdr>"
    return "<\(root)>\(header)<SyncBody>\(commands)\(final)</SyncBody></SyncML>"
}

/// The header of such a message.
let plainHeader = Header(sessionID: "1", messageID: "2", target: "phone", source: "server")
