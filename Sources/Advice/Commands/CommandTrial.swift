import ManagementTree
package import Session
package import SimulatedPhone
package import SyncML

/// Tries every command on a node, each on a throw-away copy of a phone, by the session's own runner.
package struct CommandTrial {
    /// Answers a message on a copy of the phone, and gets what it needs from outside.
    package typealias Answering = (Message) async -> Reply

    private let uri: NodeURI
    private let node: NodeDescription
    private let csp: String
    private let phone: Phone
    private let present: String?
    private let siblings: [NodeDescription]
    private let isWrittenInAtomic: Bool
    private let answer: Answering

    /// - Parameters:
    ///   - node: what is known of the node.
    ///   - answer: how the phone answers a message as it is now.
    package init?(on node: NodeAdvice, of phone: Phone, answering answer: @escaping Answering) {
        guard let uri = try? NodeURI(parsing: node.uri),
            let way = phone.blueprint.schema.way(of: uri.names, in: uri.scope)
        else { return nil }
        self.uri = uri.sampled(way, on: phone, in: node.csp.name)
        self.node = way.last ?? phone.blueprint.schema.root(of: uri.scope)
        self.phone = phone
        self.answer = answer
        siblings = way.dropLast().last?.children ?? []
        csp = node.csp.name
        present = node.value
        isWrittenInAtomic = node.isWrittenInAtomic
    }

    /// What each command would get.
    package func all() async -> [CommandAdvice] {
        var all: [CommandAdvice] = []
        for verb in AccessCommand.Verb.told { all.append(await trial(verb)) }
        guard let add = all.first(where: { $0.command == "Add" }), add.isSuccess else { return all }
        for place in all.indices where all[place].status == Int(StatusCode.notFound.rawValue) {
            all[place].statusAfterAdd = await statusAfterAdd(all[place].command)
        }
        return all
    }

    // MARK: - One command

    /// One try: the message, what of it is the command that was asked for, and the answer to it.
    private struct Attempt {
        var message: Message
        var reply: Reply
        var entry: Explanation.Entry
        var value: String?

        var isRefusedForItsValue: Bool {
            let codes: [StatusCode] = [
                .commandFailed, .unsupportedMediaTypeOrFormat, .incompleteCommand, .atomicFailed, .badRequest,
                .atomicRollBackOK,
            ]
            return entry.code.map(codes.contains) ?? false
        }
    }

    private func trial(_ verb: AccessCommand.Verb) async -> CommandAdvice {
        let candidates =
            verb == .add || verb == .replace
            ? SampleValue.candidates(for: node, csp: csp, present: present) : [SampleValue.Value(format: .null)]
        var first: Attempt?
        for shape in CommandShape.allCases {
            for value in candidates {
                guard let attempt = await attempt(verb, value, shape) else { continue }
                if attempt.reply.answer.isSuccess {
                    guard shape == .alone else { return advice(verb, first ?? attempt, worksAs: attempt) }
                    var advice = advice(verb, attempt)
                    if let example = await exampleInAtomic(verb, value) { advice.example = example }
                    return advice
                }
                first = first ?? attempt
                // Another value, or company, changes nothing where it is not the value that is refused.
                guard attempt.isRefusedForItsValue || CommandShape.hasCompany(verb, uri, beside: siblings) else {
                    return advice(verb, first ?? attempt)
                }
            }
        }
        return first.map { advice(verb, $0) }
            ?? CommandAdvice(
                command: verb.name, name: "", reason: "it could not be tried", section: verb.section, notes: [],
                effects: [], isSuccess: false)
    }

    /// The message with the command in an Atomic, where the description wants it in one.
    private func exampleInAtomic(_ verb: AccessCommand.Verb, _ value: SampleValue.Value) async -> String? {
        guard isWrittenInAtomic, verb == .add || verb == .replace, let attempt = await attempt(verb, value, .atomic),
            attempt.reply.answer.isSuccess
        else { return nil }
        return CommandAdvice.text(attempt.message, .wire)
    }

    private func attempt(
        _ verb: AccessCommand.Verb, _ value: SampleValue.Value, _ shape: CommandShape
    ) async -> Attempt? {
        guard let commands = shape.commands(command(verb, value), uri, csp, beside: siblings) else { return nil }
        let message = message(commands)
        let reply = await answer(message)
        let explanation = Explanation(of: reply.answer, to: message, on: reply.phone)
        guard
            let entry = explanation.entries.last(where: { $0.command == verb.name && $0.address == uri.description })
                // Only the command that ends the account has none (Microsoft, *Disconnecting from MDM*).
                ?? explanation.entries.first
        else { return nil }
        let hasValue = verb == .add || verb == .replace
        return Attempt(message: message, reply: reply, entry: entry, value: hasValue ? value.text : nil)
    }

    private func command(_ verb: AccessCommand.Verb, _ value: SampleValue.Value) -> AccessCommand {
        var item = Item(target: uri.description)
        if verb == .add || verb == .replace {
            item.meta = Meta(
                format: ValueFormat(rawValue: value.format.rawValue), type: node.isInterior ? nil : node.type)
            item.data = value.text.map { .text($0) }
        }
        return AccessCommand(verb, id: nil, items: [item])
    }

    /// A message as the phone's server would send it.
    private func message(_ commands: [Command]) -> Message {
        let server = phone.enrolled?.account.address ?? Self.exampleServer
        var message = Message(
            header: Header(sessionID: "1", messageID: "1", target: phone.deviceID, source: server),
            commands: commands)
        message.numberCommands()
        return message
    }

    private static let exampleServer = "https://mdm.example.test/ManagementServer/MDM.svc"

    private func advice(_ verb: AccessCommand.Verb, _ attempt: Attempt) -> CommandAdvice {
        let entry = attempt.entry
        let isSuccess = attempt.reply.answer.isSuccess
        guard entry.command == verb.name else {
            return CommandAdvice(
                command: verb.name, name: "", reason: "the account ends, and the phone sends no status for it",
                section: verb.section, notes: [], effects: attempt.reply.phone.effects, isSuccess: isSuccess,
                example: CommandAdvice.text(attempt.message, .wire))
        }
        return CommandAdvice(
            command: verb.name, status: entry.code.map { Int($0.rawValue) }, name: entry.code?.name ?? "",
            reason: entry.reason ?? CommandWords.done(verb, isPresent: isPresent, node, entry.code),
            section: verb.section, value: isSuccess || attempt.isRefusedForItsValue ? attempt.value : nil,
            notes: entry.notes.map(\.text),
            effects: isSuccess ? attempt.reply.phone.effects : [], isSuccess: isSuccess,
            example: isSuccess ? CommandAdvice.text(attempt.message, .wire) : nil)
    }

    /// What fails alone, and works in company.
    private func advice(
        _ verb: AccessCommand.Verb, _ alone: Attempt, worksAs attempt: Attempt
    ) -> CommandAdvice {
        var advice = advice(verb, alone)
        let works = self.advice(verb, attempt)
        (advice.example, advice.effects, advice.notes) = (works.example, works.effects, works.notes)
        advice.statusInExample = works.status
        return advice
    }

    private var isPresent: Bool { (try? phone.locate(uri).isPresent) ?? false }

    // MARK: - After an Add

    private func statusAfterAdd(_ command: String) async -> Int? {
        guard let verb = AccessCommand.Verb.allCases.first(where: { $0.name == command }) else { return nil }
        for value in SampleValue.candidates(for: node, csp: csp, present: present) {
            let reply = await answer(
                message([.access(self.command(.add, value)), .access(self.command(verb, value))]))
            // The header's status comes first.
            guard reply.answer.statuses.count > 2, reply.answer.statuses[1].code?.isSuccess == true else { continue }
            return reply.answer.statuses[2].code.map { Int($0.rawValue) }
        }
        return nil
    }
}
