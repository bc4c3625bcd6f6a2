internal import Notation
package import Session
package import SyncML

/// The device's side of a recorded session, said to a live server in a session of that server's, and what the server answers
/// beside what was recorded.
///
/// Nothing by which the recorded device showed who it is is said again: ids, credentials and tokens are those of whoever
/// speaks (`SessionMachine.say`), and of the recorded headers of HTTP none goes out. What the server does to the order of
/// messages because of its own credentials and the device's, challenges and their answers, is left out on both sides.
package struct RecordedDevice: Sendable {
    /// One message of the device, and what the server answered then.
    private struct Line {
        var request: RecordedMessage
        var message: Message
        var response: RecordedMessage?
    }

    private let session: RecordedSession
    private let number: Int
    private let rules: [DifferenceRule]
    private var lines: ArraySlice<Line>
    /// What was said last, until it is known what the server answers.
    private var current: Line?
    private var references = CommandReferences()
    /// Whether the server has nothing more to ask.
    private var isOver = false
    private var count = 0
    /// What came of each message so far.
    package private(set) var turns: [ReplayedTurn] = []

    /// - Parameters:
    ///   - number: the session's place in the capture, from 1.
    ///   - rules: what does not count.
    package init(_ session: RecordedSession, number: Int, rules: [DifferenceRule] = []) {
        self.session = session
        self.number = number
        self.rules = rules
        lines = Self.lines(of: session)[...]
    }

    /// How many messages are said, unless the server ends the session before.
    package var requestCount: Int { session.id == nil ? 0 : lines.count }

    /// What is said next; nil where nothing is left, or nobody asks.
    /// - Parameters:
    ///   - device: the address of whoever speaks.
    ///   - userToken: the token of the user who is signed in there; nil where nobody is.
    package mutating func next(as device: String, userToken: String?) -> SpokenPart? {
        guard !isOver, let line = lines.popFirst() else { return nil }
        current = line
        let commands = line.message.commands.compactMap { command in
            references.translated(command)?.said(by: device, userToken: userToken)
        }
        return SpokenPart(commands, form: line.request.outline?.form ?? .xml, isFinal: line.message.isFinal)
    }

    /// The server's answer to what was said last, and nothing where it said nothing.
    /// - Parameter sent: the message that it answers, as it went out.
    package mutating func hear(_ reading: MessageReading?, octets: [UInt8], to sent: OutgoingMessage) {
        guard let line = current else { return }
        current = nil
        let answer = reading?.message
        let asked = Self.recorded(sent.bytes, .device)
        let replayed = answer.map { message in
            RecordedMessage(
                sender: .server, octets: octets,
                content: .message(MessageOutline(message, form: MessageForm(of: octets))), place: CapturePlace("replay")
            )
        }
        add(asked: asked, line.response, replayed, answer ?? Message(), failure: nil)
        let recorded = line.response?.message
        if let answer { references.learn(recorded: recorded, live: answer) }
        isOver = answer.map { $0.isFinal && line.message.isFinal && !$0.hasRequests } ?? true
    }

    /// The session is over: what was recorded beyond is missing now.
    /// - Parameter failure: why it ended; nil where the server had no more to ask.
    package mutating func finish(failure: String? = nil) {
        let left = [current].compactMap(\.self) + lines
        current = nil
        lines = []
        for line in left {
            add(
                asked: nil, line.response, nil, nil,
                failure: failure ?? "the server ended the session earlier than the recorded one")
        }
    }

    private mutating func add(
        asked: RecordedMessage?, _ recorded: RecordedMessage?, _ replayed: RecordedMessage?, _ answer: Message?,
        failure: String?
    ) {
        count += 1
        var turn = ReplayedTurn(
            session: session.id, device: session.device, sessionNumber: number, number: count, asked: asked,
            recorded: recorded, replayed: replayed)
        let question = asked?.message ?? Message()
        if let expected = Self.expected(recorded) {
            let comparison = TurnComparison(
                recorded: expected.withoutCredentials, replayed: answer?.withoutCredentials, asked: question,
                failure: failure)
            comparison.judge(&turn, by: rules)
        }
        // That nothing came at all is never covered by what the recorded answer lacked.
        if let failure, turn.findings.isEmpty, rules.isEmpty {
            turn.findings = [ReplayedTurn.Finding(Difference(.missingAnswer, command: "SyncML"), rule: failure)]
        }
        turns.append(turn)
    }

    /// What the recorded server said; nil where the capture does not tell.
    private static func expected(_ recorded: RecordedMessage?) -> Message? {
        guard let recorded else { return nil }
        return recorded.content == .empty ? Message() : recorded.message
    }

    private static func recorded(_ octets: [UInt8], _ sender: RecordedMessage.Sender) -> RecordedMessage {
        let message = ReadTurn.message(in: octets)
        let outline = message.map { MessageOutline($0, form: MessageForm(of: octets)) }
        return RecordedMessage(
            sender: sender, octets: octets, content: outline.map { .message($0) } ?? .other("unreadable"),
            place: CapturePlace("replay"))
    }
}

extension RecordedDevice {
    /// What the device said, without what it said only because of credentials or time: a message that it had to say again, one
    /// by which it asked who the server is, one that begged for patience.
    private static func lines(of session: RecordedSession) -> [Line] {
        var lines: [Line] = []
        for (index, exchange) in session.exchanges.enumerated() {
            guard let request = exchange.request, let message = request.message else { continue }
            if request.outline?.isKeepAlive == true { continue }
            if message.statusOfHeader?.asksWho == true, !lines.isEmpty {
                lines[lines.count - 1].response = exchange.response
                continue
            }
            let answer = exchange.response?.message
            let isLast = index + 1 == session.exchanges.count
            if answer?.statusOfHeader?.asksWho == true, !isLast { continue }
            lines.append(Line(request: request, message: message, response: exchange.response))
        }
        return lines
    }
}

extension StatusCode {
    /// Whether it asks for a credential.
    fileprivate var asksWho: Bool { self == .invalidCredentials || self == .missingCredentials }
}

extension Message {
    /// Whether the other side has something to do or to say.
    fileprivate var hasRequests: Bool {
        commands.contains { command in
            switch command {
            case .access, .alert, .container, .unknown: true
            case .status, .results: false
            }
        }
    }

    /// The same, whoever has shown a credential: 212 says no more than 200 to who compares.
    fileprivate var withoutCredentials: Message {
        var message = self
        for (index, command) in commands.enumerated() {
            guard case .status(var status) = command, status.command == "SyncHdr",
                status.code == .authenticationAccepted
            else { continue }
            status.code = .ok
            status.challenge = nil
            message.commands[index] = .status(status)
        }
        return message
    }
}

extension Command {
    /// The same said by another device; nil where it is nothing but the recorded one's credential.
    fileprivate func said(by device: String, userToken: String?) -> Command? {
        switch self {
        case .alert(var alert) where alert.items.contains { $0.meta?.type == "com.microsoft/MDM/AADUserToken" }:
            guard let userToken else { return nil }
            for index in alert.items.indices { alert.items[index].data = .text(userToken) }
            return .alert(alert)
        case .access(var access):
            for index in access.items.indices where access.items[index].source?.trimmed == "./DevInfo/DevId" {
                access.items[index].data = .text(device)
            }
            return .access(access)
        case .alert, .container, .status, .results, .unknown: return self
        }
    }
}
