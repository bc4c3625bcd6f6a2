/// The text of what only a session needs: headers, statuses and credentials of a server.
extension Stimulus {
    /// A server's Status for a command of the phone's last message, or for its header.
    static func status(
        _ command: String, _ code: Int, to reference: String = "0", id: String = "1", challenge: String = ""
    ) -> String {
        element(
            "Status",
            element("CmdID", id) + element("MsgRef", "1") + element("CmdRef", reference) + element("Cmd", command)
                + challenge + element("Data", String(code)))
    }

    /// `Chal` of a scheme: `md5`, `basic` or another.
    static func challenge(_ scheme: String, nonce: String? = nil) -> String {
        let meta = metaField("Format", "b64") + metaField("Type", "syncml:auth-\(scheme)")
        return element("Chal", element("Meta", meta + (nonce.map { metaField("NextNonce", $0) } ?? "")))
    }

    static func alert(_ id: String, _ code: Int) -> String {
        command("Alert", id, [element("Data", String(code))])
    }

    /// A command with a part of a value.
    /// - Parameter size: the length of the whole, which only the first part announces.
    static func part(
        _ id: String, _ uri: String, _ data: String, size: Int? = nil, more: Bool, verb: String = "Replace"
    ) -> String {
        command(verb, id, [partItem(uri, data, size: size, more: more)])
    }

    static func partItem(_ uri: String, _ data: String, size: Int? = nil, more: Bool) -> String {
        let meta = size.map { element("Meta", metaField("Size", String($0))) } ?? ""
        return element(
            "Item",
            element("Target", element("LocURI", uri)) + meta + element("Data", escaped(data))
                + (more ? "<MoreData/>" : ""))
    }

    static func header(
        session: String, message: Int, credential: String? = nil, responseURI: String? = nil, meta: String = ""
    ) -> String {
        let shown = credential.map { data in
            let meta = metaField("Format", "b64") + metaField("Type", "syncml:auth-md5")
            return element("Cred", element("Meta", meta) + element("Data", data))
        }
        return element("VerDTD", "1.2") + element("VerProto", "DM/1.2") + element("SessionID", session)
            + element("MsgID", String(message)) + element("Target", element("LocURI", "urn:uuid:understudy"))
            + element("Source", element("LocURI", Conversation.address))
            + (responseURI.map { element("RespURI", $0) } ?? "") + (shown ?? "")
            + (meta.isEmpty ? "" : element("Meta", meta))
    }

    static func document(_ header: String, _ body: String) -> String {
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\">" + element("SyncHdr", header) + element("SyncBody", body) + "</SyncML>"
    }

    /// A child of Meta.
    static func metaField(_ name: String, _ text: String) -> String {
        "<\(name) xmlns=\"syncml:metinf\">\(text)</\(name)>"
    }
}
