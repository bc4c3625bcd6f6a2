import Synchronization

/// The one timer of a fleet: wakes who waits when something is due, or has happened.
final class FleetAlarm: Sendable {
    private struct State {
        var timer: Task<Void, Never>?
        var due: ContinuousClock.Instant?
    }

    let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let state = Mutex(State())

    init() {
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Wakes who waits.
    func ring() { signal.yield() }

    /// Wakes who waits at a time, if not before.
    func set(_ due: ContinuousClock.Instant?) {
        state.withLock { state in
            guard state.due != due else { return }
            state.timer?.cancel()
            state.due = due
            state.timer = due.map { due in
                Task { [self] in
                    guard (try? await Task.sleep(until: due, clock: .continuous)) != nil else { return }
                    self.state.withLock { if $0.due == due { $0.due = nil } }
                    ring()
                }
            }
        }
    }

    func end() {
        set(nil)
        signal.finish()
    }
}
