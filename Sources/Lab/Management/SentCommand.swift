internal import SyncML

/// A command that the phone was sent, to find it again when a Status or Results refers to it.
struct SentCommand: Codable, Equatable, Sendable {
    let messageID: String
    let id: String?
    let name: String
    let address: String?
    /// The number in the queue; nil for what the server said of itself.
    let number: Int?
    let isPiece: Bool
    let isBesideChallenge: Bool
    var isAnswered = false

    /// Whether the server has asked by it what the device is.
    var isQuestion: Bool { number == nil && address.map { DeviceQuestion(rawValue: $0) != nil } ?? false }

    /// A command and all inside it, in the order in which their statuses come.
    static func list(
        _ command: Command, _ request: LabDraft.Request, message: String, into sent: inout [SentCommand]
    ) {
        sent.append(
            SentCommand(
                messageID: message, id: command.id, name: command.elementName, address: command.firstAddress,
                number: request.number, isPiece: request.isPiece, isBesideChallenge: request.isBesideChallenge))
        guard case .container(let container) = command else { return }
        for inner in container.commands { list(inner, request, message: message, into: &sent) }
    }
}
