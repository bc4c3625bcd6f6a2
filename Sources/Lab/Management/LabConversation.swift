internal import Certificates
internal import SyncML

/// A session with what is needed to answer the same message twice.
struct LabConversation: Codable, Sendable {
    private(set) var session: LabSession
    /// The digest of the last message: a message may be long, and nothing else of it is needed.
    private var lastMessage: [UInt8]?
    private var lastReply: LabReply?

    init(session: LabSession) {
        self.session = session
    }

    /// The answer that was given to this message, if it is the last one come again.
    /// - Parameter digest: the message's.
    func lastAnswer(to digest: [UInt8]) -> LabReply? { digest == lastMessage ? lastReply : nil }

    static func digest(_ message: Message) -> [UInt8] { Digest.sha256(MessageWriter().write(message)) }

    /// - Parameter digest: the message's, which is made once: the message is written for it.
    mutating func hear(
        _ message: Message, _ header: Header, digest: [UInt8], device: inout LabDevice, _ situation: LabSituation
    ) -> LabHearing {
        lastMessage = digest
        lastReply = nil
        return session.hear(message, header, device: &device, situation)
    }

    mutating func answer(
        _ hearing: LabHearing, device: inout LabDevice, _ situation: LabSituation
    ) -> LabReply {
        let reply = session.answer(hearing, device: &device, situation)
        lastReply = reply
        return reply
    }

    /// Notes that it starts.
    mutating func start() { session.note(.sessionStarted, session.id) }

    /// Notes that the administrators' side knows of the session.
    mutating func begin() { session.hasBegun = true }

    mutating func takeOccurrences() -> [LabOccurrence] { session.takeOccurrences() }
}
