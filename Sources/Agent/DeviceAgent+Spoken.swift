package import Session
import SimulatedPhone
package import SyncML
import Wire

/// Says to a server what the phone itself would not, in a session of the phone's own.
package protocol SessionSpeaker: Sendable {
    /// What is said next; nil where nothing is left to say.
    /// - Parameter userToken: the token of the user who is signed in at the phone, whom the server knows.
    mutating func next(as device: String, userToken: String?) -> SpokenPart?

    /// The server's answer to what was said last, and nothing where it said nothing.
    /// - Parameter sent: the octets of the message that it answers.
    mutating func hear(_ reading: MessageReading?, octets: [UInt8], to sent: OutgoingMessage)
}

/// Sessions in which somebody else speaks for the phone.
extension DeviceAgent {
    /// Has one session in which the speaker says what the phone says, with the phone's ids, credential, token and certificate.
    /// Nothing that the server asks is done to the phone.
    /// - Returns: the speaker as it is afterwards, and why the session ended early, if it did.
    package func speak<Speaker: SessionSpeaker>(_ speaker: Speaker) async -> (Speaker, AgentError?) {
        var speaker = speaker
        do {
            try await inTurn { () async throws(AgentError) in try await session(of: &speaker) }
            return (speaker, nil)
        } catch {
            return (speaker, error)
        }
    }

    private func session(of speaker: inout some SessionSpeaker) async throws(AgentError) {
        let start = SessionStart(on: phone)
        guard var machine = try await begin(start) else { throw AgentError.notEnrolled }
        try await keep()
        let exchange = try exchange(for: phone)
        while let part = speaker.next(as: machine.deviceID, userToken: start.userToken) {
            var sent = machine.say(part)
            var (reading, octets) = try await answer(to: sent, over: exchange, in: machine)
            while let message = reading?.message, try isAgain(machine.hear(message)) {
                sent = machine.say(part.answering(message))
                (reading, octets) = try await answer(to: sent, over: exchange, in: machine)
            }
            speaker.hear(reading, octets: octets, to: sent)
            guard reading != nil else { return }
        }
    }

    /// Sends a message and reads what came.
    private func answer(
        to message: OutgoingMessage, over exchange: any Exchange, in machine: SessionMachine
    ) async throws(AgentError) -> (MessageReading?, [UInt8]) {
        let response = try await post(message, over: exchange, session: machine.sessionID, retryLimit: nil)
        guard let response, !response.body.isEmpty else { return (nil, []) }
        return (try read(response), response.body)
    }

    /// Whether the last part must be said again.
    private func isAgain(_ hearing: SessionMachine.Hearing) throws(AgentError) -> Bool {
        switch hearing {
        case .goOn: return false
        case .sayAgain: return true
        case .abortedByServer:
            throw AgentError(.session(.refused), "the server has given the session up (alert 1223)")
        case .failed(let failure): throw AgentError(failure)
        }
    }
}

extension SpokenPart {
    /// The same behind a status for the header of the message that asks who says so, unless it has one for that already
    /// (OMA-TS-DM_Protocol-V1_2_1 section 9).
    fileprivate func answering(_ message: Message) -> SpokenPart {
        let reference = message.header?.messageID ?? ""
        var part = self
        part.commands.removeAll { command in
            if case .status(let status) = command { status.command == "SyncHdr" } else { false }
        }
        let status = Status(id: "1", messageRef: reference, commandRef: "0", command: "SyncHdr", code: .ok)
        part.commands.insert(.status(status), at: 0)
        return part
    }
}
