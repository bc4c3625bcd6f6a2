extension Instant {
    /// Whether a time must say in which zone it is.
    package enum Zone: Equatable, Sendable {
        case needed
        /// Without one it is UTC.
        case optional
    }

    /// Reads a date with a time as servers and people write it in ISO 8601: seconds may be left out, fractions of them do
    /// not count, the zone is `Z`, `+02:00` or `+0200`.
    ///
    /// - Returns: nil for any other form, and for dates and times that there are not.
    package init?(iso8601 text: String, zone: Zone) {
        let form = #/(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(?:\.\d+)?(?:(Z)|([+-])(\d\d):?(\d\d))?/#
        guard let match = text.wholeMatch(of: form), let time = Instant(text: "\(match.1)\(match.2 ?? ":00")Z") else {
            return nil
        }
        guard let sign = match.4, let hours = match.5.flatMap({ Int($0) }), let minutes = match.6.flatMap({ Int($0) })
        else {
            guard match.3 != nil || zone == .optional else { return nil }
            self = time
            return
        }
        guard hours < 24, minutes < 60 else { return nil }
        self = time.adding(minutes: (hours * 60 + minutes) * (sign == "+" ? -1 : 1))
    }
}
