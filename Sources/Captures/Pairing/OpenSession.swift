internal import SyncML

/// A session while its messages come in.
struct OpenSession {
    let key: SessionSorter.Key
    var session: RecordedSession
    /// How many exchanges had come in all when its last one came.
    var lastTouched = 0
    var octets = 0
    /// Whether later messages of its key go to another session.
    var isSuperseded = false
    /// The message numbers that the device and the server have used.
    private var deviceNumbers: Set<String> = []
    private var serverNumbers: Set<String> = []
    /// Exchanges without an answer, by the number of their request, and the last of them.
    private var unanswered: [String: Int] = [:]
    private var lastUnanswered: Int?
    /// Exchanges without a request, by the number of the message that they answer.
    private var unasked: [String: Int] = [:]

    init(_ session: RecordedSession, _ key: SessionSorter.Key) {
        self.session = session
        self.key = key
    }

    /// Whether it has this message already: then that is of another session of the same number.
    func repeats(_ exchange: RecordedExchange) -> Bool {
        if let request = exchange.request?.header { return deviceNumbers.contains(request.messageID) }
        guard let response = exchange.response, let number = response.header?.messageID else { return false }
        return serverNumbers.contains(number) && waiting(for: response) == nil
    }

    /// A device sends a message again, octet by octet, where it brought no message: the connection broke, the server was out
    /// of order or sent it elsewhere. That is one exchange, with the answer that came in the end.
    /// - Returns: whether the exchange is such a one, and was taken.
    mutating func takeAgain(_ exchange: RecordedExchange) -> Bool {
        guard let request = exchange.request, request.head != nil, let last = session.exchanges.last,
            last.request?.octets == request.octets, last.response?.outline == nil
        else { return false }
        let index = session.exchanges.count - 1
        session.exchanges[index].response = exchange.response ?? last.response
        session.exchanges[index].circumstances =
            exchange.circumstances?.completed(by: last.circumstances) ?? last.circumstances
        guard exchange.response != nil else { return true }
        markAnswered(index)
        if let number = exchange.response?.header?.messageID { serverNumbers.insert(number) }
        return true
    }

    /// Takes an exchange, or the half of one whose other half has come.
    mutating func put(_ exchange: RecordedExchange) {
        let (request, response) = (exchange.request?.header?.messageID, exchange.response?.header?.messageID)
        if let request { deviceNumbers.insert(request) }
        if let response { serverNumbers.insert(response) }
        if exchange.request == nil, let answer = exchange.response, let index = waiting(for: answer) {
            session.exchanges[index].response = answer
            return markAnswered(index)
        }
        if exchange.response == nil, let request, let index = unasked.removeValue(forKey: request) {
            session.exchanges[index].request = exchange.request
            return
        }
        session.exchanges.append(exchange)
        let index = session.exchanges.count - 1
        if exchange.response == nil, let request {
            unanswered[request] = index
            lastUnanswered = index
        }
        if exchange.request == nil, let answers = exchange.response?.outline?.answers { unasked[answers] = index }
    }

    private mutating func markAnswered(_ index: Int) {
        if let number = session.exchanges[index].request?.header?.messageID { unanswered.removeValue(forKey: number) }
        if lastUnanswered == index { lastUnanswered = nil }
    }

    /// The exchange whose request a loose answer of the server answers.
    private func waiting(for response: RecordedMessage) -> Int? {
        let numbers = [response.outline?.answers, response.header?.messageID].compactMap(\.self)
        return numbers.lazy.compactMap { unanswered[$0] }.first ?? lastUnanswered
    }

    /// The session with its exchanges in the order of the message numbers, where every one has one; else as they came.
    var closed: RecordedSession {
        var numbered: [(number: Int, place: Int)] = []
        for (place, exchange) in session.exchanges.enumerated() {
            guard let number = Self.number(of: exchange) else { return session }
            numbered.append((number, place))
        }
        var closed = session
        closed.exchanges = numbered.sorted { ($0.number, $0.place) < ($1.number, $1.place) }
            .map { session.exchanges[$0.place] }
        return closed
    }

    private static func number(of exchange: RecordedExchange) -> Int? {
        let numbers = [
            exchange.request?.header?.messageID, exchange.response?.outline?.answers,
            exchange.response?.header?.messageID,
        ]
        return numbers.lazy.compactMap(\.self).compactMap { Int($0) }.first
    }
}
