import ManagementTree
package import SimulatedPhone
package import SyncML
import XML

/// An answer as people read it: for each item of each command what it was for, what became of it, why, and what there is to
/// know of it. Made only for who looks; nothing of it goes to the server.
package struct Explanation: Sendable {
    /// What became of one item; of all of the command where it has none or where none of them was looked at.
    package struct Entry: Equatable, Sendable {
        /// The place of the status in the answer.
        package var status: Int
        /// The element's name, `SyncHdr` for the header.
        package var command: String
        /// CmdID as received; empty where there is none.
        package var commandID: String
        package var code: StatusCode?
        /// The command's place in document order, from 0; nil for the header.
        package var position: Int?
        package var item: Int?
        /// Target/LocURI as received.
        package var address: String?
        /// The value of an Add, Replace or Exec, cut where it is long.
        package var value: String?
        /// Why the status is not 200.
        package var reason: String?
        /// What matters most first.
        package var notes: [Note]

        package var isSuccess: Bool { code?.isSuccess ?? false }
    }

    package private(set) var entries: [Entry] = []
    /// How many more entries there would be.
    package private(set) var omitted = 0

    private let answer: Answer
    private let commands: [Command]
    private let phone: Phone
    private let before: Blueprint?
    private let most: Int
    /// The rules that were used, by the command's place.
    private let ruleUses: [Int: [RuleUse]]

    private let mostNoted: Int
    /// Of a value more is not told.
    private static let longestValue = 4096

    /// - Parameters:
    ///   - message: what was answered.
    ///   - phone: as it was after the message, because what one command lacks the next may bring.
    ///   - before: what was described before the message, where that is known.
    ///   - most: how many entries are made.
    ///   - mostNoted: for how many of them notes are looked for: a server can make a hundred thousand mistakes in one
    ///     message.
    package init(
        of answer: Answer, to message: Message, on phone: Phone, before: Blueprint? = nil, most: Int = .max,
        mostNoted: Int = 256
    ) {
        self.mostNoted = mostNoted
        self.answer = answer
        self.phone = phone
        self.before = before
        self.most = most
        commands = message.commands.inDocumentOrder
        ruleUses = Dictionary(grouping: answer.ruleUses, by: \.command)
        for place in answer.statuses.indices { add(place) }
    }

    /// The entries of the status at a place.
    private mutating func add(_ place: Int) {
        let status = answer.statuses[place]
        let subject = answer.subjects[place]
        var entry = Entry(
            status: place, command: status.command, commandID: status.commandRef, code: status.code,
            position: subject.command,
            item: subject.item, reason: nil, notes: [])
        guard let position = subject.command, commands.indices.contains(position),
            case .access(let command) = commands[position], !command.items.isEmpty
        else {
            entry.reason = answer.reason(ofStatusAt: place)
            return append(entry)
        }
        for item in subject.item.map({ $0..<$0 + 1 }) ?? 0..<command.items.count {
            guard command.items.indices.contains(item) else { continue }
            guard entries.count < most else {
                omitted += 1
                continue
            }
            entry.item = item
            entry.reason = answer.reason(ofStatusAt: place, item: item)
            fill(&entry, command, item)
            entry.notes = ruleNotes(position, item) + entry.notes
            append(entry)
        }
    }

    /// What a rule has done that no reason tells: a success that is the rule's, a value or a time.
    private func ruleNotes(_ command: Int, _ item: Int) -> [Note] {
        guard !ruleUses.isEmpty else { return [] }
        return (ruleUses[command] ?? []).filter { $0.item == item && ($0.rule.status ?? .ok) == .ok }.map {
            Note($0.rule.status == nil ? .form : .effect, "\($0)")
        }
    }

    private mutating func append(_ entry: Entry) {
        guard entries.count < most else { return omitted += 1 }
        entries.append(entry)
    }

    private func fill(_ entry: inout Entry, _ command: AccessCommand, _ place: Int) {
        let item = command.items[place]
        entry.address = item.target
        let address = item.target.flatMap { try? phone.blueprint.address($0) }
        if command.verb != .get, let text = item.data?.text {
            let told = address.map { SecretNode.told(text, of: $0) } ?? SecretNode.told(text, of: item.target)
            entry.value = VisibleText.cut(told, most: Self.longestValue)
        }
        entry.notes = []
        // Of a command that was not run, or undone, there is nothing to know but why.
        guard let target = item.target, !target.isEmpty, entries.count < mostNoted,
            entry.code != .notExecuted, entry.code != .atomicRollBackOK
        else { return }
        var notes = addressNotes(entry, target)
        if entry.isSuccess, command.verb == .add || command.verb == .replace, let address {
            notes += phone.notes(on: address)
            if let text = item.data?.text { notes += ValueNotes.notes(on: text, as: address.description.format) }
        }
        if entry.isSuccess, command.verb == .exec, let address {
            notes += phone.notes(onExecOf: address, argument: item.data?.text)
        }
        if let text = item.data?.text { notes += ValueNotes.notes(on: text) }
        entry.notes = notes.sorted { $0.rank > $1.rank }
    }

    /// What is to be said of the address as it was at the command: an ADMX file that another one of the message brings or
    /// takes away makes policies known or unknown.
    private func addressNotes(_ entry: Entry, _ target: String) -> [Note] {
        guard !entry.isSuccess else {
            return phone.blueprint.notes(onAddress: target).filter { !$0.isOnUnknownNode }
        }
        guard let before, before !== phone.blueprint, let reason = entry.reason,
            reason == before.refusal(of: target)?.reason
        else { return phone.blueprint.notes(onAddress: target) }
        return before.notes(onAddress: target)
    }
}

extension Blueprint {
    /// Why no node can be at an address; nil where one can.
    fileprivate func refusal(of target: String) -> Refusal? {
        do {
            _ = try address(target)
            return nil
        } catch {
            return error
        }
    }
}

/// What can be seen of a value without knowing more of its node than its format.
enum ValueNotes {
    /// Numbers and truth values are taken without the blanks that people write around them.
    static func notes(on text: String, as format: NodeFormat) -> [Note] {
        guard format == .int || format == .bool, text.first?.isWhitespace == true || text.last?.isWhitespace == true
        else { return [] }
        return [Note(.form, "blanks or line breaks around the value are left out", .blanksAroundValue)]
    }

    static func notes(on text: String) -> [Note] {
        let start = text.utf8.prefix(64).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard start.first == UInt8(ascii: "&"), let first = String(start) else { return [] }
        let lower = first.lowercased()
        if lower.hasPrefix("&lt;") || lower.hasPrefix("&amp;lt;") {
            return [
                Note(
                    .slip,
                    "the value is escaped twice: it begins with \(VisibleText.quoted(first, most: 12)), where < was meant",
                    .escapedTwice)
            ]
        }
        return []
    }
}
