/// What happened, as far back as is remembered, and who wants to be told of it.
struct LabJournal {
    private let bounds: LabBounds
    private var events: [LabEvent] = []
    private var count = 0
    private var listeners: [AsyncStream<LabEvent>.Continuation] = []

    init(_ bounds: LabBounds) {
        self.bounds = bounds
    }

    mutating func record(_ occurrence: LabOccurrence, device: String?, time: Int64) {
        count += 1
        let event = LabEvent(
            number: count, time: time, device: device?.limited(to: bounds.name), kind: occurrence.kind,
            detail: occurrence.detail.limited(to: bounds.detail))
        // Many are forgotten at once, so that not every event moves all others.
        if events.count >= 2 * bounds.events { events.removeFirst(events.count - bounds.events) }
        events.append(event)
        listeners.removeAll { listener in
            if case .terminated = listener.yield(event) { true } else { false }
        }
    }

    /// The events after the one of a number that are still remembered.
    func events(after number: Int) -> [LabEvent] {
        let kept = events.suffix(bounds.events)
        guard let first = kept.first?.number else { return [] }
        return Array(kept.dropFirst(number < first ? 0 : number - first + 1))
    }

    mutating func subscribe(_ listener: AsyncStream<LabEvent>.Continuation) {
        listeners.append(listener)
    }
}
