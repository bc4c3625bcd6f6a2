import Synchronization

/// What went over the wire lately, for who wants to look at it: a bounded number of messages, of a bounded size together.
///
/// Taking a message in costs next to nothing: it is read only when somebody looks.
package final class ConversationLog: Sendable {
    struct State {
        var entries: [ConversationEntry] = []
        /// Octets of all entries.
        var size = 0
        var lastNumber = 0
        var revision = 0
        var sessions: [ConversationSession] = []
        /// The number of the session that goes on.
        var current: Int?

        mutating func nextRevision() -> Int {
            revision += 1
            return revision
        }
    }

    let state = Mutex(State())
    let mostMessages: Int
    let mostOctets: Int

    /// - Parameters:
    ///   - mostMessages: of more, the oldest go.
    ///   - mostOctets: what all of them may take together.
    package init(mostMessages: Int = 10_000, mostOctets: Int = 64 << 20) {
        self.mostMessages = mostMessages
        self.mostOctets = mostOctets
    }

    /// Every message that is kept, the oldest first.
    package var entries: [ConversationEntry] { state.withLock(\.entries) }

    /// Roughly what it takes to keep them.
    package var size: Int { state.withLock(\.size) }

    /// The id of the session that goes on.
    package var currentSession: String? {
        state.withLock { state in
            guard let current = state.current else { return nil }
            return state.sessions.last { $0.number == current }?.id
        }
    }

    /// A message; nil for one that is not kept, or not any more.
    package func entry(_ number: Int) -> ConversationEntry? {
        state.withLock { state in
            guard let first = state.entries.first?.number else { return nil }
            let place = number - first
            return state.entries.indices.contains(place) ? state.entries[place] : nil
        }
    }

    /// A session with its messages; nil for one that is not kept, or not any more.
    package func session(_ number: Int) -> (ConversationSession, [ConversationEntry])? {
        state.withLock { state in
            guard let session = state.sessions.first(where: { $0.number == number }) else { return nil }
            return (session, state.entries.filter { $0.session == number })
        }
    }

    /// What is new, in the order in which it changed.
    /// - Parameters:
    ///   - revision: of the page before; 0 for all.
    ///   - filter: which messages are wanted.
    ///   - most: so many messages at once.
    package func page(after revision: Int, _ filter: ConversationFilter, most: Int) -> ConversationPage {
        let (entries, sessions, last, oldest) = state.withLock { state in
            // What was told before this log began counts nothing.
            let revision = revision > state.revision ? 0 : revision
            return (
                state.entries.filter { $0.revision > revision }, state.sessions.filter { $0.revision > revision },
                state.revision, state.entries.first?.number ?? state.lastNumber + 1
            )
        }
        let inOrder = entries.sorted { $0.revision < $1.revision }
        let wanted = inOrder.prefix(most)
        // What follows is told the next time, so the next time begins behind the last one that is told now.
        let hasMore = inOrder.count > wanted.count
        return ConversationPage(
            revision: hasMore ? wanted.last?.revision ?? last : last, hasMore: hasMore, oldest: oldest,
            sessions: sessions, messages: wanted.filter(filter.takes).map { ConversationLine($0) })
    }
}
