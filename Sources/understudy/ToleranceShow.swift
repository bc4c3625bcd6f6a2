import Agent

/// Keeps what a server does wrong from filling the screen: each kind of tolerance is told once, and how often it came in
/// all.
struct ToleranceShow {
    /// How often each kind was seen, in the order in which they came first.
    private var counts: [(label: String, count: Int)] = []
    /// How many there were when the summary was told last.
    private var told = 0

    /// Notes an event.
    /// - Returns: whether it is worth a line: false for a tolerance of a kind that was told before.
    mutating func isNew(_ event: AgentEvent) -> Bool {
        guard event.kind == .tolerance, event.isBreach == true else { return true }
        let label = event.label ?? ""
        if let index = counts.firstIndex(where: { $0.label == label }) {
            counts[index].count += 1
            return false
        }
        counts.append((label, 1))
        return true
    }

    /// One line about all of it; nil where the server did nothing wrong, or nothing more since this was told last.
    mutating func newSummary() -> String? {
        let total = counts.reduce(0) { $0 + $1.count }
        guard total > told else { return nil }
        told = total
        let kinds = counts.map { $0.count == 1 ? $0.label : "\($0.label) \($0.count) times" }
        return
            "odd in \(total) \(total == 1 ? "place" : "places"): \(kinds.joined(separator: ", ")); --strict ends there"
    }
}
