internal import Foundation
internal import SyncML
internal import XML

/// Messages as bytes, in the form that Content-Type names, with what is odd about their text.
enum LabCodec {
    /// The form that a media type names; whatever is not binary is taken for XML.
    private static func form(_ mediaType: String?) -> MessageForm {
        MessageForm(mediaType: mediaType) ?? .xml
    }

    static func read(_ bytes: [UInt8], _ mediaType: String?) throws(SyncMLError) -> Message {
        switch form(mediaType) {
        case .xml: try MessageReader().read(bytes).message
        case .wbxml: try WBXMLReader().read(bytes).message
        }
    }

    /// The answer in the form of the request, or with the oddity in the other.
    /// - Returns: the bytes and their form.
    static func write(
        _ reply: LabReply, answering mediaType: String?, _ oddities: LabOddities
    ) -> (form: MessageForm, bytes: [UInt8]) {
        let isBinary = (form(mediaType) == .wbxml) != oddities.has(.otherEncoding)
        return isBinary ? (.wbxml, WBXMLWriter().write(reply.message)) : (.xml, text(reply, oddities))
    }

    private static func text(_ reply: LabReply, _ oddities: LabOddities) -> [UInt8] {
        let isPretty = oddities.has(.pretty)
        var bytes = MessageWriter(style: isPretty ? .pretty : .wire).write(reply.message)
        if oddities.has(.childOrder), let reordered = try? OddWriting.reorder(bytes) { bytes = reordered }
        var text = String(decoding: bytes, as: UTF8.self)
        if !reply.raw.isEmpty { text = insert(reply.raw.joined(), into: text, reply.message) }
        if isPretty { text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text }
        return Array(text.utf8)
    }

    /// Puts mark-up at the end of the body, before Final.
    private static func insert(_ raw: String, into text: String, _ message: Message) -> String {
        let end = message.isFinal ? "<Final/>" : "</SyncBody>"
        guard let place = text.range(of: end, options: .backwards)?.lowerBound else { return text }
        return String(text[..<place]) + raw + String(text[place...])
    }
}
