extension Instant {
    /// Reads the date of HTTP as servers write it today, `Tue, 25 Apr 2017 00:00:00 GMT` (RFC 9110 section 5.6.7).
    ///
    /// - Returns: nil for any other form, the two old ones of that section among them, and for dates that no calendar has.
    ///   The name of the day is not compared with the date.
    package init?(httpDate text: String) {
        let words = text.split(separator: " ")
        guard words.count == 6, words[0].utf8.count == 4, words[0].last == ",", words[1].utf8.count == 2,
            let month = Self.months.firstIndex(of: String(words[2])), words[5] == "GMT"
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init(text: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
