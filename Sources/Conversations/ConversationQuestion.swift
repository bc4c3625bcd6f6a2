package import Advice
import Notation

/// What somebody who looks asks of a conversation: the same of a phone's control API and of the lab's portal.
package struct ConversationQuestion: Sendable {
    /// What is asked for. The parameters are those of the control API, whose description tells them.
    package enum Part: String, CaseIterable, Sendable {
        /// What is new: `after`, `address`, `verb`, `status`, `text`.
        case page = ""
        /// One message: `number`, `secrets`.
        case message
        /// A session as a file: `session`, `form`, `secrets`.
        case session
    }

    private let part: Part
    private let query: QueryParameters
    private let searchesSecrets: Bool
    private let interpreter: StatusInterpreter?

    /// So many messages are told at once.
    private static let mostLines = 1000

    /// - Parameters:
    ///   - searchesSecrets: whether a text is looked for in secrets too.
    ///   - interpreter: who says what statuses mean where no phone tells why it gave them; nil where one does.
    package init(
        _ part: Part, query: [String: String], searchesSecrets: Bool = true, interpreter: StatusInterpreter? = nil
    ) {
        self.part = part
        self.searchesSecrets = searchesSecrets
        self.interpreter = interpreter
        self.query = QueryParameters(query)
    }

    /// Of what secrets are asked for, in words; nil where none are.
    package var secretsOf: String? {
        guard query["secrets"] == "true" else { return nil }
        switch part {
        case .page: return nil
        case .message: return "message \(query["number"] ?? "")"
        case .session: return "session \(query["session"] ?? "")"
        }
    }

    /// What the conversation has to tell.
    package func answer(from log: ConversationLog) throws(ConversationRefusal) -> ConversationAnswer {
        do {
            switch part {
            case .page: return .json(try page(log))
            case .message: return .json(try message(log))
            case .session: return try file(log)
            }
        } catch let error as QueryFault {
            throw ConversationRefusal(.badRequest, error.message)
        } catch let error as ConversationRefusal {
            throw error
        } catch {
            throw ConversationRefusal(.unexpected, "\(error)")
        }
    }

    private func page(_ log: ConversationLog) throws(QueryFault) -> ConversationPage {
        var filter = ConversationFilter()
        filter.address = query.text("address")
        filter.verb = query.text("verb")
        filter.status = try query.number("status")
        filter.text = query.text("text")
        filter.searchesSecrets = searchesSecrets
        return log.page(after: try query.number("after") ?? 0, filter, most: Self.mostLines)
    }

    private func message(_ log: ConversationLog) throws -> ConversationMessage {
        let number = try query.number("number") ?? 0
        guard let entry = log.entry(number) else {
            throw ConversationRefusal(.unknown, "message \(number) is not kept, or not any more")
        }
        var message = ConversationMessage(entry, showsSecrets: try query.flag("secrets"))
        if let interpreter { message.interpret(by: interpreter) }
        return message
    }

    private func file(_ log: ConversationLog) throws -> ConversationAnswer {
        let number = try query.number("session") ?? 0
        let text = query["form"] ?? ConversationDownload.har.rawValue
        guard let form = ConversationDownload(rawValue: text) else {
            throw ConversationRefusal(.badRequest, "form=\(text): give har or record")
        }
        guard let (session, entries) = log.session(number) else {
            throw ConversationRefusal(.unknown, "session \(number) is not kept, or not any more")
        }
        let octets = try form.octets(session, entries, showsSecrets: try query.flag("secrets"))
        return .file(octets, name: form.name(ofSession: number))
    }
}

/// What is told of a conversation.
package enum ConversationAnswer: Sendable {
    case json(any Encodable & Sendable)
    /// A file to keep, with its name.
    case file([UInt8], name: String)
}

/// Why nothing is told, and what to do.
package struct ConversationRefusal: Error, Equatable, Sendable {
    package enum Code: Sendable {
        case badRequest
        /// The message or session is not kept, or not any more.
        case unknown
        case unexpected
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
