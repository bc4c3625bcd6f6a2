package import SimulatedPhone
package import SyncML

/// Answers one message of a server: checks its header, runs its commands, builds the phone's reply.
///
/// This is the part of a session that needs no session: package 1, credentials, splitting and large objects are not here.
package enum ReplyBuilder {
    /// Answers a message.
    /// - Returns: the reply, the reasons, and the phone as it is afterwards; the phone passed in is untouched.
    package static func reply(to message: Message, phone: Phone, _ environment: PhoneEnvironment) -> Reply {
        let messageID = message.header?.messageID ?? "1"
        var phone = phone
        phone.beginMessage()
        var runner = CommandRunner(phone: phone, environment: environment, messageID: messageID)
        let verdict = HeaderCheck.verdict(on: message.header)
        runner.report("SyncHdr", "0", verdict.code, verdict.reason)
        if !verdict.spoken.isEmpty {
            runner.completeLastStatus { $0.items = verdict.spoken.map { Item(data: .text($0)) } }
        }
        if verdict.code.isSuccess { runner.run(message.commands) }
        runner.numberResults()
        return Reply(
            version: message.version, header: header(answering: message.header), answer: runner.answer,
            phone: runner.phone)
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

/// Judges the header of a server's message.
enum HeaderCheck {
    /// What becomes of a message by its header.
    struct Verdict {
        var code: StatusCode
        /// Why the message is not run.
        var reason: String?
        /// The versions that the phone speaks, where the header has another: items of its status.
        var spoken: [String] = []
    }

    /// Inferred: a version that the phone does not speak is answered with the items that name those it does
    /// (OMA-TS-SyncML_RepPro-V1_2_2 section 10, codes 505 and 513). A header without versions is taken, because
    /// hand-written messages often have none.
    static func verdict(on header: Header?) -> Verdict {
        guard let header else { return Verdict(code: .ok) }
        if !header.verProto.isEmpty, !protocols.contains(header.verProto) {
            return Verdict(
                code: .protocolVersionNotSupported,
                reason: "VerProto is \(header.verProto); the phone speaks \(protocols.joined(separator: " and "))",
                spoken: protocols)
        }
        if !header.verDTD.isEmpty, !versions.contains(header.verDTD) {
            return Verdict(
                code: .dtdVersionNotSupported,
                reason: "VerDTD is \(header.verDTD); the phone speaks \(versions.joined(separator: " and "))",
                spoken: versions)
        }
        return Verdict(code: .ok)
    }

    private static let protocols = MarkupVersion.allCases.reversed().map(\.verProto)
    private static let versions = MarkupVersion.allCases.reversed().map(\.verDTD)
}
