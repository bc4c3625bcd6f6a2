/// The texts of the numbers that the phone gives its statuses and results.
enum CommandID {
    /// Nearly every reply has fewer commands than this, so their numbers are turned into text once.
    private static let known = (0..<512).map { String($0) }

    static func text(_ number: Int) -> String {
        known.indices.contains(number) ? known[number] : String(number)
    }
}
