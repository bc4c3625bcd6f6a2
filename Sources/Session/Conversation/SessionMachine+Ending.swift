package import SyncML

/// How a session is given up, and how it is kept alive.
extension SessionMachine {
    /// How a message is told that does not say that it belongs to this session.
    func otherSession(_ header: Header) -> String {
        header.sessionID.isEmpty
            ? "the server's message has no SessionID, and this is session \(sessionID)"
            : "the server's message is of session \(header.sessionID); this is \(sessionID)"
    }

    /// Gives the session up: alert 1223 with Final (OMA-TS-DM_Protocol-V1_2_1 section 8.1).
    /// - Parameter message: what the server has sent and is not run any more.
    package mutating func abort(
        answering message: Message? = nil, ending: SessionOutcome = .abortedByPhone
    ) -> OutgoingMessage {
        var answer = Answer()
        if let message {
            let messageID = message.header?.messageID ?? ""
            answer.add("SyncHdr", "0", .ok, to: messageID)
            answer.addAll(
                message.commands, .notExecuted, to: messageID, "not run, because the session is given up")
        }
        let alert = Alert(id: CommandID.text(answer.statuses.count + 1), code: .sessionAbort)
        return outgoing(
            statuses: answer.statuses, others: [.alert(alert)], answer: message == nil ? nil : answer, ending: ending)
    }

    /// Tells the server that commands take their time, so that it does not give up: alert 1224 without status and Final
    /// (EnableOmaDmKeepAliveMessage; Microsoft, *DMClient CSP*). To be sent before `receive`; the server's answer to it
    /// goes to `acknowledge`.
    package mutating func requestPending() -> OutgoingMessage {
        var alert = PackageOne.clientEvent("Reversed-Domain-Name:com.microsoft.mdm.requestpending", "1")
        alert.id = CommandID.text(1)
        return outgoing(statuses: [], others: [.alert(alert)], isFinal: false)
    }

    /// Takes the server's answer to `requestPending`.
    /// - Returns: how the session ends, where it does.
    package mutating func acknowledge(_ message: Message?) -> SessionOutcome? {
        received += 1
        guard received <= Self.mostMessages else { return .failed(endless) }
        return message?.commands.contains(where: \.isAbort) == true ? .abortedByServer : nil
    }

    var endless: SessionFailure {
        let lack =
            hasSeenFinal
            ? "and asks for more"
            : "none of them with Final, so that the phone asked for the next one each time (alert 1222)"
        let advice = hasSeenFinal ? "" : "; let the last message of each package have Final"
        return SessionFailure(
            .endless,
            "the server has sent \(Self.mostMessages) messages, \(lack); the session is given up\(advice)")
    }
}
