import Conversations
import JSON
import Wire

/// What the phone's page asks for beside what others ask.
extension ControlRoutes {
    static let pageRoutes = [conversation, message, download, node, command, checkPIN]

    package static let conversation = ControlOperation(
        method: .get, path: "/conversation", name: "conversation",
        summary: "The messages that went over the wire lately, each as a line, and the sessions that they are of.",
        parameters: [
            .init(name: "after", schema: .integer, note: "Only what has changed since the answer of this revision."),
            .init(name: "address", schema: .text, note: "Only messages with a command on such an address."),
            .init(name: "verb", schema: .text, note: "Only messages with such a command."),
            .init(name: "status", schema: .integer, note: "Only with such a status: 404, or 4 for all from 400 on."),
            .init(name: "text", schema: .text, note: "Only messages that hold this text."),
        ],
        answer: .json(.named("ConversationPage")), failures: [.badRequest, .refused],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.conversation(request) })

    package static let message = ControlOperation(
        method: .get, path: "/conversation/message", name: "message",
        summary: "One message with all that is to be seen of it, and what the phone said to each of its commands.",
        parameters: [
            .init(name: "number", schema: .integer, note: "The message's number."),
            .init(name: "secrets", schema: .flag, note: "Whether to show what lets somebody in."),
        ],
        answer: .json(.named("ConversationMessage")), failures: [.badRequest, .unknownMessage, .refused],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.message(request) })

    package static let download = ControlOperation(
        method: .get, path: "/conversation/session", name: "download",
        summary: "A session as a file to keep: an HTTP Archive, or what --record writes as a tar archive.",
        parameters: [
            .init(name: "session", schema: .integer, note: "The session's number in the conversation."),
            .init(name: "form", schema: .choice(ConversationDownload.allCases.map(\.rawValue)), note: "har or record."),
            .init(name: "secrets", schema: .flag, note: "Whether secrets stay in it; else stand-ins take their place."),
        ],
        answer: .text(mediaType: ControlResponse.fileType, note: "The file."),
        failures: [.badRequest, .unknownMessage, .refused, .unexpected],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.download(request) })

    package static let node = ControlOperation(
        method: .get, path: "/node", name: "node",
        summary: "What is known of one node: its description, how it stands, and which message wrote it.",
        parameters: [.init(name: "uri", schema: .text, note: "The node's address; the root if not given.")],
        answer: .json(.named("NodeReport")), failures: [.unknownNode],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.node(request) })

    package static let command = ControlOperation(
        method: .post, path: "/command", name: "command",
        summary: "Run one command on the phone as if a server had sent it. A status of failure is no error.",
        request: "HandCommand", answer: .json(.named("HandReply")), failures: [.badRequest, .notKept, .stopping],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.command(request) })

    package static let checkPIN = ControlOperation(
        method: .post, path: "/pin/check", name: "checkPIN",
        summary: "Tell what is wrong with a PIN that a person has in mind, by the rules of now. Nothing is changed.",
        request: "PINRequest", answer: .json(.named("PINVerdict")), failures: [.badRequest],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.checkPIN(request) })
}
