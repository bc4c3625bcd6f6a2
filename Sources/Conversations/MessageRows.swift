import Captures
import ManagementTree
import Notation
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
        guard let read = Self.read(entry.octets) else { return }
        form = MessageForm(of: entry.octets)
        reading = read
        let verdicts = MessageVerdicts(entry.answered, read.message, most: Self.most)
        if let verdict = verdicts.header {
            var row = ConversationCommand(name: "SyncHdr")
            row.explain(verdict)
            append(row)
        }
        var position = 0
        for command in read.message.commands { add(command, depth: 0, &position, verdicts) }
    }

    /// Reads a message in either form; nil for what is none, or cannot be read.
    static func read(_ octets: [UInt8]) -> MessageReading? {
        guard !octets.isEmpty else { return nil }
        return try? MessageForm(of: octets) == .wbxml ? WBXMLReader().read(octets) : MessageReader().read(octets)
    }

    private mutating func append(_ row: ConversationCommand) {
        if rows.count < Self.most { rows.append(row) } else { omitted += 1 }
    }

    private mutating func add(
        _ command: Command, depth: Int, _ position: inout Int, _ verdicts: MessageVerdicts
    ) {
        let place = position
        position += 1
        switch command {
        case .access(let access):
            for (index, item) in access.items.enumerated() {
                var row = row(access.verb.name, access.id, item.target ?? item.source, item, depth)
                row.format = (item.meta?.format ?? access.meta?.format)?.rawValue
                row.explain(verdicts[place, index])
                append(row)
            }
            if access.items.isEmpty { appendBare(access.verb.name, access.id, place, depth, verdicts) }
        case .container(let container):
            appendBare(container.kind.name, container.id, place, depth, verdicts)
            for inner in container.commands { add(inner, depth: depth + 1, &position, verdicts) }
        case .unknown(let unknown): appendBare(unknown.name, unknown.id, place, depth, verdicts)
        case .alert(let alert): add(alert, depth, verdicts[place])
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
        _ name: String, _ id: String?, _ place: Int, _ depth: Int, _ verdicts: MessageVerdicts
    ) {
        var row = ConversationCommand(name: name, id: id, depth: depth)
        row.explain(verdicts[place])
        append(row)
    }

    private mutating func add(_ alert: Alert, _ depth: Int, _ verdict: MessageVerdicts.Verdict?) {
        let code = alert.code.map { "\($0.rawValue)" }
        guard !alert.items.isEmpty else {
            var row = ConversationCommand(name: "Alert", id: alert.id, depth: depth)
            row.about = code
            row.explain(verdict)
            return append(row)
        }
        for item in alert.items {
            var row = row("Alert", alert.id, item.source ?? item.target, item, depth)
            row.about = [code, item.meta?.type].compactMap(\.self).joined(separator: " ")
            if !showsSecrets, MessageMask.isSecret(item) { row.value = SecretNode.standIn }
            row.explain(verdict)
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
