internal import Foundation
package import Notation

/// The clock and the randomness of the lab, so that tests can put others in their place.
package struct LabSources: Sendable {
    /// Seconds since 1970, by the lab's clock.
    package var now: @Sendable () -> Int64
    /// Seconds since 1970 for what others hold against clocks of their own, certificates and tickets: where the lab's clock
    /// was moved, theirs was not.
    package var sharedNow: @Sendable () -> Int64
    /// So many octets that no one can guess.
    package var octets: @Sendable (Int) -> [UInt8]
    /// Milliseconds since some moment, by a clock that nobody sets: how long something takes.
    package var milliseconds: @Sendable () -> Int64

    /// - Parameter milliseconds: nil for those of `now`.
    package init(
        now: @escaping @Sendable () -> Int64, octets: @escaping @Sendable (Int) -> [UInt8],
        milliseconds: (@Sendable () -> Int64)? = nil
    ) {
        self.now = now
        sharedNow = now
        self.octets = octets
        self.milliseconds = milliseconds ?? { now() * 1000 }
    }

    private static let start = ContinuousClock.now

    /// Those of the machine.
    package static let system = LabSources(
        now: { Int64(Date().timeIntervalSince1970) },
        octets: { count in
            // Eight at once: the system is asked each time.
            var generator = SystemRandomNumberGenerator()
            var octets: [UInt8] = []
            while octets.count < count {
                let word: UInt64 = generator.next()
                withUnsafeBytes(of: word) { octets += $0 }
            }
            return Array(octets.prefix(count))
        },
        milliseconds: {
            let (seconds, attoseconds) = start.duration(to: .now).components
            return seconds * 1000 + attoseconds / 1_000_000_000_000_000
        })

    /// Those of the machine, but that the lab's clock begins at another time, and goes on from there.
    package static func beginning(at start: Instant) -> LabSources {
        let ahead = start.seconds - system.now()
        var sources = system
        sources.now = { Instant(seconds: system.now()).adding(seconds: ahead).seconds }
        return sources
    }
}
