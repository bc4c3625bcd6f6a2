/// Everything that happened, and who wants to be told of it.
struct LabJournal {
    private var events: [LabEvent] = []
    private var listeners: [AsyncStream<LabEvent>.Continuation] = []

    mutating func record(_ occurrence: LabOccurrence, device: String?, time: Int64) {
        let event = LabEvent(
            number: events.count + 1, time: time, device: device, kind: occurrence.kind, detail: occurrence.detail)
        events.append(event)
        listeners.removeAll { listener in
            if case .terminated = listener.yield(event) { true } else { false }
        }
    }

    func events(after number: Int) -> [LabEvent] {
        Array(events.dropFirst(max(0, number)))
    }

    mutating func subscribe(_ listener: AsyncStream<LabEvent>.Continuation) {
        listeners.append(listener)
    }
}
