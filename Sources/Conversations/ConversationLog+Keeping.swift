import Captures
package import Notation
package import Session
package import SimulatedPhone
import Synchronization
package import Wire

/// What the agent tells, and what is forgotten of it.
extension ConversationLog {
    /// A session begins.
    package func begin(session id: String, at time: Instant) {
        state.withLock { state in
            let number = (state.sessions.last?.number ?? 0) + 1
            state.sessions.append(
                ConversationSession(number: number, revision: state.nextRevision(), id: id, begun: time.text))
            state.current = number
        }
    }

    /// The session has ended.
    /// - Parameters:
    ///   - outcome: how, in a word.
    ///   - text: the same as a sentence.
    package func end(_ outcome: String, _ text: String, at time: Instant) {
        state.withLock { state in
            guard let current = state.current, let place = state.sessions.lastIndex(where: { $0.number == current })
            else { return }
            state.current = nil
            state.sessions[place].ended = time.text
            state.sessions[place].outcome = outcome
            state.sessions[place].text = text
            state.sessions[place].revision = state.nextRevision()
        }
    }

    /// A request went out, and this came of it.
    /// - Parameters:
    ///   - failure: why no answer came.
    ///   - milliseconds: how long the answer was waited for, or, of who gave it, how long that took; nil where nobody knows.
    package func add(
        _ request: WireRequest, _ response: WireResponse?, failure: String?, begun: Instant, answered: Instant,
        milliseconds: Int?
    ) {
        let asked = RecordedMessage.Head(
            .request(method: request.method.rawValue, target: request.url), headers: request.headers)
        state.withLock { state in
            hear(request.body, to: &state)
            append(
                .device, begun, nil, asked, request.body, response == nil ? failure : nil, to: &state)
            if let response {
                let head = RecordedMessage.Head(.response(status: response.status), headers: response.headers)
                append(.server, answered, milliseconds, head, response.body, failure, to: &state)
            }
            trim(&state)
        }
    }

    /// Forgets the messages from before a time.
    /// - Returns: when the oldest was that stays; nil where none does.
    package func forget(before time: Instant) -> Instant? {
        state.withLock { state in
            let old = state.entries.prefix { $0.time < time }
            state.size -= old.reduce(0) { $0 + $1.size }
            if !old.isEmpty { drop(old.count, &state) }
            return state.entries.first?.time
        }
    }

    /// The phone has answered the server's last message.
    package func answer(_ answer: Answer, on phone: Phone) {
        changeLast { $0.answered = .here(answer, phone) }
    }

    /// The server's last message was odd.
    package func note(_ oddity: Oddity) {
        changeLast { $0.oddities.append(oddity) }
    }

    private func changeLast(_ change: (inout ConversationEntry) -> Void) {
        state.withLock { state in
            guard let place = state.entries.indices.last, state.entries[place].sender == .server else { return }
            change(&state.entries[place])
            state.entries[place].revision = state.nextRevision()
        }
    }

    /// Whoever answers for a server hears of the phone's statuses when it sends its next message.
    private func hear(_ reply: [UInt8], to state: inout State) {
        guard let session = state.current else { return }
        for place in state.entries.indices.reversed() {
            guard state.entries[place].session == session else { break }
            guard state.entries[place].sender == .server else { continue }
            guard state.entries[place].hear(reply) else { break }
            state.entries[place].revision = state.nextRevision()
        }
    }

    private func append(
        _ sender: RecordedMessage.Sender, _ time: Instant, _ milliseconds: Int?, _ head: RecordedMessage.Head,
        _ octets: [UInt8], _ failure: String?, to state: inout State
    ) {
        state.lastNumber += 1
        let entry = ConversationEntry(
            number: state.lastNumber, revision: state.nextRevision(), session: state.current, sender: sender,
            time: time, milliseconds: milliseconds, head: head, octets: octets, failure: failure)
        state.entries.append(entry)
        state.size += entry.size
    }

    /// Drops the oldest messages, a tenth at once: each drop moves all that stay.
    private func trim(_ state: inout State) {
        guard state.entries.count > mostMessages || state.size > mostOctets else { return }
        let (messages, octets) = (mostMessages * 9 / 10, mostOctets * 9 / 10)
        var dropped = 0
        while state.entries.count - dropped > max(messages, 2) || state.size > octets,
            state.entries.count - dropped > 2
        {
            state.size -= state.entries[dropped].size
            dropped += 1
        }
        drop(dropped, &state)
    }

    /// Forgets the oldest messages, whose octets count no more, with the sessions that they were of.
    private func drop(_ count: Int, _ state: inout State) {
        state.entries.removeFirst(count)
        let first = state.entries.first { $0.session != nil }?.session ?? 0
        state.sessions.removeAll { $0.number < first }
    }
}
