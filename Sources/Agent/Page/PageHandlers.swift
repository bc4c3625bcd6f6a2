import Advice
import ManagementTree
import SimulatedPhone
import SyncML

/// What the phone's page asks for beside what the control API had before.
extension ControlHandlers {
    /// So many messages are told at once.
    private static let mostLines = 1000

    private var log: ConversationLog {
        get throws(ControlError) {
            guard let log = agent.configuration.conversation else {
                throw ControlError(.refused, "this phone keeps no messages to look at")
            }
            return log
        }
    }

    func conversation(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        var filter = ConversationFilter()
        filter.address = request.text("address")
        filter.verb = request.text("verb")
        filter.status = try request.number("status")
        filter.text = request.text("text")
        return .json(try log.page(after: try request.number("after") ?? 0, filter, most: Self.mostLines))
    }

    func message(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let number = try request.number("number") ?? 0
        guard let entry = try log.entry(number) else {
            throw ControlError(.unknownMessage, "message \(number) is not kept, or not any more")
        }
        return .json(ConversationMessage(entry, showsSecrets: try request.flag("secrets")))
    }

    func download(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let number = try request.number("session") ?? 0
        let text = request.query["form"] ?? ConversationDownload.har.rawValue
        guard let form = ConversationDownload(rawValue: text) else {
            throw ControlError(.badRequest, "form=\(text): give har or record")
        }
        guard let (session, entries) = try log.session(number) else {
            throw ControlError(.unknownMessage, "session \(number) is not kept, or not any more")
        }
        let octets = try form.octets(session, entries, showsSecrets: try request.flag("secrets"))
        return .file(octets, name: "session-\(number).\(form == .har ? "har" : "tar")")
    }

    func node(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let text = request.query["uri"] ?? "."
        let phone = await agent.phone
        guard let uri = try? NodeURI(parsing: text), uri.query == nil,
            let advice = Adviser(phone.blueprint).node(text, in: phone, await agent.environment, depth: 0)
        else { throw ControlError(.unknownNode, "no description knows \(text)") }
        return .json(NodeReport(advice, written: agent.configuration.conversation?.lastWriter(of: uri)))
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

extension ControlRequest {
    /// A parameter that is not empty.
    fileprivate func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
}
