package import Captures
package import Notation
import Session
import SimulatedPhone
import Synchronization
import Wire

/// A message that went over the wire, as it is kept while there is room. What it says is read only when somebody looks.
package struct ConversationEntry: Sendable {
    /// Counted from 1 in one run of the agent.
    package let number: Int
    /// Grows with every change of any entry or session, so that who looks can ask for what is new.
    var revision: Int
    /// The number of the session; nil for enrolment.
    let session: Int?
    package let sender: RecordedMessage.Sender
    package let time: Instant
    /// Of an answer: how long it was waited for.
    let milliseconds: Int?
    let head: RecordedMessage.Head
    let octets: [UInt8]
    /// Of a request: why no answer came.
    var failure: String?
    /// Of a message of the server: what the phone said to it.
    var answered: Answered?
    /// What a server did wrong beside what its text shows.
    var oddities: [Oddity] = []
    /// What is seen of it in a list, once somebody has looked.
    private let kept = KeptDigest()

    /// What the phone said to a message.
    enum Answered: Sendable {
        /// With all that the reasons come from; the phone as it was after the message.
        case here(Answer, Phone)
        /// As its server knows it: the phone's messages that followed, unread.
        case told([[UInt8]])

        /// How much is known: what was made of less is made anew.
        fileprivate var count: Int {
            switch self {
            case .here: 1
            case .told(let replies): replies.count
            }
        }
    }

    /// So many messages behind one may hold statuses for it: a phone that has much to say takes several.
    private static let mostReplies = 3

    /// The phone has sent another message in the same session.
    mutating func hear(_ reply: [UInt8]) -> Bool {
        switch answered {
        case nil: answered = .told([reply])
        case .told(let replies) where replies.count < Self.mostReplies: answered = .told(replies + [reply])
        case .told, .here: return false
        }
        return true
    }

    /// What is seen of it in a list; made once, and anew when the phone has answered.
    package var digest: MessageDigest {
        kept.value(replies: answered?.count ?? 0) { MessageDigest(MessageRows(self)) }
    }

    /// Roughly what it takes to keep it: whoever sends it, the fields of its head among that.
    let size: Int
}

extension ConversationEntry {
    init(
        number: Int, revision: Int, session: Int?, sender: RecordedMessage.Sender, time: Instant, milliseconds: Int?,
        head: RecordedMessage.Head, octets: [UInt8], failure: String?
    ) {
        self.number = number
        self.revision = revision
        self.session = session
        self.sender = sender
        self.time = time
        self.milliseconds = milliseconds
        self.head = head
        self.octets = octets
        self.failure = failure
        let fields = head.headers.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        size = octets.count + fields + 1024
    }
}

/// A digest that copies of an entry share.
private final class KeptDigest: Sendable {
    private let kept = Mutex<(replies: Int, digest: MessageDigest)?>(nil)

    func value(replies: Int, _ make: () -> MessageDigest) -> MessageDigest {
        if let kept = kept.withLock({ $0 }), kept.replies == replies { return kept.digest }
        let made = make()
        kept.withLock { $0 = (replies, made) }
        return made
    }
}
