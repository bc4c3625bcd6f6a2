package import XML

/// Writes a message as XML in the exact form of real devices: one line, no XML declaration, children in DTD order,
/// `xmlns="syncml:metinf"` on each child of Meta (observed.md, *The wire form*).
///
/// A message without header is written as the local management channel writes it, with an empty `SyncHdr`.
package struct MessageWriter: Sendable {
    package enum Style: Equatable, Sendable {
        /// What goes over the network.
        case wire
        /// Two blanks of indentation a level, and a line break at the end: for people.
        case pretty
    }

    package let style: Style

    package init(style: Style = .wire) {
        self.style = style
    }

    package func write(_ message: Message) -> [UInt8] {
        var writer = XMLWriter(isPretty: style == .pretty)
        write(message, into: &writer)
        if style == .pretty { writer.endLine() }
        return writer.bytes
    }

    /// Writes a message of statuses and results without a `Message` being made of them, as a phone answers.
    package func write(
        version: MarkupVersion, header: Header?, statuses: [Status], results: [Results], isFinal: Bool = true
    ) -> [UInt8] {
        var writer = XMLWriter(isPretty: style == .pretty)
        writer.open(version, header)
        for status in statuses { writer.write(status) }
        for results in results { writer.write(results) }
        writer.close(isFinal: isFinal)
        if style == .pretty { writer.endLine() }
        return writer.bytes
    }

    /// Writes behind what the writer has already; the writer's own style decides about line breaks.
    package func write(_ message: Message, into writer: inout XMLWriter) {
        writer.open(message.version, message.header)
        writer.write(message.commands)
        writer.close(isFinal: message.isFinal)
    }
}

extension XMLWriter {
    /// The message down to the body's start tag.
    fileprivate mutating func open(_ version: MarkupVersion, _ header: Header?) {
        switch version {
        case .v1_2: open("SyncML", "xmlns=\"SYNCML:SYNCML1.2\"")
        case .v1_1: open("SyncML", "xmlns=\"SYNCML:SYNCML1.1\"")
        }
        if let header {
            write(header)
        } else {
            empty("SyncHdr")
        }
        open("SyncBody")
    }

    fileprivate mutating func close(isFinal: Bool) {
        if isFinal { empty("Final") }
        close("SyncBody")
        close("SyncML")
    }

    fileprivate mutating func write(_ header: Header) {
        open("SyncHdr")
        leaf("VerDTD", text: header.verDTD)
        leaf("VerProto", text: header.verProto)
        leaf("SessionID", text: header.sessionID)
        leaf("MsgID", text: header.messageID)
        open("Target")
        leaf("LocURI", text: header.target)
        if let name = header.targetName { leaf("LocName", text: name) }
        close("Target")
        open("Source")
        leaf("LocURI", text: header.source)
        if let name = header.sourceName { leaf("LocName", text: name) }
        close("Source")
        if let uri = header.responseURI { leaf("RespURI", text: uri) }
        if header.wantsNoResponse { empty("NoResp") }
        if let credential = header.credential { write(credential) }
        if let meta = header.meta { write(meta) }
        close("SyncHdr")
    }

    mutating func write(_ credential: Credential) {
        open("Cred")
        if let meta = credential.meta { write(meta) }
        leaf("Data", text: credential.data)
        close("Cred")
    }
}
