extension Duration {
    /// Reads a duration as people write it: a whole number and ms, s, m, h or d, such as `90s`.
    ///
    /// - Returns: nil for any other form, and for more than a count of seconds can hold.
    package init?(written text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits) else { return nil }
        let unit = text.dropFirst(digits.count)
        if unit == "ms" {
            self = .milliseconds(number)
            return
        }
        let lengths: [Substring: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": Instant.secondsPerDay]
        guard let length = lengths[unit] else { return nil }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: length)
        guard !overflow else { return nil }
        self = .seconds(seconds)
    }
}
