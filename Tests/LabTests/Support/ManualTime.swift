import Synchronization

/// Seconds since 1970, as the test has them.
final class ManualTime: Sendable {
    private let now: Mutex<Int64>

    init(_ now: Int64) {
        self.now = Mutex(now)
    }

    var seconds: Int64 { now.withLock { $0 } }

    func add(_ seconds: Int64) { now.withLock { $0 += seconds } }
}
