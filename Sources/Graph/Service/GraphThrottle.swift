/// Turning clients away for a while because somebody asked for it: so many requests get 429 (Graph, *Throttling guidance*).
package struct GraphThrottle: Equatable, Sendable {
    /// How many requests are still to be turned away.
    package private(set) var requests: Int
    /// What `Retry-After` says; nil for an answer without it, which Graph gives at times.
    package var retryAfter: Int?

    package init(requests: Int = 0, retryAfter: Int? = nil) {
        self.requests = max(0, requests)
        self.retryAfter = retryAfter
    }

    /// Takes a request in.
    /// - Returns: whether it is turned away.
    package mutating func turnsAway() -> Bool {
        guard requests > 0 else { return false }
        requests -= 1
        return true
    }
}
