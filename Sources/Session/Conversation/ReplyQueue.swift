import SyncML

/// What the phone still has to say, and how much of it goes into the next message (OMA-TS-DM_Protocol-V1_2_1 section 6:
/// statuses first, then results; each command must fit one message, only the value of a large object may span several).
struct ReplyQueue: Sendable {
    private var statuses: ArraySlice<Status> = []
    private var results: ArraySlice<Results> = []
    /// The value that is being sent in parts.
    private var object: OutgoingObject?
    /// Whether the first of the results has been left for the next message once already.
    private var hasWaited = false

    /// Inferred: so many statuses go even where a server's limit leaves no room for them. One of them answers the
    /// alert 1222 that asked for the message, so with fewer the others would wait for ever.
    private static let statusesInAnyCase = 2

    /// What waits to be sent, in octets, mark-up and all, as about as it will be written.
    var size: Int {
        let values = results.reduce(object?.size ?? 0) { size, results in
            results.items.reduce(size) { $0 + Self.markup + ($1.data?.text.utf8.count ?? 0) }
        }
        return values + statuses.count * Self.markup
    }

    private static let markup = 160

    var isEmpty: Bool { statuses.isEmpty && results.isEmpty && object == nil }

    mutating func add(_ statuses: ArraySlice<Status>, _ results: [Results]) {
        self.statuses += statuses
        self.results += results
    }

    /// The server wants nothing more of the value that is being sent in parts.
    mutating func dropObject() {
        object = nil
    }

    /// Takes what fits.
    /// - Parameter room: how much the next message has left.
    mutating func dequeue(fitting room: inout MessageRoom) -> (statuses: [Status], results: [Results]) {
        let statuses = dequeueStatuses(&room)
        guard self.statuses.isEmpty else { return (statuses, []) }
        let isNearlyEmpty = statuses.count <= Self.statusesInAnyCase
        guard var object else { return (statuses, dequeueResults(&room, isNearlyEmpty: isNearlyEmpty)) }
        // Nothing may come between the parts of a value but statuses.
        guard let part = object.next(&room, mustFit: isNearlyEmpty) else { return (statuses, []) }
        self.object = object.isSent ? nil : object
        let results = object.isSent ? dequeueResults(&room, isNearlyEmpty: false) : []
        return (statuses, [part] + results)
    }

    private mutating func dequeueStatuses(_ room: inout MessageRoom) -> [Status] {
        var taken: [Status] = []
        while let status = statuses.first {
            let fits = room.reserve(room.size(of: .status(status)), mustFit: taken.count < Self.statusesInAnyCase)
            guard fits else { break }
            taken.append(status)
            statuses = statuses.dropFirst()
        }
        return taken
    }

    /// Takes whole results, and the first part of a value that no message would hold.
    private mutating func dequeueResults(_ room: inout MessageRoom, isNearlyEmpty: Bool) -> [Results] {
        var taken: [Results] = []
        while let next = results.first {
            let size = room.size(of: .results(next))
            if room.reserve(size, mustFit: false) {
                taken.append(next)
                dropFirstResults()
                continue
            }
            if splitItems(of: next) { continue }
            let isOnly = isNearlyEmpty && taken.isEmpty
            // A value that fits one message must not go in parts (section 7), so it waits for the next, which has more room.
            if !isOnly, !hasWaited, size <= room.capacity {
                hasWaited = true
                break
            }
            var begun = OutgoingObject(next)
            guard let part = begun.next(&room, mustFit: isOnly) else { break }
            taken.append(part)
            dropFirstResults()
            guard begun.isSent else {
                object = begun
                break
            }
        }
        return taken
    }

    private mutating func dropFirstResults() {
        results = results.dropFirst()
        hasWaited = false
    }

    /// Results with several items become several of one item each.
    private mutating func splitItems(of next: Results) -> Bool {
        guard next.items.count > 1 else { return false }
        let parts = next.items.map { item in
            var part = next
            part.items = [item]
            return part
        }
        results = parts + results.dropFirst()
        return true
    }
}
