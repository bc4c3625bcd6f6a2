import Advice
import Conversations
import ManagementTree
import Notation
import SimulatedPhone
import SyncML

/// What the phone's page asks for beside what the control API had before.
extension ControlHandlers {
    func conversation(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        try tell(.page, request)
    }

    func message(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        try tell(.message, request)
    }

    func download(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        try tell(.session, request)
    }

    private func tell(
        _ part: ConversationQuestion.Part, _ request: ControlRequest
    ) throws(ControlError) -> ControlAnswer {
        guard let log = agent.configuration.conversation else {
            throw ControlError(.refused, "this phone keeps no messages to look at")
        }
        do {
            switch try ConversationQuestion(part, query: request.query).answer(from: log) {
            case .json(let value): return .json(value)
            case .file(let octets, let name): return .file(octets, name: name)
            }
        } catch {
            throw ControlError(error)
        }
    }

    func node(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let text = request.query["uri"] ?? "."
        let phone = await agent.phone
        guard let uri = try? NodeURI(parsing: text), uri.query == nil,
            let advice = Adviser(phone.blueprint).node(text, in: phone, await agent.environment, depth: 0)
        else { throw ControlError(.unknownNode, "no description knows \(text)") }
        // Of two in one moment a person's comes behind a server's, whose value they have seen.
        let writings = [await agent.lastHandWriting(of: uri), agent.configuration.conversation?.lastWriting(of: uri)]
        return .json(NodeReport(advice, written: writings.compactMap { $0 }.max { $0.at < $1.at }))
    }

    func command(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let wanted = try request.decode(HandCommand.self)
        let verbs = AccessCommand.Verb.allCases.filter { $0 != .copy }
        guard let verb = verbs.first(where: { $0.name.lowercased() == wanted.verb.lowercased() }) else {
            throw ControlError(.badRequest, "verb: give add, replace, delete, get or exec")
        }
        let phone = await agent.phone
        let described = Adviser(phone.blueprint).node(wanted.uri, in: phone, await agent.environment, depth: 0)?.format
        let format = verb == .get || verb == .delete ? nil : wanted.format ?? described
        let meta = format.map { Meta(format: ValueFormat(rawValue: $0)) }
        let data = format == ValueFormat.node.rawValue ? nil : wanted.value.map { ItemData.text($0) }
        let command = AccessCommand(
            verb, id: "1", items: [Item(target: wanted.uri, meta: meta, data: data)])
        do {
            return .json(HandReply(try await agent.run(command)))
        } catch {
            throw ControlError(error)
        }
    }

    func checkPIN(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let pin = try request.decode(PINRequest.self).pin
        return .json(PINVerdict(await agent.violations(of: pin)))
    }
}

extension ControlError {
    fileprivate init(_ refusal: ConversationRefusal) {
        let code: Code =
            switch refusal.code {
            case .badRequest: .badRequest
            case .unknown: .unknownMessage
            case .unexpected: .unexpected
            }
        self.init(code, refusal.message)
    }
}
