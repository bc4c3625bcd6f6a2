import Session
import SimulatedPhone
import SyncML

/// What became of each thing in a message, by its place: as the phone itself knows it, with all the reasons, or as it told its
/// server in the messages that followed, which is a status and nothing more.
struct MessageVerdicts: Sendable {
    /// What became of one thing.
    struct Verdict: Equatable, Sendable {
        var code: StatusCode?
        var reason: String?
        var notes: [String] = []
    }

    private struct Subject: Hashable {
        /// The command's place in document order.
        var position: Int
        var item: Int?
    }

    private var found: [Subject: Verdict] = [:]
    /// Of the message as a whole, where that is not that all is well.
    private(set) var header: Verdict?

    init(_ answered: ConversationEntry.Answered?, _ message: Message, most: Int) {
        switch answered {
        case .here(let answer, let phone): take(answer, phone, message, most)
        case .told(let replies): take(Self.statuses(replies, about: message), message)
        case nil: break
        }
    }

    /// - Parameter item: nil for all of the command.
    subscript(position: Int, item: Int? = nil) -> Verdict? {
        found[Subject(position: position, item: item)] ?? found[Subject(position: position)]
    }

    private mutating func take(_ answer: Answer, _ phone: Phone, _ message: Message, _ most: Int) {
        if let status = answer.statuses.first {
            takeHeader(status, answer.reason(ofStatusAt: 0))
        }
        for entry in Explanation(of: answer, to: message, on: phone, most: most).entries {
            guard let position = entry.position else { continue }
            let subject = Subject(position: position, item: entry.item)
            guard found[subject] == nil else { continue }
            // The address stands above the reason already.
            found[subject] = Verdict(
                code: entry.code, reason: entry.reason.map { ReasonText.without(entry.address, in: $0) },
                notes: entry.notes.map(\.text))
        }
    }

    private mutating func takeHeader(_ status: Status, _ reason: String? = nil) {
        guard status.command == "SyncHdr", status.code != .ok else { return }
        header = Verdict(code: status.code, reason: reason)
    }

    /// The statuses that later messages have for a message.
    private static func statuses(_ replies: [[UInt8]], about message: Message) -> [Status] {
        guard let id = message.header?.messageID else { return [] }
        return replies.flatMap { octets -> [Status] in
            guard let reply = MessageRows.read(octets)?.message else { return [] }
            return reply.commands.compactMap { command in
                if case .status(let status) = command, status.messageRef == id { status } else { nil }
            }
        }
    }

    /// A status is of a command, by its CmdID; where that has several items, of those that it names, or of all of them.
    private mutating func take(_ statuses: [Status], _ message: Message) {
        if let status = statuses.first(where: { $0.commandRef == "0" }) { takeHeader(status) }
        let byCommand = Dictionary(grouping: statuses, by: \.commandRef)
        for (position, command) in message.commands.inDocumentOrder.enumerated() {
            guard let told = command.id.flatMap({ byCommand[$0] }), let first = told.first else { continue }
            guard case .access(let access) = command, told.count > 1 else {
                found[Subject(position: position)] = Verdict(code: first.code)
                continue
            }
            for (index, item) in access.items.enumerated() {
                guard let address = item.target ?? item.source,
                    let status = told.first(where: { ($0.targetRefs + $0.sourceRefs).contains(address) })
                else { continue }
                found[Subject(position: position, item: index)] = Verdict(code: status.code)
            }
        }
    }
}
