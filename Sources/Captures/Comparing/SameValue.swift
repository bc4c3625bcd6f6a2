internal import Notation

/// Whether two values of one node mean the same.
enum SameValue {
    /// Child names stand in no order that means anything, base64 may be broken into lines, and two times are never the
    /// same, because nobody measures twice at once.
    static func holds(_ left: String, _ right: String, format: String) -> Bool {
        // To the byte: Swift's own equality takes composed letters for their parts.
        if left.utf8.elementsEqual(right.utf8) { return true }
        switch format {
        case "node": return names(left) == names(right)
        case "b64", "bin":
            if let one = Base64.decode(left), let two = Base64.decode(right), one == two { return true }
        default: break
        }
        return isTime(left) && isTime(right)
    }

    private static func names(_ text: String) -> [Substring] { text.split(separator: "/").sorted() }

    /// A date with a time of day (ISO 8601), in whichever of its forms: `2017-05-10T13:53:50.0000000-07:00`, `20170510T135350Z`.
    static func isTime(_ text: String) -> Bool {
        // Hardly any value is one, and a pattern costs more than the rest of a comparison.
        guard (15...40).contains(text.utf8.count), text.utf8.prefix(4).allSatisfy({ (0x30...0x39).contains($0) }) else {
            return false
        }
        return text.wholeMatch(
            of: #/\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d(:?\d\d([.,]\d{1,9})?)?\s?(Z|[+-]\d\d:?(\d\d)?)?/#) != nil
    }
}
