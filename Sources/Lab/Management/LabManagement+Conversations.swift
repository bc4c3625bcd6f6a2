package import Conversations
internal import Notation
internal import SyncML
internal import Wire

/// What phones and server said to each other, kept for who looks at it in the portal.
extension LabManagement {
    /// The conversation of a phone's last sessions; nil where nothing of it is remembered.
    package func conversation(of id: String) -> ConversationLog? { conversations[id] }

    /// How a session ended, in a word and as a sentence.
    private static func ending(of session: LabSession) -> (String, String) {
        if session.hasEndedWell { return ("completed", "completed") }
        if session.isAborted { return ("abortedByPhone", "aborted by the phone, or by a command that ends a session") }
        return ("failed", "phone and server did not accept each other's credentials")
    }

    /// Remembers a request and what was answered. Who never enrolled is not worth it.
    /// - Parameter milliseconds: how long it took to answer.
    func note(
        _ request: LabManagementRequest, _ header: Header, _ answer: LabAnswer, begun: Int64, milliseconds: Int
    ) {
        let id = header.source
        guard let device = register[id], device.state != .stranger else { return }
        let (begun, now) = (Instant(seconds: begun), Instant(seconds: sources.now()))
        conversations.change(id, at: now) { log in
            if header.messageID == "1" || log.currentSession != header.sessionID {
                log.begin(session: header.sessionID, at: begun)
            }
            var sent = WireResponse(status: answer.status, body: answer.body)
            if let type = answer.mediaType { sent.headers.add("Content-Type", type) }
            log.add(
                WireRequest(.post, request.address, headers: request.headers, body: request.body), sent,
                failure: answer.refusal, begun: begun, answered: now, milliseconds: milliseconds)
            guard let session = session(of: id), session.id == header.sessionID, session.isOver else { return }
            let (outcome, text) = Self.ending(of: session)
            log.end(outcome, text, at: now)
        }
    }
}
