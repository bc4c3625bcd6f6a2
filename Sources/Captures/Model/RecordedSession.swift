/// The exchanges of one session, in the order of their messages' numbers.
package struct RecordedSession: Equatable, Sendable {
    /// `SessionID`; nil for commands without a message around them, and for the local management channel.
    package var id: String?
    /// The device's address: the Source of its messages.
    package var device: String?
    package var exchanges: [RecordedExchange]

    package init(id: String? = nil, device: String? = nil, exchanges: [RecordedExchange] = []) {
        self.id = id
        self.device = device
        self.exchanges = exchanges
    }

    /// Which sides the capture holds messages of.
    package enum Sides: String, Equatable, Hashable, Sendable {
        case both, deviceOnly, serverOnly
    }

    package var sides: Sides {
        let senders = Set(messages.map(\.sender))
        if senders.count == 2 { return .both }
        return senders.contains(.server) ? .serverOnly : .deviceOnly
    }

    /// All that is a message of the session, also what cannot be read of it, in order.
    package var messages: [RecordedMessage] {
        exchanges.flatMap(\.messages).filter { message in
            switch message.content {
            case .message, .unreadable: true
            case .enrolment, .other, .empty: false
            }
        }
    }

    /// What the device said before the server said anything: package 1.
    package var opening: RecordedMessage? { exchanges.first?.request }

    /// A message of the server, and what the device answered: the request of the next exchange.
    package struct Turn: Equatable, Sendable {
        package var server: RecordedMessage
        /// nil where the capture does not hold it, or the session ended here.
        package var answer: RecordedMessage?
        /// What the answer depended on that no message tells; nil where the capture does not tell either.
        package var circumstances: RecordedExchange.Circumstances?
    }

    /// What a replay plays to the phone, in order, beside what the recorded device answered.
    package var turns: [Turn] {
        exchanges.indices.compactMap { index in
            guard let server = exchanges[index].response, server.outline != nil else { return nil }
            let next = index + 1 < exchanges.count ? exchanges[index + 1].request : nil
            return Turn(server: server, answer: next, circumstances: exchanges[index].circumstances)
        }
    }
}
