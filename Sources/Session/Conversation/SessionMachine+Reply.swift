import SyncML

/// What the phone sends back.
extension SessionMachine {
    /// The reply to a message that was run, or the end of the session where there is nothing to say.
    mutating func reply(_ answer: Answer, _ alerts: [Alert], _ ending: SessionOutcome?) -> SessionAction {
        if isAtEnd(answer, alerts) { return .finish(ending ?? .completed) }
        var alerts = alerts
        // The package of a server that goes on is asked for with alert 1222, unless results say as much (PRO 6).
        if !isServerDone, answer.results.isEmpty, replyQueue.isEmpty {
            alerts.append(Alert(id: nil, code: .nextMessage))
        }
        return .send(message(of: answer, alerts, ending))
    }

    /// A session is over when the server has asked nothing and the phone has nothing to say: a message of nothing but a
    /// successful header status must not be sent (OMA-TS-DM_Protocol-V1_2_1 section 8).
    private func isAtEnd(_ answer: Answer, _ alerts: [Alert]) -> Bool {
        isServerDone && replyQueue.isEmpty && alerts.isEmpty && answer.results.isEmpty && answer.statuses.count == 1
            && answer.statuses[0].code?.isSuccess == true
    }

    /// The next message: all of the answer where the server takes so much.
    ///
    /// - Parameter answer: its results are numbered.
    mutating func message(of answer: Answer, _ alerts: [Alert], _ ending: SessionOutcome?) -> OutgoingMessage {
        said = SaidMessage(answer: answer, alerts: alerts, waiting: replyQueue, isServerDone: isServerDone)
        let header = nextHeader()
        if replyQueue.isEmpty, alerts.isEmpty, let bytes = wholeReply(answer, header) {
            sent = SentCommands(results: answer.results.count, after: answer.statuses.count)
            return envelope(bytes, header, isFinal: isServerDone, answer: answer, ending: ending)
        }
        return part(of: answer, alerts, header, ending)
    }

    /// The last message once more, for a server that asks who said it: as it was, behind the statuses for the message that
    /// asks. Nothing of it was heard.
    mutating func sayAgain(_ said: SaidMessage, after answer: Answer) -> OutgoingMessage {
        replyQueue = said.waiting
        isServerDone = said.isServerDone
        var whole = answer
        whole.append(said.answer)
        var message = message(of: whole, said.alerts, nil)
        message.answer = answer
        return message
    }

    /// All of the answer in one message; nil where it is longer than the server takes.
    private func wholeReply(_ answer: Answer, _ header: Header) -> [UInt8]? {
        let bytes = form.bytes(
            version: version, header: header, statuses: answer.statuses, results: answer.results,
            isFinal: isServerDone)
        return bytes.count <= limits.messageSize ?? .max ? bytes : nil
    }

    /// As much of the answer as the server takes; the rest waits in the queue. Only the last message has Final.
    private mutating func part(
        of answer: Answer, _ alerts: [Alert], _ header: Header, _ ending: SessionOutcome?
    ) -> OutgoingMessage {
        // The status of the header is always the first, however much older there is to say.
        let first = Command.status(answer.statuses[0])
        let alerts = alerts.map { alert in
            var numbered = Command.alert(alert)
            numbered.id = CommandID.text(1)
            return numbered
        }
        replyQueue.add(answer.statuses.dropFirst(), answer.results)
        var room = MessageRoom(
            limit: limits.messageSize ?? .max, Message(version: version, header: header, commands: [first]), form)
        for alert in alerts { room.reserve(room.size(of: alert), mustFit: true) }
        let (statuses, results) = replyQueue.dequeue(fitting: &room)
        let isFinal = isServerDone && replyQueue.isEmpty
        var commands = [first] + statuses.map(Command.status) + alerts + results.map(Command.results)
        for index in commands.indices { commands[index].id = CommandID.text(index + 1) }
        sent = SentCommands(commands)
        let bytes = form.bytes(
            of: Message(version: version, header: header, commands: commands, isFinal: isFinal))
        return envelope(bytes, header, isFinal: isFinal, answer: answer, ending: ending)
    }
}
