import SimulatedPhone

/// How near two names are: what a person types and what a node is called.
enum Likeness: Equatable {
    /// The same but for the case of letters.
    case same
    /// The same letters and digits, with blanks, hyphens and the like between them.
    case spelling
    /// So many letters must be put in, left out, changed or exchanged.
    case letters(Int)
    /// Made of the same words, or all words of one stand in the other.
    case words

    /// nil where they have nothing in common.
    init?(of typed: String, to name: String) {
        let (left, right) = (typed.lowercased(), name.lowercased())
        if left == right {
            self = .same
            return
        }
        let (plainLeft, plainRight) = (left.filter(\.isWordPart), right.filter(\.isWordPart))
        if !plainLeft.isEmpty, plainLeft == plainRight {
            self = .spelling
            return
        }
        if Self.singular(left) == Self.singular(right) {
            self = .letters(1)
            return
        }
        // A third of the letters may be wrong, of a short name a single one.
        if (3...64).contains(left.utf8.count), right.utf8.count <= 96 {
            let limit = max(1, min(left.utf8.count / 3, 4))
            if abs(left.utf8.count - right.utf8.count) <= limit,
                let distance = NearestName.distance(Array(left.utf8), Array(right.utf8), limit: limit)
            {
                self = .letters(distance)
                return
            }
        }
        guard Words(typed).covers(Words(name)) else { return nil }
        self = .words
    }

    /// `policies` is more than one letter from `policy`, and no more than a slip.
    private static func singular(_ word: String) -> String {
        if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        return word.hasSuffix("s") ? String(word.dropLast()) : word
    }

    /// How much is to be forgiven: less is nearer.
    var cost: Double {
        switch self {
        case .same: 0
        case .spelling: 0.2
        case .letters(let count): 0.3 + 0.2 * Double(count)
        case .words: 1
        }
    }
}

/// The words that a name is made of: `MinimumPINLength` is minimum, pin, length.
struct Words: Equatable {
    let all: [String]

    init(_ name: String) {
        var words: [String] = []
        var word = ""
        let characters = Array(name)
        for (place, character) in characters.enumerated() {
            guard character.isWordPart else {
                if !word.isEmpty { words.append(word) }
                word = ""
                continue
            }
            let before = place > 0 ? characters[place - 1] : nil
            let after = place + 1 < characters.count ? characters[place + 1] : nil
            // A word begins with a capital behind a small letter, and with the last capital of several.
            let isBegin =
                character.isUppercase
                && (before?.isLowercase == true || (before?.isUppercase == true && after?.isLowercase == true))
            if isBegin, !word.isEmpty {
                words.append(word)
                word = ""
            }
            word.append(contentsOf: character.lowercased())
        }
        if !word.isEmpty { words.append(word) }
        all = words
    }

    /// Whether most words of one are among those of the other, whole or as a beginning: `MinPINLength` and
    /// `MinimumPINLength`, `PinRecovery` and `EnablePinRecovery`.
    func covers(_ other: Words) -> Bool {
        let (less, more) = all.count <= other.all.count ? (all, other.all) : (other.all, all)
        guard less.count > 1, !more.isEmpty else { return false }
        let shared = less.filter { word in more.contains { Self.areAlike(word, $0) } }.count
        return shared == less.count && shared * 5 >= more.count * 3
    }

    /// The words of this name that stand in another's too.
    func shared(with other: Words) -> [String] {
        all.filter { word in other.all.contains { Self.areAlike(word, $0) } }
    }

    private static func areAlike(_ left: String, _ right: String) -> Bool {
        left == right || (left.count > 2 && right.hasPrefix(left)) || (right.count > 2 && left.hasPrefix(right))
    }
}

extension Character {
    fileprivate var isWordPart: Bool { isLetter || isNumber }
}
