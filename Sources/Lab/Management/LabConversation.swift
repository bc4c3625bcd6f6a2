internal import Certificates
internal import SyncML

/// A session with what is needed to answer the same message twice.
struct LabConversation: Sendable {
    private(set) var session: LabSession
    /// The digest of the last message: a message may be long, and nothing else of it is needed.
    private var lastMessage: [UInt8]?
    private var lastReply: LabReply?

    init(session: LabSession) {
        self.session = session
    }

    /// The answer that was given to this message, if it is the last one come again.
    func lastAnswer(to message: Message) -> LabReply? {
        Self.digest(message) == lastMessage ? lastReply : nil
    }

    private static func digest(_ message: Message) -> [UInt8] {
        Digest.sha256(MessageWriter().write(message))
    }

    mutating func receive(
        _ message: Message, _ header: Header, device: inout LabDevice, _ situation: LabSituation
    ) -> LabReply {
        let reply = session.receive(message, header, device: &device, situation)
        lastMessage = Self.digest(message)
        lastReply = reply
        return reply
    }
}
