package import SimulatedPhone
package import SyncML

/// One OMA-DM session as a state machine without I/O: messages of the server go in, actions come out
/// (OMA-TS-DM_Protocol-V1_2_1 sections 6 to 9; MS-MDM 3.1).
///
/// Whoever drives it sends what `.send` says, and gives back what came. The phone is passed in with each event, so that
/// its owner may keep it, and other things may happen to it between two messages.
package struct SessionMachine: Sendable {
    let start: SessionStart
    package let sessionID: String
    /// The server's address, which is the Target of every message; what RespURI says changes only where they go.
    let server: String
    /// The Source of the phone's messages.
    let source: String
    package private(set) var version: MarkupVersion
    package let form: MessageForm
    /// By which some commands are answered otherwise than the phone would; each use counts in it.
    package var rules = AnswerRules()
    private var url: String
    /// The MsgID of the phone's last message.
    private(set) var messageNumber = 0
    /// How many messages of the server have come.
    var received = 0
    var clientAuthentication: ClientAuthentication
    var serverAuthentication: ServerAuthentication
    var limits = PeerLimits()
    var replyQueue = ReplyQueue()
    var receiver = LargeObjectReceiver(limit: SessionMachine.largestObject)
    /// What the phone said last, for a server that asks who says so; nil while that is package 1.
    var said: SaidMessage?
    /// What a server may answer of it.
    var sent = SentCommands()
    /// What package 1 has carried of the phone's outbox.
    var sentAlerts = SentAlerts()
    /// The HTTP header MDM-GenericAlert, which every message of the session carries; nil for none.
    private let alertHeader: String?
    /// The MsgID of the server's last message, where it is a number.
    var serverNumber: Int?
    /// Whether any message of the server had Final.
    var hasSeenFinal = false
    /// Whether it is the phone's turn: the server's Final has come, and the phone's has not gone since. While the phone
    /// needs several messages, the server asks for the next ones without Final (PRO 6).
    var isServerDone = false

    /// More messages of a server than this are an endless session (design, *What bad input gets*).
    package static let mostMessages = 200
    /// Inferred: the greatest value in bytes that the phone takes, as large as a message may be.
    static let largestObject = 16 << 20

    /// - Parameters:
    ///   - start: why the session begins.
    ///   - phone: must be enrolled; the number of its last session is counted on.
    /// - Returns: nil for a phone that is not enrolled.
    package init?(_ start: SessionStart, on phone: inout Phone) {
        guard let enrolled = phone.enrolled else { return nil }
        let account = enrolled.account
        switch (start.sessionID, start.initiator) {
        case (let given?, _): sessionID = given
        case (nil, .client):
            let number = enrolled.sessionNumber == .max ? 1 : enrolled.sessionNumber + 1
            phone.enrolled?.sessionNumber = number
            sessionID = SessionID.text(
                number, platform: phone.platform, hasVersion2: account.hasApplicationVersion2,
                form: phone.profile.sessionIDs)
        case (nil, .server(let notification)): sessionID = SessionID.text(ofNotification: notification)
        }
        self.start = start
        phone.beginSession()
        alertHeader = phone.outbox.alertHeader
        // The alerts have their session now; where it fails, they wait for the next one.
        if phone.outbox.wantsSession { phone.outbox.wantsSession = false }
        server = account.address
        url = account.address
        source = phone.reportedDeviceID
        version = account.version
        form = account.encoding == .wbxml ? .wbxml : .xml
        clientAuthentication = ClientAuthentication(account)
        serverAuthentication = ServerAuthentication(account, start.serverAuthentication)
    }

    /// Package 1.
    package mutating func begin(_ phone: Phone) -> OutgoingMessage {
        packageOne(phone)
    }

    /// Package 1, alone or behind the statuses for a message of which nothing was run.
    mutating func packageOne(_ phone: Phone, behind answer: Answer? = nil) -> OutgoingMessage {
        let statuses = answer?.statuses ?? []
        let commands = PackageOne(start: start, phone: phone).commands(after: statuses.count)
        let message = outgoing(statuses: statuses, others: commands, answer: answer)
        sentAlerts = SentAlerts(commands, in: message.messageID, of: phone.outbox)
        return message
    }

    /// Package 1 once more in the older version, for a server that answered it with an error and may not know 1.2
    /// (BACKCOMPATRETRYDISABLED; protocol.md 2.11).
    /// - Returns: nil where that is disabled, or was done already.
    package mutating func beginInOlderVersion(_ phone: Phone) -> OutgoingMessage? {
        guard received == 0, turnToOlderVersion(phone) else { return nil }
        messageNumber = 0
        return begin(phone)
    }

    /// Goes on in DM 1.1.
    /// - Returns: false where that is disabled, or was done already.
    mutating func turnToOlderVersion(_ phone: Phone) -> Bool {
        guard version == .v1_2, phone.enrolled?.account.backCompatRetryDisabled == false else { return false }
        version = .v1_1
        return true
    }

    /// Gives the verdict on the credential of the server's next messages from outside, as a replay must: the secrets of who
    /// was recorded are nobody else's. nil lets the phone judge by its account.
    package mutating func give(verdictOnServer code: StatusCode?) { serverAuthentication.given = code }

    /// The server answered with no message at all: HTTP 200 and an empty body, which ends a session (capture 001).
    package func receiveNothing() -> SessionOutcome { .completed }

    /// Takes a message of the server.
    ///
    /// Where the action is `.needs`, neither machine nor phone have changed.
    package mutating func receive(
        _ message: Message, _ phone: inout Phone, _ environment: PhoneEnvironment
    ) -> SessionAction {
        let before = (machine: self, phone: phone)
        let action = judge(message, &phone, environment)
        if case .needs = action { (self, phone) = before }
        return action
    }

    private mutating func judge(
        _ message: Message, _ phone: inout Phone, _ environment: PhoneEnvironment
    ) -> SessionAction {
        // A person's wrong PINs may have wiped the phone between two messages: it knows nothing of this session any more.
        guard phone.enrolled != nil else { return .finish(.wiped) }
        received += 1
        serverNumber = message.header.flatMap { Int($0.messageID) } ?? serverNumber
        hasSeenFinal = hasSeenFinal || message.isFinal
        phone.beginMessage()
        guard received <= Self.mostMessages else {
            return .send(abort(answering: message, ending: .failed(endless)))
        }
        guard let header = message.header else {
            return fail(.missingHeader, "the server's message has no SyncHdr, so it cannot be told what it belongs to")
        }
        guard header.sessionID == sessionID else {
            return fail(.wrongSession, otherSession(header))
        }
        if message.commands.contains(where: \.isAbort) { return .finish(.abortedByServer) }
        return judge(message, header, &phone, environment)
    }

    func fail(_ code: SessionFailure.Code, _ message: String) -> SessionAction {
        .finish(.failed(SessionFailure(code, message)))
    }

    /// Where the next message goes.
    mutating func follow(_ responseURI: String?) {
        if let responseURI, !responseURI.isEmpty { url = responseURI }
    }

    /// The header of the phone's next message.
    mutating func nextHeader() -> Header {
        messageNumber += 1
        let shown = clientAuthentication.shown
        return Header(
            verDTD: version.verDTD, verProto: version.verProto, sessionID: sessionID,
            messageID: CommandID.text(messageNumber), target: server, source: source, sourceName: shown?.name,
            credential: shown?.credential)
    }

    /// A message of statuses and anything else, all of it numbered already.
    mutating func outgoing(
        statuses: [Status], others: [Command], answer: Answer? = nil, isFinal: Bool = true,
        ending: SessionOutcome? = nil
    ) -> OutgoingMessage {
        let header = nextHeader()
        sent = SentCommands(others)
        let message = Message(
            version: version, header: header, commands: statuses.map(Command.status) + others, isFinal: isFinal)
        return envelope(form.bytes(of: message), header, isFinal: isFinal, answer: answer, ending: ending)
    }

    mutating func envelope(
        _ bytes: [UInt8], _ header: Header, isFinal: Bool, answer: Answer?, ending: SessionOutcome?
    ) -> OutgoingMessage {
        if isFinal { isServerDone = false }
        return OutgoingMessage(
            url: url, form: form, bytes: bytes, messageID: header.messageID, isFinal: isFinal,
            alertHeader: alertHeader, answer: answer, ending: ending)
    }
}
