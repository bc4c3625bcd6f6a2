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
        self.init(of: ComparedName(typed), to: ComparedName(name))
    }

    /// - Parameters: names that were taken apart before, because one that nobody knows is compared with all there are.
    init?(of typed: ComparedName, to name: ComparedName) {
        if typed.lower == name.lower {
            self = .same
            return
        }
        if !typed.plain.isEmpty, typed.plain == name.plain {
            self = .spelling
            return
        }
        if typed.singular == name.singular {
            self = .letters(1)
            return
        }
        if let distance = Self.distance(typed, name) {
            self = .letters(distance)
            return
        }
        guard typed.words.covers(name.words) else { return nil }
        self = .words
    }

    /// How many letters are wrong: a third of them may be, of a short name a single one; nil where there are more.
    private static func distance(_ typed: ComparedName, _ name: ComparedName) -> Int? {
        let (left, right) = (typed.letters, name.letters)
        guard (3...64).contains(left.count), right.count <= 96 else { return nil }
        let limit = max(1, min(left.count / 3, 4))
        // A letter that only one of them has takes a change; most names are told apart by that.
        guard abs(left.count - right.count) <= limit,
            (typed.letterSet & ~name.letterSet).nonzeroBitCount <= limit,
            (name.letterSet & ~typed.letterSet).nonzeroBitCount <= limit
        else { return nil }
        return NearestName.distance(left, right, limit: limit)
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
    /// The letters that words begin with, as bits.
    private let beginnings: UInt64

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
        beginnings = words.reduce(0) { $0 | LetterSet.bit($1.utf8.first ?? 0) }
    }

    /// Whether most words of one are among those of the other, whole or as a beginning: `MinPINLength` and
    /// `MinimumPINLength`, `PinRecovery` and `EnablePinRecovery`.
    func covers(_ other: Words) -> Bool {
        let (less, more) = all.count <= other.all.count ? (all, other.all) : (other.all, all)
        guard less.count > 1, less.count * 5 >= more.count * 3 else { return false }
        // All words of the shorter one have their like, which begins with the same letter.
        let (few, many) = all.count <= other.all.count ? (self, other) : (other, self)
        guard few.beginnings & ~many.beginnings == 0 else { return false }
        return less.allSatisfy { word in more.contains { Self.areAlike(word, $0) } }
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
    var isWordPart: Bool { isLetter || isNumber }
}
