extension Instant {
    /// The instant as ISO 8601 text in UTC, `YYYY-MM-DDThh:mm:ssZ`. Years outside 0 to 9999 take the digits they need.
    package var text: String {
        let (days, second) = seconds.floored(by: Self.secondsPerDay)
        let date = Self.date(ofDay: days)
        let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }
        let day = [Self.padded(date.year, to: 4), Self.padded(date.month, to: 2), Self.padded(date.day, to: 2)]
        return day.joined(separator: "-") + "T" + time.joined(separator: ":") + "Z"
    }

    /// Reads exactly the form that `text` writes, for the years 0 to 9999.
    ///
    /// - Returns: nil for any other form and for dates that no calendar has, such as the 30th of February.
    package init?(text: String) {
        let characters = Array(text.utf8)
        let form = Array("0000-00-00T00:00:00Z".utf8)
        guard characters.count == form.count else { return nil }
        for (character, expected) in zip(characters, form) {
            let isRight = expected == UInt8(ascii: "0") ? (48...57).contains(character) : character == expected
            guard isRight else { return nil }
        }
        func number(_ range: Range<Int>) -> Int64 {
            characters[range].reduce(0) { $0 * 10 + Int64($1 - 48) }
        }
        let day = Self.day(ofYear: number(0..<4), month: number(5..<7), day: number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard hour < 24, minute < 60, second < 60 else { return nil }
        self.init(seconds: day * Self.secondsPerDay + hour * 3600 + minute * 60 + second)
        // A day past the end of its month gives another date than was written: refused here.
        guard self.text == text else { return nil }
    }

    /// Days since 1970 to a date of the Gregorian calendar. Years are counted from March inside, so that the leap day
    /// is a year's last; 400 years are 146,097 days, and day 0 of that count is 0000-03-01.
    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (day + 719_468).floored(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfMonth)
    }

    /// A date of the Gregorian calendar to days since 1970: the way back of `date(ofDay:)`.
    private static func day(ofYear year: Int64, month: Int64, day: Int64) -> Int64 {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).floored(by: 400)
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// Quotient rounded down and the remainder that is never negative.
    fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
