import Session
import SimulatedPhone
import SyncML

/// A message with its reply and everything that is known of both.
struct ExplainedMessage {
    /// The name of the file; `-` for standard input.
    let file: String
    let message: Message
    /// Where the commands stand, in document order; empty where they come from something else than a message.
    let places: [MessagePlace]
    /// The leniencies used, without those that every profile needs.
    let tolerances: [Tolerance]
    /// What is to be said of the file or message as a whole.
    let remarks: [String]
    let reply: Reply
    let explanation: Explanation

    /// - Parameter before: what was described before the message.
    init(file: String, _ input: ApplyInput.Entry, reply: Reply, before: Blueprint) {
        self.file = file
        message = input.message
        places = input.places
        tolerances = input.tolerances.filter { $0.kind.rank > .usual }
        remarks = input.remarks
        self.reply = reply
        explanation = Explanation(of: reply.answer, to: input.message, on: reply.phone, before: before)
    }

    /// The entries of commands; the header's is one of the reply, not of what was asked.
    var items: [Explanation.Entry] { explanation.entries.filter { $0.position != nil } }

    func place(of entry: Explanation.Entry) -> MessagePlace? {
        entry.position.flatMap { places.indices.contains($0) ? places[$0] : nil }
    }
}
