package import Notation
internal import Wire

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
            case .enrollment, .other, .empty: false
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
        /// What time it was when the device ran the message, as far as the capture tells: a recording of our own knows it,
        /// and servers say when they answer.
        package var instant: Instant? {
            circumstances?.instant ?? server.head?.headers["Date"].flatMap { Instant(httpDate: $0) }
        }
        /// Whether the exchange that followed is known, which has the answer or has none.
        fileprivate var isAnswered = false

        fileprivate init(server: RecordedMessage, circumstances: RecordedExchange.Circumstances?) {
            self.server = server
            self.circumstances = circumstances
        }
    }

    /// What a replay plays to the phone, in order, beside what the recorded device answered.
    package var turns: [Turn] {
        var turns: [Turn] = []
        for exchange in exchanges {
            // What a server says to a device that says that it is still at work is nothing to run, and the device's answer is still to come.
            if exchange.request?.outline?.isKeepAlive == true {
                if let last = turns.indices.last, let more = exchange.circumstances {
                    turns[last].circumstances = more.completed(by: turns[last].circumstances)
                }
                continue
            }
            if let last = turns.indices.last, !turns[last].isAnswered {
                turns[last].answer = exchange.request
                turns[last].isAnswered = true
            }
            guard let server = exchange.response, server.outline != nil else { continue }
            turns.append(Turn(server: server, circumstances: exchange.circumstances))
        }
        return turns
    }

    /// What the device said that answers no turn, in order: what it said first, and its answers to messages that the capture
    /// does not hold or that cannot be read.
    var unasked: [RecordedMessage] {
        var unasked: [RecordedMessage] = []
        var isAwaited = false
        for exchange in exchanges {
            if let request = exchange.request, !isAwaited { unasked.append(request) }
            if isAwaited, exchange.request?.outline?.isKeepAlive == true { continue }
            isAwaited = exchange.response?.outline != nil
        }
        return unasked
    }
}
