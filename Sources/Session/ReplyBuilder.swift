package import SimulatedPhone
package import SyncML

/// Answers one message of a server: checks its header, runs its commands, builds the phone's reply.
///
/// This is the part of a session that needs no session; the rest is `SessionMachine`.
package enum ReplyBuilder {
    /// Answers a message.
    /// - Returns: the reply, the reasons, and the phone as it is afterwards; the phone passed in is untouched. Where
    ///   something must be got first (`Reply.need`), the call is to be made again with it in the environment.
    package static func reply(
        to message: Message, phone: Phone, _ environment: PhoneEnvironment, rules: AnswerRules = AnswerRules()
    ) -> Reply {
        let messageID = message.header?.messageID ?? "1"
        let before = phone
        var phone = phone
        phone.beginMessage()
        var runner = CommandRunner(phone: phone, environment: environment, messageID: messageID, rules: rules)
        let verdict = HeaderCheck.verdict(on: message)
        runner.report(verdict)
        if verdict.code.isSuccess { runner.run(message.commands) }
        runner.numberResults()
        return Reply(
            version: message.version, header: header(answering: message.header), answer: runner.answer,
            phone: runner.need == nil ? runner.phone : before, need: runner.need,
            rules: runner.need == nil ? runner.rules : rules)
    }

    /// The header of the answer: Target and Source change places, the session stays, the device counts on from the
    /// server's MsgID, which servers copy from the device's.
    private static func header(answering header: Header?) -> Header? {
        guard let header else { return nil }
        let count = Int(header.messageID).flatMap { $0 < Int.max ? $0 + 1 : nil }
        return Header(
            verDTD: header.verDTD, verProto: header.verProto, sessionID: header.sessionID,
            messageID: count.map(String.init) ?? header.messageID, target: header.source, source: header.target)
    }
}

/// A reply with what it took to make it.
package struct Reply: Sendable {
    let version: MarkupVersion
    let header: Header?
    package let answer: Answer
    /// The phone as it is after the message.
    package let phone: Phone
    /// What must come from outside before the message can be answered. The reply is then of no use, and the phone is as it
    /// was; nil for an answer.
    package let need: OutsideNeed?
    /// The answer rules as they are after the message.
    package let rules: AnswerRules

    /// The reply as a message: all statuses, then all results, as observed.
    package var message: Message {
        Message(
            version: version, header: header,
            commands: answer.statuses.map(Command.status) + answer.results.map(Command.results), isFinal: true)
    }

    /// The bytes of the reply; the same as those of `message`, without making it.
    package func bytes(_ style: MessageWriter.Style = .wire) -> [UInt8] {
        MessageWriter(style: style).write(
            version: version, header: header, statuses: answer.statuses, results: answer.results)
    }
}
