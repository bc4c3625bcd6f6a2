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

    /// A time as people write it: ISO 8601 with a zone.
    static func instant(_ text: String) -> Instant? {
        let formatter = ISO8601DateFormatter()
        return formatter.date(from: text).map { Instant(seconds: Int64($0.timeIntervalSince1970)) }
    }

    /// A duration as people write it: a whole number and s, m, h or d.
    static func seconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()), number >= 0 else {
            return nil
        }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow ? nil : seconds
    }
}
