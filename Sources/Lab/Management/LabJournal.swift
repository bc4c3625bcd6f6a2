internal import Synchronization

/// What happened, as far back as is remembered, and who wants to be told of it.
struct LabJournal {
    private let bounds: LabBounds
    private var events: [LabEvent] = []
    private var count = 0
    private var listeners: [Listener] = []

    /// Who listens to some events, until they stop.
    private final class Listener: Sendable {
        let isWanted: @Sendable (LabEvent) -> Bool
        let continuation: AsyncStream<LabEvent>.Continuation
        /// Also where no event has come since that they want.
        let hasStopped = Atomic(false)

        init(
            _ continuation: AsyncStream<LabEvent>.Continuation, where isWanted: @escaping @Sendable (LabEvent) -> Bool
        ) {
            self.isWanted = isWanted
            self.continuation = continuation
            continuation.onTermination = { _ in self.hasStopped.store(true, ordering: .relaxed) }
        }
    }

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
        listeners.removeAll { $0.hasStopped.load(ordering: .relaxed) }
        for listener in listeners where listener.isWanted(event) { listener.continuation.yield(event) }
    }

    /// The events after the one of a number that are still remembered.
    func events(after number: Int) -> [LabEvent] {
        let kept = events.suffix(bounds.events)
        guard let first = kept.first?.number else { return [] }
        return Array(kept.dropFirst(number < first ? 0 : number - first + 1))
    }

    mutating func subscribe(
        _ continuation: AsyncStream<LabEvent>.Continuation, where isWanted: @escaping @Sendable (LabEvent) -> Bool
    ) {
        listeners.append(Listener(continuation, where: isWanted))
    }
}
