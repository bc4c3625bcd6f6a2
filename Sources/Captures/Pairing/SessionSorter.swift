internal import Notation
internal import SyncML

/// Puts messages into exchanges, and exchanges into sessions: by SessionID and device, by the number of the message, by
/// what a server's first status answers. Costs no more than in proportion to the messages.
struct SessionSorter {
    struct Key: Hashable {
        /// nil for messages without a header, which belong together file by file.
        var id: String?
        /// The device's address, or the file.
        var owner: String
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
        let empty = OpenSession(RecordedSession(), key)
        if let number = latest[key], drafts[number, default: empty].takeAgain(exchange) {
            return touch(number, exchange)
        }
        let number = session(for: key, exchange, opensSession: opensSession)
        drafts[number, default: empty].put(exchange)
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
            sessions.append(draft.closed)
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
        drafts[next] = OpenSession(session, key)
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
        if !opensSession, let number = latest[key], let draft = drafts[number], !draft.repeats(exchange) {
            return number
        }
        let device = (exchange.request?.header?.source ?? exchange.response?.header?.target)?.trimmed
        return begin(RecordedSession(id: key.id, device: device), key)
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
