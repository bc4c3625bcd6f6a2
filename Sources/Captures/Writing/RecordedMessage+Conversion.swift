package import SyncML

extension RecordedMessage {
    /// The message in the other form, or laid out for people or for the wire. What is no message stays as it is.
    /// - Parameter style: of XML; WBXML has one only.
    /// - Throws: `SyncMLError` where the message cannot be read.
    package func converted(to form: MessageForm, style: MessageWriter.Style = .wire) throws(SyncMLError)
        -> RecordedMessage
    {
        guard outline != nil else { return self }
        let message = try reading().message
        var converted = self
        switch form {
        case .xml: converted.octets = MessageWriter(style: style).write(message)
        case .wbxml: converted.octets = WBXMLWriter().write(message)
        }
        converted.content = .message(MessageOutline(message, form: form))
        guard var head else { return converted }
        head.headers = head.headers.replacing("Content-Type", by: form.mediaType)
        converted.head = head
        return converted
    }
}
