import Captures
import ManagementTree
import Notation
import Session
import SimulatedPhone
import SyncML
import XML

/// A message as people read it, command by command: with what the phone said to each and why, or, of the phone's own
/// messages, what each status and result is about.
struct MessageRows: Sendable {
    private(set) var form: MessageForm?
    /// nil where it is no message of a session, or cannot be read.
    private(set) var reading: MessageReading?
    private(set) var rows: [ConversationCommand] = []
    /// How many rows there would be more.
    private(set) var omitted = 0

    /// So many rows are made of one message.
    static let most = 2000
    private static let longestValue = 65_536

    private let showsSecrets: Bool

    init(_ entry: ConversationEntry, showsSecrets: Bool = false) {
        self.showsSecrets = showsSecrets
        guard !entry.octets.isEmpty else { return }
        let form = MessageForm(of: entry.octets)
        guard let read = try? form == .wbxml ? WBXMLReader().read(entry.octets) : MessageReader().read(entry.octets)
        else { return }
        self.form = form
        reading = read
        if let answered = entry.answered { addHeaderStatus(answered, read.message) }
        let explained = entry.answered.map { Self.explained($0, read.message) } ?? [:]
        var position = 0
        for command in read.message.commands { add(command, depth: 0, &position, explained) }
    }

    private struct Subject: Hashable {
        var position: Int
        var item: Int?
    }

    private static func explained(
        _ answered: ConversationEntry.Answered, _ message: Message
    ) -> [Subject: Explanation.Entry] {
        let entries = Explanation(of: answered.answer, to: message, on: answered.phone, most: most).entries
        return Dictionary(
            entries.compactMap { entry in
                entry.position.map { (Subject(position: $0, item: entry.item), entry) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// What the phone said to the message as a whole, where that is not that all is well.
    private mutating func addHeaderStatus(_ answered: ConversationEntry.Answered, _ message: Message) {
        guard let status = answered.answer.statuses.first, status.command == "SyncHdr", status.code != .ok else {
            return
        }
        var row = ConversationCommand(name: "SyncHdr")
        row.set(status.code)
        row.reason = answered.answer.reason(ofStatusAt: 0)
        append(row)
    }

    private mutating func append(_ row: ConversationCommand) {
        if rows.count < Self.most { rows.append(row) } else { omitted += 1 }
    }

    private mutating func add(
        _ command: Command, depth: Int, _ position: inout Int, _ explained: [Subject: Explanation.Entry]
    ) {
        let place = position
        position += 1
        switch command {
        case .access(let access):
            for (index, item) in access.items.enumerated() {
                var row = row(access.verb.name, access.id, item.target ?? item.source, item, depth)
                row.format = (item.meta?.format ?? access.meta?.format)?.rawValue
                row.explain(
                    explained[Subject(position: place, item: index)] ?? explained[Subject(position: place)])
                append(row)
            }
            if access.items.isEmpty { appendBare(access.verb.name, access.id, place, depth, explained) }
        case .container(let container):
            appendBare(container.kind.name, container.id, place, depth, explained)
            for inner in container.commands { add(inner, depth: depth + 1, &position, explained) }
        case .unknown(let unknown): appendBare(unknown.name, unknown.id, place, depth, explained)
        case .alert(let alert): add(alert, depth, explained[Subject(position: place)])
        case .status(let status): add(status, depth)
        case .results(let results):
            for item in results.items {
                var row = row("Results", results.id, item.source ?? results.sourceRef, item, depth)
                row.about = results.commandRef.map { "Get \($0)" }
                row.format = (item.meta?.format ?? results.meta?.format)?.rawValue
                append(row)
            }
        }
    }

    private mutating func appendBare(
        _ name: String, _ id: String?, _ place: Int, _ depth: Int, _ explained: [Subject: Explanation.Entry]
    ) {
        var row = ConversationCommand(name: name, id: id, depth: depth)
        row.explain(explained[Subject(position: place)])
        append(row)
    }

    private mutating func add(_ alert: Alert, _ depth: Int, _ entry: Explanation.Entry?) {
        let code = alert.code.map { "\($0.rawValue)" }
        guard !alert.items.isEmpty else {
            var row = ConversationCommand(name: "Alert", id: alert.id, depth: depth)
            row.about = code
            row.explain(entry)
            return append(row)
        }
        for item in alert.items {
            var row = row("Alert", alert.id, item.source ?? item.target, item, depth)
            row.about = [code, item.meta?.type].compactMap(\.self).joined(separator: " ")
            if !showsSecrets, MessageMask.isSecret(item) { row.value = SecretNode.standIn }
            row.explain(entry)
            append(row)
        }
    }

    private mutating func add(_ status: Status, _ depth: Int) {
        var row = ConversationCommand(name: "Status", id: status.id, depth: depth)
        row.about = status.commandRef == "0" ? status.command : "\(status.command) \(status.commandRef)"
        row.address = status.targetRefs.first
        row.set(status.code)
        append(row)
    }

    private func row(
        _ name: String, _ id: String?, _ address: String?, _ item: Item, _ depth: Int
    ) -> ConversationCommand {
        var row = ConversationCommand(name: name, id: id, depth: depth)
        row.address = address
        row.value = item.data.map { data in
            let text = showsSecrets ? data.text : SecretNode.told(data.text, of: address)
            return VisibleText.cut(text, most: Self.longestValue)
        }
        return row
    }
}
