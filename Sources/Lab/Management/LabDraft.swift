internal import SyncML

/// The server's answer while it is being put together, still without CmdIDs.
struct LabDraft: Equatable, Sendable {
    private let messageRef: String
    private var statuses: [Status] = []
    private(set) var requests: [Request] = []
    var raw: [String] = []
    var isFinal = true

    struct Request: Equatable, Sendable {
        var command: Command
        /// The number in the phone's queue; nil for what the server says of itself.
        var number: Int?
        /// Whether more pieces of the same value follow.
        var isPiece = false
        /// Whether it stands beside a challenge, where it must not be executed.
        var isBesideChallenge = false
    }

    init(answering header: Header) {
        messageRef = header.messageID
    }

    mutating func answerHeader(_ code: StatusCode, challenge: Meta?) {
        statuses.append(
            Status(
                id: nil, messageRef: messageRef, commandRef: "0", command: "SyncHdr", challenge: challenge, code: code))
    }

    /// Statuses and Results are not answered, except with an error (OMA-TS-DM_RepPro-V1_2_1 section 6.5.1).
    mutating func answer(_ command: Command, _ code: StatusCode) {
        switch command {
        case .status: return
        case .results: if code == .ok { return }
        case .access, .alert, .container, .unknown: break
        }
        statuses.append(
            Status(
                id: nil, messageRef: messageRef, commandRef: command.id ?? "", command: command.elementName, code: code)
        )
    }

    mutating func request(
        _ command: Command, number: Int?, isPiece: Bool = false, isBesideChallenge: Bool = false
    ) {
        requests.append(
            Request(command: command, number: number, isPiece: isPiece, isBesideChallenge: isBesideChallenge))
    }

    /// The whole body with CmdIDs, and what is to be remembered of it.
    func numbered(message: Int, _ oddities: LabOddities) -> (commands: [Command], sent: [SentCommand]) {
        var count = 0
        var commands: [Command] = []
        for status in statuses {
            count += 1
            var status = status
            status.id = String(count)
            commands.append(.status(status))
        }
        let first = count + 1
        let style = CommandIDStyle(oddities, message: message, first: first)
        var sent: [SentCommand] = []
        for request in requests {
            let command = style.number(request.command, &count)
            commands.append(command)
            SentCommand.list(command, request, message: String(message), into: &sent)
        }
        return (commands, sent)
    }
}
