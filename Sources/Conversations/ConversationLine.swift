import Captures
import Notation
import SyncML

/// A message as a line of the conversation.
package struct ConversationLine: Codable, Equatable, Sendable {
    /// How many commands of a name there are.
    package struct Count: Codable, Equatable, Sendable {
        package var name: String
        package var count: Int
    }

    package var number: Int
    package var revision: Int
    /// The number of the session; nil for enrolment.
    package var session: Int?
    /// `device` or `server`.
    package var sender: String
    /// ISO 8601.
    package var time: String
    /// Of an answer: how long it was waited for.
    package var milliseconds: Int?
    /// MsgID.
    package var messageID: String?
    /// `xml`, `wbxml`; nil for what is no message.
    package var form: String?
    /// In octets, without its head.
    package var size: Int
    /// Of an answer.
    package var httpStatus: Int?
    package var commands: [Count]
    package var worstStatus: Int?
    /// How many leniencies it took to read it, beside those that everybody needs.
    package var tolerances: Int
    /// Why no answer came.
    package var failure: String?

    init(_ entry: ConversationEntry) {
        let digest = entry.digest
        number = entry.number
        revision = entry.revision
        session = entry.session
        sender = entry.sender.rawValue
        time = entry.time.text
        milliseconds = entry.milliseconds
        messageID = digest.messageID
        form = digest.form?.rawValue
        size = entry.octets.count
        if case .response(let status) = entry.head.start { httpStatus = status }
        commands = digest.counts
        worstStatus = digest.worst
        tolerances = digest.tolerances + entry.oddities.count
        failure = entry.failure
    }
}

/// A session as the conversation tells it.
package struct ConversationSession: Codable, Equatable, Sendable {
    /// Counted from 1 in one run of the agent: a SessionID may come again.
    package var number: Int
    package var revision: Int
    /// SessionID.
    package var id: String
    /// ISO 8601.
    package var begun: String
    package var ended: String?
    /// How it ended: one of `SessionOutcome`'s names, or `failed`; nil while it goes on.
    package var outcome: String?
    /// The same as a sentence.
    package var text: String?
}

/// What is new in the conversation.
package struct ConversationPage: Codable, Equatable, Sendable {
    /// To be given as `after` the next time.
    package var revision: Int
    /// Whether there is more of it at once.
    package var hasMore: Bool
    /// The number of the oldest message that is still kept; those before it are gone.
    package var oldest: Int
    package var sessions: [ConversationSession]
    package var messages: [ConversationLine]
}
