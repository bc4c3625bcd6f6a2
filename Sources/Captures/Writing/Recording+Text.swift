package import SyncML

extension Recording {
    /// The messages of the sessions as XML, one behind the other in one text: what people read, and what is read here again.
    /// - Throws: `SyncMLError` where a message that could be read cannot be read again.
    package func text(style: MessageWriter.Style) throws(SyncMLError) -> [UInt8] {
        var octets: [UInt8] = []
        for message in sessions.flatMap(\.messages) where message.outline != nil {
            octets += try message.converted(to: .xml, style: style).octets
            if octets.last != 0x0A { octets.append(0x0A) }
        }
        return octets
    }

    /// The messages of the sessions that can be read.
    package var readableMessages: [RecordedMessage] {
        sessions.flatMap(\.messages).filter { $0.outline != nil }
    }
}
