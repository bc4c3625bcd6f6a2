import ArgumentParser
import Foundation
import Notation
import SimulatedPhone

/// What time it is for a phone.
enum PhoneTime {
    /// 2017-04-25T00:00:00Z, the day on which version 1703 reached phones: a seed makes everything follow from it.
    static let seeded = Instant(seconds: 1_493_078_400)

    /// The time for a command that needs no server.
    static func now(_ options: PhoneOptions) -> Instant {
        if let at = options.at.flatMap(instant) { return at }
        let now = options.seed == nil ? Instant(seconds: Int64(Date().timeIntervalSince1970)) : seeded
        return now.adding(seconds: options.after.flatMap(seconds) ?? 0)
    }

    /// Looks at what the options for another time say.
    static func check(at: String?, after: String?) throws {
        guard at == nil || after == nil else { throw ValidationError("give one of --at and --after") }
        if let at, instant(at) == nil {
            throw ValidationError("--at \(at) is no time; write it as 2026-12-24T18:00:00Z")
        }
        if let after, seconds(after) == nil {
            throw ValidationError("--after \(after) is no duration; write it as 90s, 15m, 3h or 14d")
        }
    }

    /// A time as people write it: with a zone, because theirs is another than the phone's.
    static func instant(_ text: String) -> Instant? { Instant(iso8601: text, zone: .needed) }

    /// The seconds of a duration as people write it; nil for one that is no whole number of them.
    static func seconds(_ text: String) -> Int64? {
        guard let parts = Duration(written: text)?.components, parts.attoseconds == 0 else { return nil }
        return parts.seconds
    }
}
