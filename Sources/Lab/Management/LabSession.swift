internal import SyncML

/// One OMA-DM session as the server sees it, pure: a phone's message goes in, the server's answer comes out
/// (OMA-TS-DM_Protocol-V1_2_1 sections 6 to 9).
///
/// The parts are in extensions: credentials both ways, reading what the phone says, and sending what is queued.
struct LabSession: Codable, Equatable, Sendable {
    /// `SessionID`, as the phone chose it.
    let id: String
    /// How many messages the server has sent: its `MsgID`.
    private(set) var messageCount = 0
    /// Whether the server awaits nothing more.
    private(set) var isOver = false
    /// Whether the phone's credentials have been right once.
    var isAuthenticated = false
    /// How often the phone's credentials were missing or wrong.
    var deviceRefusals = 0
    /// Whether the phone has answered the server's credentials with 212.
    var isServerAccepted = false
    /// How often the phone did not accept the server's credentials.
    var serverRefusals = 0
    /// The server's messages that the phone did not accept; whatever it says of their commands tells nothing.
    var refusedMessages: Set<String> = []
    /// Whether the phone or a command ended the session.
    var isAborted = false
    /// Whether the phone has said that it leaves.
    var isLeaving = false
    /// What was sent and is not answered to the end.
    var sent = LabSentCommands()
    var outgoing: ChunkedCommand?
    var incoming: IncomingObject?
    /// What the pieces of a value that was refused are answered with, to the last.
    var refusal: StatusCode?
    /// Octets of answers that may still be kept of this message.
    var room = 0
    /// What has happened since that was last asked.
    private var occurrences: [LabOccurrence] = []
    /// Whether the administrators' side has been told that the session begins.
    var hasBegun = false
    /// Whether the session has come to its end as it should.
    var hasEndedWell: Bool { isOver && !isAborted && serverRefusals < 3 && deviceRefusals <= 3 }

    init(id: String) {
        self.id = id
    }

    mutating func note(_ kind: LabEvent.Kind, _ detail: String = "") {
        occurrences.append(LabOccurrence(kind, detail))
    }

    mutating func takeOccurrences() -> [LabOccurrence] {
        defer { occurrences = [] }
        return occurrences
    }

    /// Reads a message, and decides whether it is the server's turn to ask.
    mutating func hear(
        _ message: Message, _ header: Header, device: inout LabDevice, _ situation: LabSituation
    ) -> LabHearing {
        room = situation.room
        messageCount += 1
        var draft = LabDraft(answering: header)
        let verdict = judgeDevice(header, &device, situation)
        draft.answerHeader(verdict.code, challenge: verdict.challenge)
        var hearing = LabHearing(header: header, draft: draft, isAdmitted: verdict.isAdmitted)
        guard verdict.isAdmitted else {
            for command in message.commands { hearing.draft.answer(command, verdict.code) }
            if situation.settings.oddities.has(.commandsWithChallenge) { sendBesideChallenge(&hearing.draft, device) }
            // A challenge is an answer to wait for, but not without end (protocol.md 2.9).
            isOver = deviceRefusals > 3
            return hearing
        }
        read(message.commands, &hearing.draft, &device, situation)
        goOn(after: message, &hearing, &device)
        return hearing
    }

    /// Decides what else is said after the statuses: nothing, *go on*, or the next commands.
    private mutating func goOn(after message: Message, _ hearing: inout LabHearing, _ device: inout LabDevice) {
        guard !isAborted, serverRefusals < 3 else {
            isOver = true
            return note(isAborted ? .sessionAborted : .sessionEnded)
        }
        if !message.isFinal, outgoing == nil {
            // The phone has more to say: Alert 1222, no commands, no Final (protocol.md 2.2).
            hearing.draft.request(.alert(Alert(id: nil, code: .nextMessage)), number: nil)
            hearing.draft.isFinal = false
            return
        }
        hearing.answers = finishAnswered(&device)
        hearing.isServersTurn = true
    }

    /// Answers the message that was heard, with what waits for the phone where it is the server's turn.
    mutating func answer(
        _ hearing: LabHearing, device: inout LabDevice, _ situation: LabSituation
    ) -> LabReply {
        var draft = hearing.draft
        if hearing.isServersTurn {
            if !isLeaving { sendNext(&draft, &device, situation) }
            if !isLeaving, hearing.isManaged { askOnce(&draft, device, situation) }
            if draft.requests.isEmpty, draft.raw.isEmpty {
                isOver = true
                note(.sessionEnded)
            }
        }
        return finish(draft, hearing.header, device, situation)
    }

    private mutating func finish(
        _ draft: LabDraft, _ header: Header, _ device: LabDevice, _ situation: LabSituation
    ) -> LabReply {
        let oddities = situation.settings.oddities
        let numbered = draft.numbered(message: messageCount, oddities)
        sent.add(numbered.sent, keeping: situation.settings.bounds.sent)
        let isEmpty = isOver && oddities.has(.emptyEnd)
        var reply = Message(commands: numbered.commands, isFinal: draft.isFinal)
        reply.version = header.verDTD == MarkupVersion.v1_1.verDTD ? .v1_1 : .v1_2
        reply.header = self.header(answering: header, device, situation)
        return LabReply(message: reply, raw: draft.raw, isEmpty: isEmpty)
    }

    private func header(answering header: Header, _ device: LabDevice, _ situation: LabSituation) -> Header {
        let settings = situation.settings
        let credential = serverCredential(device, situation)
        var limits = Meta()
        if let size = settings.maximumMessageSize { limits.others.append(MetaField(.maxMsgSize, String(size))) }
        if let size = settings.maximumObjectSize { limits.others.append(MetaField(.maxObjSize, String(size))) }
        let next = settings.oddities.has(.responseURI) ? "\(situation.address)/\(messageCount)" : nil
        return Header(
            verDTD: header.verDTD, verProto: header.verProto, sessionID: id, messageID: String(messageCount),
            target: header.source, source: situation.address,
            sourceName: credential == nil ? nil : settings.providerID, responseURI: next, credential: credential,
            meta: limits.isEmpty ? nil : limits)
    }
}

/// What a session needs to know beside the message, so that it draws no number and reads no clock itself.
struct LabSituation: Sendable {
    var settings: LabManagementSettings
    /// The server's own address, the `Source` of its messages.
    var address: String
    /// Octets that no one can guess, new for each message; none where phones show no credentials.
    var nonce: [UInt8]
    /// Octets of answers that the server still has room for.
    var room: Int
}
