/// Times as XML Schema writes them in UTC, for Timestamp (WS-Security 10).
enum UTCTime {
    /// - Parameter seconds: since 1970.
    /// - Returns: `YYYY-MM-DDThh:mm:ssZ`.
    static func text(_ seconds: Int64) -> String {
        let second = (seconds % 86_400 + 86_400) % 86_400
        let date = date(ofDay: (seconds - second) / 86_400)
        let day = [padded(date.year, 4), padded(date.month, 2), padded(date.day, 2)].joined(separator: "-")
        let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(day)T\(time)Z"
    }

    /// The date, in the Gregorian calendar, of a day counted from 1970. Years begin with March inside, so that a leap
    /// day ends its year; 400 years have 146,097 days, and day 0 of that count is 0000-03-01.
    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let count = day + 719_468
        let dayOfEra = (count % 146_097 + 146_097) % 146_097
        let era = (count - dayOfEra) / 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfMonth)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
