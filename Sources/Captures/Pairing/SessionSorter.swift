internal import Notation
internal import SyncML

/// Puts messages into exchanges, and exchanges into sessions: by SessionID and device, by the number of the message, by
/// what a server's first status answers. Costs no more than in proportion to the messages.
struct SessionSorter {
    private struct Key: Hashable {
        /// nil for messages without a header, which belong together file by file.
        var id: String?
        /// The device's address, or the file.
        var owner: String
    }

    /// A session while its messages come in.
    private struct OpenSession {
        var key: Key
        var session: RecordedSession
        /// How many exchanges had come in all when its last one came.
        var lastTouched = 0
        var octets = 0
        /// Whether later messages of its key go to another session.
        var isSuperseded = false
        /// The message numbers that the device and the server have used.
        var deviceNumbers: Set<String> = []
        var serverNumbers: Set<String> = []
        /// Exchanges without an answer, by the number of their request, and the last of them.
        var unanswered: [String: Int] = [:]
        var lastUnanswered: Int?
        /// Exchanges without a request, by the number of the message that they answer.
        var unasked: [String: Int] = [:]
    }

    /// The sessions that are open, by number, and of these the first and the one that is next.
    private var drafts: [Int: OpenSession] = [:]
    private var oldest = 0
    private var next = 0
    /// What is held open: so many octets; and how many exchanges have come in all.
    private(set) var octets = 0
    private var count = 0
    private var latest: [Key: Int] = [:]
    private var others: [RecordedExchange] = []
    /// The session without header that the last message went into.
    private var lastBare: Int?

    /// - Parameter opensSession: whether the capture says that a session begins here.
    mutating func add(_ exchange: RecordedExchange, opensSession: Bool) {
        let messages = exchange.messages
        guard let first = messages.first(where: { $0.outline != nil || $0.header != nil }) else {
            return addOther(exchange)
        }
        guard let header = messages.compactMap(\.header).first else { return addBare(exchange, first) }
        lastBare = nil
        let key = Self.key(header, messages.first { $0.header != nil }?.sender ?? .device)
        let empty = OpenSession(key: key, session: RecordedSession())
        if let number = latest[key], Self.takeAgain(exchange, into: &drafts[number, default: empty]) {
            return touch(number, exchange)
        }
        let number = session(for: key, exchange, opensSession: opensSession)
        Self.put(exchange, into: &drafts[number, default: empty])
        touch(number, exchange)
    }

    /// Closes sessions and hands them out, each in the order of its messages' numbers.
    /// - Parameter window: what stays open; nil where nothing does, because the capture is at its end.
    mutating func takeSessions(_ window: SessionWindow? = nil) -> [RecordedSession] {
        var sessions: [RecordedSession] = []
        while let draft = drafts[oldest] {
            if let window, !draft.isSuperseded, count - draft.lastTouched <= window.messages, octets <= window.octets {
                break
            }
            drafts.removeValue(forKey: oldest)
            if latest[draft.key] == oldest { latest.removeValue(forKey: draft.key) }
            octets -= draft.octets
            oldest += 1
            var session = draft.session
            session.exchanges = Self.inOrder(session.exchanges)
            sessions.append(session)
        }
        return sessions
    }

    /// Hands out what belongs to no session.
    /// - Parameter isAtEnd: else the last one stays, because its answer may follow.
    mutating func takeOthers(isAtEnd: Bool) -> [RecordedExchange] {
        let kept = isAtEnd ? [] : Array(others.suffix(1))
        defer { others = kept }
        return isAtEnd ? others : Array(others.dropLast())
    }

    private mutating func touch(_ number: Int, _ exchange: RecordedExchange) {
        let size = exchange.messages.reduce(0) { $0 + $1.octets.count }
        count += 1
        octets += size
        drafts[number]?.lastTouched = count
        drafts[number]?.octets += size
    }

    private mutating func begin(_ session: RecordedSession, _ key: Key) -> Int {
        if let former = latest[key] { drafts[former]?.isSuperseded = true }
        drafts[next] = OpenSession(key: key, session: session)
        latest[key] = next
        next += 1
        return next - 1
    }

    /// Messages of enrolment that stand alone: an answer goes with the request right before it.
    private mutating func addOther(_ exchange: RecordedExchange) {
        if let last = others.last, last.response == nil, exchange.request == nil, let answer = exchange.response,
            case .enrollment = answer.content, case .enrollment? = last.request?.content
        {
            others[others.count - 1].response = answer
        } else {
            others.append(exchange)
        }
    }

    private static func key(_ header: Header, _ sender: RecordedMessage.Sender) -> Key {
        let device = sender == .device ? header.source : header.target
        return Key(id: header.sessionID.trimmed, owner: device.trimmed.lowercased())
    }

