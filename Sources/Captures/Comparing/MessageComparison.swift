package import SyncML

/// Compares what a replayed phone answered with what was recorded, by meaning: statuses by the command that they are for,
/// results by the node, reports by what they report. Ids of commands and messages, and header and credentials, are never
/// differences.
package enum MessageComparison {
    /// - Parameters:
    ///   - asked: the server's message that both answer; it tells the nodes of commands.
    ///   - rules: what does not count.
    package static func differences(
        recorded: Message, replayed: Message, asked: Message, rules: [DifferenceRule] = []
    ) -> [Difference] {
        let addresses = addresses(of: asked.commands)
        let statuses = differences(answers(recorded, addresses), answers(replayed, addresses))
        let results = differences(results(recorded), results(replayed))
        let reports = differences(reports(recorded), reports(replayed))
        return (statuses + results + reports).filter { difference in !rules.contains { $0.covers(difference) } }
    }

    /// One thing that a device said: a status, the value of a node, an alert.
    private struct Report {
        /// What it is about; two of one key are about the same.
        var key: String
        var command: String
        var address: String?
        var value: String
        var format = ""
        /// What it is called where the values differ.
        var kind = Difference.Kind.value
    }
}

extension MessageComparison {
    /// The node that each command is for, by its CmdID; of several, the first.
    private static func addresses(of commands: [Command]) -> [String: String] {
        var addresses: [String: String] = [:]
        for command in commands {
            switch command {
            case .access(let access):
                if let id = access.id, let item = access.items.first { addresses[id] = item.target ?? item.source }
            case .container(let container):
                addresses.merge(self.addresses(of: container.commands)) { first, _ in first }
            case .alert, .status, .results, .unknown: break
            }
        }
        return addresses
    }

    private static func answers(_ message: Message, _ addresses: [String: String]) -> [Report] {
        message.commands.compactMap { command in
            guard case .status(let status) = command else { return nil }
            let references = (status.targetRefs + status.sourceRefs).joined(separator: " ")
            return Report(
                key: "\(status.commandRef) \(status.command) \(references)", command: status.command,
                address: status.targetRefs.first ?? addresses[status.commandRef],
                value: status.code.map { String($0.rawValue) } ?? "none", kind: .status)
        }
    }

    private static func results(_ message: Message) -> [Report] {
        message.commands.flatMap { command -> [Report] in
            guard case .results(let results) = command else { return [] }
            return results.items.map { report($0, "Results", inherited: results.meta) }
        }
    }

    /// What a device reports without being asked: alerts, and the nodes of package 1.
    private static func reports(_ message: Message) -> [Report] {
        message.commands.flatMap { command -> [Report] in
            switch command {
            case .alert(let alert):
                let code = alert.code.map { String($0.rawValue) } ?? "none"
                guard !alert.items.isEmpty else {
                    return [Report(key: "Alert \(code)", command: "Alert", address: nil, value: "")]
                }
                return alert.items.map { item in
                    var report = report(item, "Alert", inherited: nil)
                    report.key = "Alert \(code) \(item.meta?.type ?? "") \(report.address ?? "")"
                    return report
                }
            case .access(let access): return access.items.map { report($0, access.verb.name, inherited: access.meta) }
            case .container, .status, .results, .unknown: return []
            }
        }
    }

    private static func report(_ item: Item, _ command: String, inherited: Meta?) -> Report {
        let address = item.source ?? item.target
        let format = (item.meta?.format ?? inherited?.format)?.rawValue ?? ""
        let type = item.meta?.type ?? inherited?.type ?? ""
        return Report(
            key: "\(command) \(address ?? "")", command: command, address: address, value: item.data?.text ?? "",
            format: "\(format) \(type)")
    }
}

extension MessageComparison {
    private static func differences(_ recorded: [Report], _ replayed: [Report]) -> [Difference] {
        let pairs = Pairs(recorded.map(\.key), replayed.map(\.key))
        var differences: [Difference] = []
        for (index, report) in recorded.enumerated() {
            guard let other = pairs.partner[index].map({ replayed[$0] }) else {
                differences.append(
                    Difference(.missingAnswer, address: report.address, command: report.command, recorded: report.value)
                )
                continue
            }
            for (kind, one, two) in [
                (report.kind, report.value, other.value), (.format, report.format, other.format),
            ] where one != two {
                differences.append(
                    Difference(kind, address: report.address, command: report.command, recorded: one, replayed: two))
            }
        }
        differences += pairs.surplus.map { index, isAgain in
            let report = replayed[index]
            return Difference(
                isAgain ? .answeredAlready : .extraAnswer, address: report.address, command: report.command,
                replayed: report.value)
        }
        return differences
            + pairs.disorder.map { index in
                Difference(.order, address: replayed[index].address, command: replayed[index].command)
            }
    }
}

/// Which of two lists' keys belong together: the first of a key with the first, and so on.
private struct Pairs {
    /// For each of the first list, its place in the second.
    private(set) var partner: [Int?]
    /// What the second has beyond the first, and whether the first has one of that key at all.
    private(set) var surplus: [(index: Int, isAgain: Bool)] = []
    /// The first of the second list that stands before one that it should follow.
    private(set) var disorder: [Int] = []

    init(_ first: [String], _ second: [String]) {
        var waiting: [String: [Int]] = [:]
        for (index, key) in first.enumerated().reversed() { waiting[key, default: []].append(index) }
        let known = Set(first)
        partner = Array(repeating: nil, count: first.count)
        var last = -1
        for (index, key) in second.enumerated() {
            guard let place = waiting[key]?.popLast() else {
                surplus.append((index, known.contains(key)))
                continue
            }
            partner[place] = index
            if place < last, disorder.isEmpty { disorder.append(index) }
            last = max(last, place)
        }
    }
}
