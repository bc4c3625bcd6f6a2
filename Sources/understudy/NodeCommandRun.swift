import Agent
import ArgumentParser
import ManagementTree
import Session
import SimulatedPhone
import SyncML

/// Runs the commands of `get`, `add`, `replace`, `delete` and `exec` as one message and prints what came of each.
struct NodeCommandRun {
    let commands: [Command]
    /// The address of each command.
    let uris: [String]
    let options: NodeOptions

    func run() async throws {
        try await options.output.reporting {
            let rules = try options.answers.offlineRules()
            var hand = try await PhoneAtHand.offline(options.phone, rules: rules)
            let message = Message(commands: commands)
            let reply = await ReplyBuilder.reply(
                to: message, phone: hand.phone, &hand.environment, rules: hand.rules,
                isLent: hand.isLent, asking: hand.pinResetService)
            hand.phone = reply.phone
            hand.rules = reply.rules
            try await hand.save()
            await hand.finish()
            let explanation = Explanation(of: reply.answer, to: message, on: reply.phone)
            let outcomes = zip(uris.indices, uris).map { outcome(at: $0, of: $1, reply.answer, explanation) }
            if !options.output.json { outcomes.forEach(tell) }
            var result = CommandResult(
                reply.answer.isSuccess ? .done : .failed, isEnrolled: hand.phone.enrolled != nil,
                body: Document(commands: outcomes))
            result.error = outcomes.lazy.compactMap(\.failure).first
            result.isTold = !options.output.json
            return result
        }
    }

    private struct Document: Encodable {
        var commands: [NodeOutcome]
    }

    /// What became of one command; its status follows the header's.
    private func outcome(
        at index: Int, of uri: String, _ answer: Answer, _ explanation: Explanation
    ) -> NodeOutcome {
        let status = answer.statuses[index + 1]
        let results = answer.results.first { $0.commandRef == status.commandRef }
        return NodeOutcome(
            uri: uri, command: status.command, status: Int(status.code?.rawValue ?? 0),
            reason: answer.reason(ofStatusAt: index + 1),
            notes: explanation.entries.filter { $0.status == index + 1 }.flatMap(\.notes).map(\.text),
            nodes: results?.items.map { item in
                NodeOutcome.Node(
                    uri: item.source ?? uri, format: item.meta?.format?.rawValue ?? "chr", data: item.data?.text,
                    children: item.meta?.format == .node
                        ? item.data?.text.split(separator: "/").map(String.init) : nil)
            })
    }

    /// Whether this is the empty answer to the question for a PIN that no exec has made.
    private func isFollowUp(_ outcome: NodeOutcome) -> Bool {
        outcome.uri != uris.first && outcome.uri.hasSuffix("/NewPINValue")
            && outcome.nodes?.first?.data?.isEmpty == true
    }

    private func tell(_ outcome: NodeOutcome) {
        tellValue(outcome)
        for note in outcome.notes { Console.error("note: \(Console.visible(note))") }
    }

    private func tellValue(_ outcome: NodeOutcome) {
        guard let nodes = outcome.nodes else {
            let head = "\(outcome.status) \(outcome.command)"
            guard let reason = outcome.reason else {
                if outcome.command != "Get" { Console.print("\(head) \(Console.visible(outcome.uri))") }
                return
            }
            let why = ReasonText.without(outcome.uri, in: Console.visible(reason))
            return Console.error("\(Console.coloured(head, .red)): \(Console.visible(outcome.uri)): \(why)")
        }
        if isFollowUp(outcome) { return }
        let isAlone = uris.count == 1 && nodes.count == 1
        for node in nodes {
            let data = node.data ?? ""
            // Child names one to a line: easier to read, and no name holds a line end.
            let text = node.format == "node" && isAlone ? data.split(separator: "/").joined(separator: "\n") : data
            // A value alone may have lines; beside others a line break in it would forge one of theirs.
            Console.print(isAlone ? text : "\(Console.visible(node.uri))\t\(Console.visible(text))")
        }
    }
}

/// What became of one command, as `--json` prints it.
struct NodeOutcome: Encodable {
    struct Node: Encodable {
        var uri: String
        var format: String
        var data: String?
        /// The names below an interior node, percent-encoded.
        var children: [String]?
    }

    var uri: String
    var command: String
    var status: Int
    var reason: String?
    var notes: [String]
    var nodes: [Node]?

    /// What to tell of a command that failed; nil for one that did not.
    var failure: String? {
        (200..<300).contains(status) ? nil : "\(status) \(command) \(uri)" + (reason.map { ": \($0)" } ?? "")
    }
}
