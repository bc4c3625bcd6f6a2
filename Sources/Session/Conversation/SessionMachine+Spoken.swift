package import SyncML

/// What somebody else says by the phone's mouth, as a replay of a recorded device does: commands without a header, because ids
/// and credential are those of the session in which they are said.
package struct SpokenPart: Equatable, Sendable {
    package var commands: [Command]
    package var form: MessageForm
    package var isFinal: Bool

    package init(_ commands: [Command], form: MessageForm, isFinal: Bool) {
        self.commands = commands
        self.form = form
        self.isFinal = isFinal
    }
}

/// A session of which the phone only keeps the ids and shows who it is, and somebody else says the rest.
extension SessionMachine {
    /// What a message of the server means for who speaks; its commands are nobody's here.
    package enum Hearing: Equatable, Sendable {
        /// The server takes the phone for who it is. What it says of the next session is not kept, because nobody has looked
        /// at who the server is.
        case goOn
        /// The server asks who says so: the last part must be said again.
        case sayAgain
        /// The server has given the session up.
        case abortedByServer
        case failed(SessionFailure)
    }

    /// The device's address, as the server knows it.
    package var deviceID: String { source }

    /// Makes a message of a part.
    package mutating func say(_ part: SpokenPart) -> OutgoingMessage {
        let header = nextHeader()
        let message = Message(version: version, header: header, commands: part.commands, isFinal: part.isFinal)
        var outgoing = envelope(
            part.form.bytes(of: message), header, isFinal: part.isFinal, answer: nil, ending: nil)
        outgoing.form = part.form
        return outgoing
    }

    /// Takes a message of the server, as far as it concerns the session itself.
    package mutating func hear(_ message: Message) -> Hearing {
        guard let header = message.header else {
            return .failed(SessionFailure(.missingHeader, "the server's message has no SyncHdr"))
        }
        guard header.sessionID == sessionID else {
            return .failed(SessionFailure(.wrongSession, otherSession(header)))
        }
        if message.commands.contains(where: \.isAbort) { return .abortedByServer }
        follow(header.responseURI)
        for case .status(let status) in message.commands where status.command == "SyncHdr" {
            switch clientAuthentication.judge(status) {
            case .proceed: return .goOn
            case .challenged: return .sayAgain
            case .versionRefused(let code):
                return .failed(
                    SessionFailure(
                        .versionNotSupported,
                        "the server answered a message of \(version.verProto) with \(code.rawValue)"))
            case .failed(let failure): return .failed(failure)
            }
        }
        return .goOn
    }
}