    private mutating func session(for key: Key, _ exchange: RecordedExchange, opensSession: Bool) -> Int {
        if !opensSession, let number = latest[key], let draft = drafts[number], !repeats(exchange, draft) {
            return number
        }
        let device = (exchange.request?.header?.source ?? exchange.response?.header?.target)?.trimmed
        return begin(RecordedSession(id: key.id, device: device), key)
    }

    /// Whether a session has this message already: then it is another session of the same number.
    private func repeats(_ exchange: RecordedExchange, _ draft: OpenSession) -> Bool {
        if let request = exchange.request?.header { return draft.deviceNumbers.contains(request.messageID) }
        guard let response = exchange.response, let number = response.header?.messageID else { return false }
        return draft.serverNumbers.contains(number) && Self.waiting(for: response, draft) == nil
    }

    /// A device sends a message again, octet by octet, where it brought no message: the connection broke, the server was out
    /// of order or sent it elsewhere. That is one exchange, with the answer that came in the end.
    private static func takeAgain(_ exchange: RecordedExchange, into draft: inout OpenSession) -> Bool {
        guard let request = exchange.request, request.head != nil, let last = draft.session.exchanges.last,
            last.request?.octets == request.octets, last.response?.outline == nil
        else { return false }
        let index = draft.session.exchanges.count - 1
        draft.session.exchanges[index].response = exchange.response ?? last.response
        draft.session.exchanges[index].circumstances =
            exchange.circumstances?.completed(by: last.circumstances) ?? last.circumstances
        guard exchange.response != nil else { return true }
        if let number = request.header?.messageID { draft.unanswered.removeValue(forKey: number) }
        if draft.lastUnanswered == index { draft.lastUnanswered = nil }
        if let number = exchange.response?.header?.messageID { draft.serverNumbers.insert(number) }
        return true
    }

    /// The exchange whose request a loose answer of the server answers.
    private static func waiting(for response: RecordedMessage, _ draft: OpenSession) -> Int? {
        let numbers = [response.outline?.answers, response.header?.messageID].compactMap(\.self)
        return numbers.lazy.compactMap { draft.unanswered[$0] }.first ?? draft.lastUnanswered
    }

    private static func put(_ exchange: RecordedExchange, into draft: inout OpenSession) {
        let (request, response) = (exchange.request?.header?.messageID, exchange.response?.header?.messageID)
        if let request { draft.deviceNumbers.insert(request) }
        if let response { draft.serverNumbers.insert(response) }
        if exchange.request == nil, let answer = exchange.response, let index = waiting(for: answer, draft) {
            draft.session.exchanges[index].response = answer
            if let asked = draft.session.exchanges[index].request?.header?.messageID {
                draft.unanswered.removeValue(forKey: asked)
            }
            if draft.lastUnanswered == index { draft.lastUnanswered = nil }
            return
        }
        if exchange.response == nil, let request, let index = draft.unasked.removeValue(forKey: request) {
            draft.session.exchanges[index].request = exchange.request
            return
        }
        draft.session.exchanges.append(exchange)
        let index = draft.session.exchanges.count - 1
        if exchange.response == nil, let request {
            draft.unanswered[request] = index
            draft.lastUnanswered = index
        }
        if exchange.request == nil, let answers = exchange.response?.outline?.answers { draft.unasked[answers] = index }
    }

    /// Messages without a header go on in the same file; a device's answer goes with what was asked right before it.
    private mutating func addBare(_ exchange: RecordedExchange, _ first: RecordedMessage) {
        let key = Key(id: nil, owner: first.place.file)
        let number: Int
        if let known = latest[key] {
            number = known
        } else if first.sender == .device, let lastBare, drafts[lastBare]?.session.exchanges.last?.request == nil,
            drafts[lastBare] != nil
        {
            number = lastBare
        } else {
            number = begin(RecordedSession(), key)
        }
        drafts[number]?.session.exchanges.append(exchange)
        touch(number, exchange)
        lastBare = latest[key] ?? lastBare
    }
}

extension SessionSorter {
    /// In the order of the message numbers, where every exchange has one; else as they came.
    private static func inOrder(_ exchanges: [RecordedExchange]) -> [RecordedExchange] {
        var numbered: [(number: Int, place: Int)] = []
        for (place, exchange) in exchanges.enumerated() {
            guard let number = number(of: exchange) else { return exchanges }
            numbered.append((number, place))
        }
        return numbered.sorted { ($0.number, $0.place) < ($1.number, $1.place) }.map { exchanges[$0.place] }
    }

    private static func number(of exchange: RecordedExchange) -> Int? {
        let numbers = [
            exchange.request?.header?.messageID, exchange.response?.outline?.answers,
            exchange.response?.header?.messageID,
        ]
        return numbers.lazy.compactMap(\.self).compactMap { Int($0) }.first
    }
}
