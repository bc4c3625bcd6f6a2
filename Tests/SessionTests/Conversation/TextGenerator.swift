import SimulatedPhone

/// Makes texts of which many characters take several bytes or are escaped in XML. The same seed makes the same texts.
struct TextGenerator {
    var random: SeededGenerator
    private static let characters: [Unicode.Scalar] = [
        "a", "b", "z", "0", " ", "&", "<", ">", "\"", "]", "\n", "\t", "\r", "ü", "€", "語", "🙂", "\u{301}", "\u{7F}",
    ]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    /// A text of so many characters.
    mutating func text(_ count: ClosedRange<Int>) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<number(count) { text.append(Self.characters[number(0...Self.characters.count - 1)]) }
        return String(text)
    }

    /// A text in up to eight parts.
    mutating func cut(_ text: String) -> [String] {
        var rest = text.unicodeScalars[...]
        var parts: [String] = []
        for _ in 0..<number(0...7) where rest.count > 1 {
            let count = number(1...rest.count - 1)
            parts.append(String(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return parts + [String(rest)]
    }
}
