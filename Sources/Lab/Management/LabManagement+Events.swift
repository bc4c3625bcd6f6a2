/// What happened: it is noted, told to who listens, and waited for.
extension LabManagement {
    /// The events after the one of a number.
    package func events(after number: Int = 0) -> [LabEvent] { journal.events(after: number) }

    /// Every event from now on.
    /// - Parameter isWanted: those for which it is not so are not even kept for who listens: of a hundred who wait for a
    ///   phone each, each is woken by its own.
    package func eventStream(
        where isWanted: @escaping @Sendable (LabEvent) -> Bool = { _ in true }
    ) -> AsyncStream<LabEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LabEvent.self, bufferingPolicy: .bufferingNewest(bounds.events))
        journal.subscribe(continuation, where: isWanted)
        return stream
    }

    /// Notes what anybody can bring about, so seldom that whoever does it without end pushes nothing out that is remembered
    /// of others.
    package func recordSeldom(_ kind: LabEvent.Kind, device: String? = nil, _ detail: String = "") {
        // Not of each device so many: who sends a message names any.
        guard brake.tries(kind.rawValue, now: sources.now()) else { return }
        record(kind, device: device, detail)
    }

    /// Notes what happened outside sessions.
    package func record(_ kind: LabEvent.Kind, device: String? = nil, _ detail: String = "") {
        journal.record(LabOccurrence(kind, detail), device: device, time: sources.now())
    }

    func record(_ occurrences: [LabOccurrence], device: String) {
        for occurrence in occurrences { journal.record(occurrence, device: device, time: sources.now()) }
    }

    /// Waits until the phone has answered a command to the end.
    /// - Throws: `LabError` for a command that there is not, `CancellationError` when nobody wants to wait any longer.
    package func outcome(of number: Int, for id: String) async throws -> LabQueueEntry {
        let events = eventStream { $0.kind == .commandDone && $0.device == id && $0.detail == String(number) }
        var entry = try entry(number, of: id)
        guard entry.state != .done else { return entry }
        for await _ in events {
            entry = try self.entry(number, of: id)
            if entry.state == .done { return entry }
        }
        throw CancellationError()
    }
}
