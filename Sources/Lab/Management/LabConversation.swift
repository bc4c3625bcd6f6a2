internal import SyncML

/// A session with what is needed to answer the same message twice.
struct LabConversation: Sendable {
    private(set) var session: LabSession
    private var lastMessage: Message?
    private var lastReply: LabReply?

    init(session: LabSession) {
        self.session = session
    }

    /// The answer that was given to this message, if it is the last one come again.
    func lastAnswer(to message: Message) -> LabReply? {
        message == lastMessage ? lastReply : nil
    }

    mutating func receive(
        _ message: Message, _ header: Header, device: inout LabDevice, _ situation: LabSituation
    ) -> LabReply {
        let reply = session.receive(message, header, device: &device, situation)
        lastMessage = message
        lastReply = reply
        return reply
    }
}
