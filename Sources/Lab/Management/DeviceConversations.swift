internal import Conversations
internal import Notation

/// The conversations of many phones, in a bounded memory: each its own part of it, and all together no more than there is.
/// Of the phones that have been silent longest they go first.
struct DeviceConversations: Sendable {
    private struct Kept: Sendable {
        let log: ConversationLog
        /// Grows with every use, because many phones may speak in one second.
        var turn: Int
        var octets: Int
    }

    private var kept: [String: Kept] = [:]
    private var octets = 0
    private var turn = 0
    /// When the oldest message was that is kept, or earlier.
    private var oldest: Instant?
    private let bounds: LabBounds

    init(_ bounds: LabBounds) {
        self.bounds = bounds
    }

    subscript(id: String) -> ConversationLog? { kept[id]?.log }

    /// Adds to a phone's conversation.
    mutating func change(_ id: String, at now: Instant, _ change: (ConversationLog) -> Void) {
        turn += 1
        var entry =
            kept[id]
            ?? Kept(
                log: ConversationLog(mostMessages: bounds.phoneMessages, mostOctets: bounds.phoneOctets), turn: turn,
                octets: 0)
        change(entry.log)
        let size = entry.log.size
        octets += size - entry.octets
        (entry.octets, entry.turn) = (size, turn)
        kept[id] = entry
        oldest = min(oldest ?? now, now)
        trim()
    }

    /// Forgets a tenth at once, so that not every message looks through all phones.
    private mutating func trim() {
        guard octets > bounds.messageOctets else { return }
        for (id, entry) in kept.sorted(by: { $0.value.turn < $1.value.turn }) where kept.count > 1 {
            guard octets > bounds.messageOctets / 10 * 9 else { return }
            octets -= entry.octets
            kept[id] = nil
        }
    }

    /// Forgets what was said before a time.
    mutating func forget(before time: Instant) {
        guard let oldest, oldest < time else { return }
        self.oldest = nil
        for (id, entry) in kept {
            guard let first = entry.log.forget(before: time) else {
                octets -= entry.octets
                kept[id] = nil
                continue
            }
            octets += entry.log.size - entry.octets
            kept[id]?.octets = entry.log.size
            self.oldest = min(self.oldest ?? first, first)
        }
    }
}
