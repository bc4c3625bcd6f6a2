/// The text of the commands that servers send, so that a case shows what matters of them and not the mark-up around it.
///
/// Ids are strings, because servers choose them freely; the cases use small numbers where the shape is of no account.
enum Stimulus {
    /// A Get of one or several nodes.
    static func get(_ id: String, _ uris: String...) -> String {
        command("Get", id, uris.map { item($0) })
    }

    /// An Add of one node; `data` nil writes no Data element.
    static func add(_ id: String, _ uri: String, _ format: String?, _ data: String? = nil, type: String? = nil)
        -> String
    {
        command("Add", id, [item(uri, format, data, type: type)])
    }

    /// A Replace of one node; `data` nil writes no Data element.
    static func replace(
        _ id: String, _ uri: String, _ format: String?, _ data: String? = nil, type: String? = nil
    ) -> String {
        command("Replace", id, [item(uri, format, data, type: type)])
    }

    /// A Delete of one or several nodes.
    static func delete(_ id: String, _ uris: String...) -> String {
        command("Delete", id, uris.map { item($0) })
    }

    /// An Exec of one node.
    static func exec(_ id: String, _ uri: String, _ data: String? = nil) -> String {
        command("Exec", id, [item(uri, nil, data)])
    }

    static func atomic(_ id: String, _ commands: String...) -> String {
        command("Atomic", id, commands)
    }

    static func sequence(_ id: String, _ commands: String...) -> String {
        command("Sequence", id, commands)
    }

    /// Any command with its content written out; `id` nil leaves CmdID away.
    static func command(_ name: String, _ id: String?, _ content: [String]) -> String {
        let id = id.map { element("CmdID", $0) } ?? ""
        return element(name, id + content.joined())
    }

    static func item(_ uri: String, _ format: String? = nil, _ data: String? = nil, type: String? = nil) -> String {
        var text = element("Target", element("LocURI", escaped(uri)))
        let meta = metaChild("Format", format) + metaChild("Type", type)
        if !meta.isEmpty { text += element("Meta", meta) }
        if let data { text += element("Data", escaped(data)) }
        return element("Item", text)
    }

    /// A whole server message around a body, as Microsoft's servers write it.
    static func message(_ body: String, id: Int = 1, version: String = "1.2", protocolVersion: String = "DM/1.2")
        -> String
    {
        let header =
            element("VerDTD", version) + element("VerProto", protocolVersion) + element("SessionID", "1")
            + element("MsgID", String(id)) + element("Target", element("LocURI", "urn:uuid:understudy"))
            + element("Source", element("LocURI", "https://mdm.example.test/omadm"))
        return "<SyncML xmlns=\"SYNCML:SYNCML\(version)\">" + element("SyncHdr", header)
            + element("SyncBody", body + "<Final/>") + "</SyncML>"
    }

    static func element(_ name: String, _ content: String) -> String { "<\(name)>\(content)</\(name)>" }

    static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\r": "&#xD;"
            default: String(scalar)
            }
        }.joined()
    }

    private static func metaChild(_ name: String, _ text: String?) -> String {
        guard let text else { return "" }
        return "<\(name) xmlns=\"syncml:metinf\">\(text)</\(name)>"
    }
}
