internal import Notation
internal import Session
internal import SimulatedPhone
internal import SyncML

/// One thing that was asked in a turn, with the answers of then and now.
struct ReportedCommand: Equatable, Sendable {
    /// What was answered to it; nothing where there was no answer.
    struct Answer: Equatable, Sendable {
        var code: StatusCode?
        /// The value that a Get found.
        var value: String?
    }

    /// CmdID as received; empty where there is none.
    var id: String
    /// The element's name.
    var name: String
    var address: String?
    /// What was sent with it.
    var value: String?
    var recorded = Answer()
    var replayed = Answer()
    /// Why the status of now says what it says.
    var reason: String?
    var notes: [String] = []
    /// The places of the turn's findings that are about it.
    var findings: [Int] = []
}

/// A turn as reports show it: what was asked, line by line, and which differences belong to which line.
struct ReportedTurn: Sendable {
    private(set) var commands: [ReportedCommand] = []
    /// The places of the findings that belong to no command, such as an order or an alert.
    private(set) var otherFindings: [Int] = []

    init(_ turn: ReplayedTurn) {
        let asked = (try? turn.asked?.reading())?.message.commands.inDocumentOrder ?? []
        let recorded = Answers(turn.recorded)
        let replayed = Answers(turn.replayed)
        let reasons = Self.reasons(turn.explanation)
        for (position, command) in asked.enumerated() {
            for (item, var row) in Self.rows(of: command) {
                row.recorded = recorded.answer(to: row)
                row.replayed = replayed.answer(to: row)
                if let entry = reasons[Subject(position: position, item: item)] {
                    row.reason = entry.reason
                    row.notes = entry.notes.map(\.text)
                }
                commands.append(row)
            }
        }
        assign(turn.findings)
    }

    /// Gives each finding to the command that it is about.
    private mutating func assign(_ findings: [ReplayedTurn.Finding]) {
        var places: [Key: Int] = [:]
        for (place, command) in commands.enumerated() {
            let address = command.address?.trimmed
            // Values are what a Get finds; of a subtree they are told with addresses that were not asked for.
            for name in command.name == "Get" ? ["Get", "Results"] : [command.name] {
                for key in [
                    Key(id: command.id, name: name, address: address), Key(id: command.id, name: name),
                    Key(name: name, address: address),
                ] where places[key] == nil { places[key] = place }
            }
        }
        for (index, finding) in findings.enumerated() {
            if let place = Self.keys(of: finding).lazy.compactMap({ places[$0] }).first {
                commands[place].findings.append(index)
            } else {
                otherFindings.append(index)
            }
        }
    }

    /// By what a finding may name its command, the surest first.
    private static func keys(of finding: ReplayedTurn.Finding) -> [Key] {
        let difference = finding.difference
        guard let name = difference.command else { return [] }
        let anyCommand = Key(name: name, address: difference.address)
        guard let id = finding.commandID else { return [anyCommand] }
        return [Key(id: id, name: name, address: difference.address), Key(id: id, name: name), anyCommand]
    }

    private struct Key: Hashable {
        /// nil for whichever command of that name and address comes first.
        var id: String?
        var name: String
        /// nil for whichever item of the command comes first.
        var address: String?
    }

    private struct Subject: Hashable {
        var position: Int
        var item: Int?
    }

    private static func reasons(_ explanation: Explanation?) -> [Subject: Explanation.Entry] {
        var reasons: [Subject: Explanation.Entry] = [:]
        for entry in explanation?.entries ?? [] {
            guard let position = entry.position else { continue }
            reasons[Subject(position: position, item: entry.item)] = entry
        }
        return reasons
    }

    /// A row for each item, or one for what has none. Statuses and results ask nothing.
    private static func rows(of command: Command) -> [(item: Int?, row: ReportedCommand)] {
        let id = command.id ?? ""
        switch command {
        case .status, .results: return []
        case .access(let access) where !access.items.isEmpty:
            return access.items.enumerated().map { index, item in
                let address = item.target ?? item.source
                let value = access.verb == .get ? nil : item.data.map { SecretNode.told($0.text, of: address) }
                return (index, ReportedCommand(id: id, name: command.name, address: address, value: value))
            }
        case .alert(let alert):
            let code = alert.code.map { String($0.rawValue) }
            return [(nil, ReportedCommand(id: id, name: command.name, address: nil, value: code))]
        case .access, .container, .unknown: return [(nil, ReportedCommand(id: id, name: command.name, address: nil))]
        }
    }
}

/// The statuses and results of one answer, by what they are for.
private struct Answers {
    private var codes: [String: StatusCode] = [:]
    private var values: [String: String] = [:]

    init(_ message: RecordedMessage?) {
        for command in (try? message?.reading())?.message.commands ?? [] {
            switch command {
            case .status(let status):
                guard let code = status.code else { continue }
                // The first of several stands for the command where an item has none of its own.
                for key in [status.commandRef]
                    + (status.targetRefs + status.sourceRefs).map({
                        "\(status.commandRef) \($0)"
                    }) where codes[key] == nil
                { codes[key] = code }
            case .results(let results):
                for item in results.items {
                    let address = item.source ?? item.target ?? ""
                    values["\(results.commandRef ?? "1") \(address)"] =
                        item.data.map { SecretNode.told($0.text, of: address) } ?? ""
                }
            case .access, .alert, .container, .unknown: continue
            }
        }
    }

    func answer(to command: ReportedCommand) -> ReportedCommand.Answer {
        let key = "\(command.id) \(command.address ?? "")"
        return ReportedCommand.Answer(code: codes[key] ?? codes[command.id], value: values[key])
    }
}
