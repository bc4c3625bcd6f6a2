import Captures
import Notation
import Session
import SimulatedPhone
import Synchronization

/// A message that went over the wire, as it is kept while there is room. What it says is read only when somebody looks.
struct ConversationEntry: Sendable {
    /// Counted from 1 in one run of the agent.
    let number: Int
    /// Grows with every change of any entry or session, so that who looks can ask for what is new.
    var revision: Int
    /// The number of the session; nil for enrolment.
    let session: Int?
    let sender: RecordedMessage.Sender
    let time: Instant
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

    /// What the phone said to a message, with all that the reasons come from.
    struct Answered: Sendable {
        var answer: Answer
        /// As it was after the message.
        var phone: Phone
    }

    /// What is seen of it in a list; made once, and anew when the phone has answered.
    var digest: MessageDigest {
        kept.value(isAnswered: answered != nil) { MessageDigest(MessageRows(self)) }
    }

    /// Roughly what it takes to keep it.
    var size: Int { octets.count + 1024 }
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
    }
}

/// A digest that copies of an entry share.
private final class KeptDigest: Sendable {
    private let kept = Mutex<(isAnswered: Bool, digest: MessageDigest)?>(nil)

    func value(isAnswered: Bool, _ make: () -> MessageDigest) -> MessageDigest {
        if let kept = kept.withLock({ $0 }), kept.isAnswered == isAnswered { return kept.digest }
        let made = make()
        kept.withLock { $0 = (isAnswered, made) }
        return made
    }
}
