import Synchronization

/// Octets in place of random ones: every call gives others.
final class Counter: Sendable {
    private let value = Mutex<UInt8>(0)

    func next(_ count: Int) -> [UInt8] {
        value.withLock { value in
            value &+= 1
            return [UInt8](repeating: value, count: count)
        }
    }
}
